import type { Person } from './tokens.ts'

/**
 * Posts to the staff API from within the same function, as a signed-in person: a form of the console and the API hold to the
 * same rules.
 *
 * @param path such as `/api/studies/{study}/participants`
 * @param key the `Idempotency-Key`
 */
export type ApiCall = (person: Person, path: string, body: object, key?: string) => Promise<Response>
