import type { Person } from './tokens.ts'

/**
 * Asks the staff API from within the same function, as a signed-in person: a form of the console and the API hold to the same
 * rules.
 *
 * @param path such as `/api/studies/{study}/participants`
 * @param body left out of a GET
 * @param key the `Idempotency-Key`
 */
export type ApiCall = (
  person: Person,
  path: string,
  body: object | undefined,
  key?: string,
  method?: 'GET' | 'POST' | 'PUT',
) => Promise<Response>
