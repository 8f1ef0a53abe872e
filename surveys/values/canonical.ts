import { createHash } from 'node:crypto'

/**
 * Canonical JSON: object keys sorted by code unit, no white space, `undefined` members left out
 * (the subset of RFC 8785 that our integers, decimals and strings need).
 * Equal content gives equal text whatever the order in which it was written.
 */
export function formatCanonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(formatCanonicalJson).join(',')}]`
  if (value !== null && typeof value === 'object') {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => `${JSON.stringify(key)}:${formatCanonicalJson(member)}`)
    return `{${members.join(',')}}`
  }
  return JSON.stringify(value)
}

/** SHA-256 of the canonical JSON, as 64 hexadecimal characters: the identity of a definition or of an answer set. */
export function computeContentHash(value: unknown): string {
  return createHash('sha256').update(formatCanonicalJson(value)).digest('hex')
}
