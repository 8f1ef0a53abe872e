import { setTimeout as wait } from 'node:timers/promises'

const ATTEMPTS = 6

/** Fetches, and again when a busy machine answered 5xx: every request of the demo is safe to repeat. */
export async function patientFetch(url: string, request: RequestInit = {}): Promise<Response> {
  for (let attempt = 1; ; attempt += 1) {
    const response = await fetch(url, request)
    if (response.status < 500 || attempt === ATTEMPTS) return response
    await response.body?.cancel()
    await wait(500 * attempt)
  }
}
