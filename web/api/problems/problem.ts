/**
 * Problems are RFC 9457 documents from a catalogue per concept (`*.problems.ts`). A code, once published,
 * is never reused for something else. `detail` is fixed text: it never quotes what was sent.
 */
export type Problem = {
  readonly code: string
  readonly status: 400 | 401 | 403 | 404 | 405 | 409 | 410 | 412 | 413 | 415 | 422 | 429 | 500 | 503
  readonly title: string
  readonly detail: string
}

/**
 * One field that was refused. `pointer` is a JSON pointer into the body, or `?name` for a query parameter.
 * `participants`: study IDs of those whom the refusal is about.
 */
export type FieldFault = {
  readonly pointer: string
  readonly code: string
  readonly detail: string
  readonly participants?: readonly string[]
}
