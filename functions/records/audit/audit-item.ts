import * as z from 'zod/mini'
import { parseItem, type StoredItem } from '../../platform/aws/dynamodb.ts'
import { auditEntrySchema, formatParticipantChain } from './audit.store.ts'
import type { AuditEntry, ChainHead } from './audit.ts'
import { packedHeadSchema } from './packed-hash.ts'

/*
 * Items of a table as someone reads them who reads the whole table: an operator by a Scan, or from a backup. Unlike a store,
 * it takes what it cannot read as a finding, not as an error.
 */

/** An item of the Audit table. */
export type StoredAuditEntry =
  /** `chain` and `position` are of its key, which what it says of itself may contradict. */
  | {
      readonly kind: 'entry'
      readonly chain: string
      readonly position: string
      readonly entry: AuditEntry
    }
  | { readonly kind: 'unreadable'; readonly chain: string; readonly position: string }

export function parseAuditItem(item: StoredItem): StoredAuditEntry {
  const chain = item.pk?.S ?? ''
  const position = item.sk?.S ?? ''
  try {
    return { kind: 'entry', chain, position, entry: parseItem(auditEntrySchema, item) as AuditEntry }
  } catch {
    return { kind: 'unreadable', chain, position }
  }
}

/** The head of a chain that an item of the Study table holds. */
export type StoredHead =
  | { readonly kind: 'head'; readonly chain: string; readonly head: ChainHead }
  | { readonly kind: 'unreadable'; readonly chain: string }

/** Undefined of an item that has no chain of its own: only an assessment and its text plan do. */
export function findStoredHead(item: StoredItem): StoredHead | undefined {
  const [, study] = /^SITE#([^#]+)#/.exec(item.pk?.S ?? '') ?? []
  const [, participant, rest] = /^ASSESSMENT#([^#]+)#(.+)$/.exec(item.sk?.S ?? '') ?? []
  if (study === undefined || participant === undefined || rest === undefined) return undefined
  // What follows is the timepoint, behind which stands TEXTS in both keys.
  const chain = `${formatParticipantChain({ study, participant })}#${rest}`
  const head = z.safeParse(packedHeadSchema, item.head?.S)
  return head.success ? { kind: 'head', chain, head: head.data } : { kind: 'unreadable', chain }
}
