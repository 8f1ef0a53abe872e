import { setTimeout as wait } from 'node:timers/promises'

const MAX_ATTEMPTS = 6

/**
 * Fetches, and again when a busy machine answered 5xx or dropped the connection: every request of the demo is safe to
 * repeat. @throws the last network error.
 */
export async function fetchWithRetry(url: string, request: RequestInit = {}): Promise<Response> {
  for (let attempt = 1; ; attempt += 1) {
    const isLast = attempt === MAX_ATTEMPTS
    try {
      const response = await fetch(url, request)
      if (response.status < 500 || isLast) return response
      await response.body?.cancel()
    } catch (error) {
      if (isLast) throw error
    }
    await wait(500 * attempt)
  }
}
