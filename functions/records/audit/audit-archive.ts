import { hash } from 'node:crypto'
import * as z from 'zod/mini'
import { formatCanonicalJson } from '../../../surveys/values/canonical.ts'

/*
 * The archive of the audit trail: objects that nobody can change or delete before their time.
 *
 * | object                                  | what it holds                                                           |
 * |-----------------------------------------|-------------------------------------------------------------------------|
 * | entries/<day>/<first>-<last>.json.gz    | entries as they were written, one {"Item":…} a line as DynamoDB exports     |
 * | anchors/<day>.json                      | which objects there were at the end of a day, signed                       |
 *
 * `first` and `last` are sequence numbers of the table's stream, and `day` is that of the first, in UTC: whatever is
 * delivered a second time has the same name.
 */

export const ENTRIES = 'entries/'
export const ANCHORS = 'anchors/'

export function formatEntriesKey(day: string, first: string, last: string): string {
  return `${ENTRIES}${day}/${first}-${last}.json.gz`
}

export function formatAnchorKey(day: string): string {
  return `${ANCHORS}${day}.json`
}

const sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/))

const anchorSchema = z.strictObject({
  /** The day, in UTC, whose end it stands for. */
  day: z.string().check(z.regex(/^\d{4}-\d\d-\d\d$/)),
  /** SHA-256 of the anchor before, without its signature; null of the first. */
  previous: z.nullable(sha256),
  /** Objects with entries that no anchor before it names. */
  objects: z.array(z.strictObject({ key: z.string(), sha256 })),
})

export type AuditAnchor = z.infer<typeof anchorSchema>

const signedAnchorSchema = z.strictObject({
  anchor: anchorSchema,
  /** Base64 of the DER form of ECDSA (P-256) over the digest. */
  signature: z.string(),
})

export type SignedAnchor = z.infer<typeof signedAnchorSchema>

/** @throws Error when it is no anchor; never with its text */
export function parseSignedAnchor(body: Uint8Array): SignedAnchor {
  try {
    return z.parse(signedAnchorSchema, JSON.parse(Buffer.from(body).toString()))
  } catch {
    throw new Error('an object that should be an anchor is none')
  }
}

/** What is signed, and what the next anchor names: SHA-256 of the canonical JSON. */
export function digestAnchor(anchor: AuditAnchor): Buffer {
  return hash('sha256', formatCanonicalJson(anchor), 'buffer')
}

export function digestObject(body: Uint8Array): string {
  return hash('sha256', body)
}
