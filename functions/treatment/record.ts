import type { StudyDefinition } from '../../surveys/study/definition.ts'
import { planAnchor } from '../assignment/plan-anchor.ts'
import { type AuditStore, participantChain } from '../audit/audit.store.ts'
import type { AuditEvent } from '../audit/audit.ts'
import type { Participant } from '../participant/participant.ts'
import type { ParticipantScope } from '../platform/scope.ts'
import { putTreatment, TREATMENT_NEW } from './treatment.store.ts'
import type { Treatment } from './treatment.ts'

/**
 * Records a treatment and, when it is the one that an anchor waits for, every assignment that counts from it,
 * in one transaction with the audit entry.
 *
 * - `recorded`: new. `unchanged`: the same treatment stands already.
 * - `raced`: another treatment was recorded at the same time and took the anchor's place: read again.
 * - `before-anchor`: it lies before a treatment that a schedule already counts from.
 */
export async function recordTreatment(
  deps: { audit: AuditStore; studyTable: string; newLinkId: () => string },
  study: StudyDefinition,
  scope: ParticipantScope,
  participant: Participant,
  earlier: readonly Treatment[],
  treatment: Treatment,
  actor: AuditEvent['actor'],
): Promise<'recorded' | 'unchanged' | 'raced' | 'before-anchor'> {
  const sameKind = earlier.filter(({ kind }) => kind === treatment.kind)
  if (sameKind.some(({ givenAt }) => givenAt === treatment.givenAt)) return 'unchanged'
  const later = sameKind.filter(({ givenAt }) => givenAt > treatment.givenAt).length
  const occurrence = sameKind.length - later + 1
  const moved = study.anchors.some(
    (anchor) =>
      anchor.kind === 'treatment' && anchor.treatment === treatment.kind && anchor.occurrence >= occurrence,
  )
  if (later > 0 && moved) return 'before-anchor'

  const writes = [putTreatment(deps.studyTable, scope, treatment)]
  for (const anchor of study.anchors)
    if (
      anchor.kind === 'treatment' &&
      anchor.treatment === treatment.kind &&
      anchor.occurrence === occurrence
    )
      writes.push(...planAnchor(deps, study, anchor.id, scope, participant, treatment.givenAt))
  const event = {
    action: 'treatment.recorded',
    actor,
    about: { kind: treatment.kind, givenAt: treatment.givenAt },
  }
  const result = await deps.audit.write(participantChain(scope), event, writes)
  if (result.kind === 'written') return 'recorded'
  return result.clause === TREATMENT_NEW ? 'unchanged' : 'raced'
}
