import { ERASURE_GRADES, type ErasureGrade } from '../../../web/api/participants/erasure-grades.ts'
import type { AuditEntry } from '../../records/audit/audit.ts'
import { type Erasure, isErasurePending } from '../../records/erasure/erasure.ts'

/** A request to stop or to erase that nobody had confirmed. Times are ISO 8601. */
export type LostRequest = {
  readonly grade: ErasureGrade
  readonly askedBy: Erasure['askedBy']
  readonly requestedAt: string
  /** Undefined of one that came by text: it counts from the request. */
  readonly dueAt: string | undefined
}

/** Whether an entry of a participant’s own chain says something of such a request. */
export function isErasureEntry({ action, about }: AuditEntry): boolean {
  return (
    ['erasure.requested', 'erasure.recorded', 'erasure.cancelled'].includes(action) || about?.asks === 'erase'
  )
}

/**
 * What was still asked for after the last of a participant’s entries, in any order; undefined where nothing was.
 *
 * What a coordinator had recorded comes back as a request too: they speak with the participant once more.
 */
export function foldErasureEntries(entries: readonly AuditEntry[]): LostRequest | undefined {
  let request: LostRequest | undefined
  for (const { action, at, about = {} } of entries.toSorted((a, b) => a.sequence - b.sequence)) {
    if (action === 'erasure.cancelled') {
      request = undefined
      continue
    }
    const byText = about.asks === 'erase'
    const grade = byText ? 'erase' : ERASURE_GRADES.find((one) => one === about.grade)
    if (grade === undefined) continue
    const askedBy = byText ? 'text' : action === 'erasure.requested' ? 'page' : 'staff'
    const dueAt = typeof about.dueAt === 'string' ? about.dueAt : undefined
    request = request ? { ...request, grade } : { grade, askedBy, requestedAt: at, dueAt }
  }
  return request
}

/**
 * What a lost request makes of the erasure that the tables hold: nothing where that is as much, was asked for since, or was
 * confirmed since.
 *
 * @param asked as a request of its own
 */
export function applyLostRequest(read: Erasure | undefined, asked: Erasure): Erasure | undefined {
  if (read === undefined) return asked
  if (read.requestedAt >= asked.requestedAt || (read.confirmedAt ?? '') >= asked.requestedAt) return undefined
  if (read.state === 'cancelled') return asked
  if (ERASURE_GRADES.indexOf(read.grade) >= ERASURE_GRADES.indexOf(asked.grade)) return undefined
  if (!isErasurePending(read)) return asked
  if (read.state === 'confirmed') return undefined
  // What was recorded before is less than what was asked for since.
  const { recordedBy: _, recordedAt: __, ...rest } = read
  return { ...rest, state: 'requested', grade: asked.grade }
}
