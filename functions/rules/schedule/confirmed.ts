/**
 * Whether a request confirms exactly what is asked: nothing less, and nothing that was not shown with it. Where nothing is
 * asked any more, nothing is left to confirm.
 */
export function isConfirmed(asked: readonly string[], confirmed: readonly string[]): boolean {
  if (asked.length === 0) return true
  const given = new Set(confirmed)
  return given.size === asked.length && asked.every((one) => given.has(one))
}
