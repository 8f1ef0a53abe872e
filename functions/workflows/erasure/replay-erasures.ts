import * as z from 'zod/mini'
import { ERASURE_GRADES, STUDY_DATA_RULES } from '../../../web/api/participants/erasure-grades.ts'
import { formatIso } from '../../platform/core/clock.ts'
import { buildVerifiedParticipantScope, type ParticipantScope } from '../../platform/core/scope.ts'
import { formatErasureChain } from '../../records/audit/audit.store.ts'
import type { AuditEntry } from '../../records/audit/audit.ts'
import { putErasure } from '../../records/erasure/erasure.store.ts'
import type { Erasure } from '../../records/erasure/erasure.ts'
import type { ErasureStepDeps } from './erasure.deps.ts'
import { forgetContact, stopParticipation } from './erasure-steps.ts'

/** `after`: the entry of the ledger to go on behind, as the run before said. */
export const replayOrderSchema = z.strictObject({
  study: z.string(),
  after: z._default(z.int().check(z.minimum(0)), 0),
})
export type ReplayOrder = z.infer<typeof replayOrderSchema>

const ledgerSchema = z.object({
  site: z.string(),
  participant: z.string(),
  grade: z.enum(ERASURE_GRADES),
  studyData: z.enum(STUDY_DATA_RULES),
  askedBy: z.enum(['text', 'page', 'staff']),
  requestedAt: z.string(),
  dueAt: z.string(),
  recordedBy: z.string(),
})

/**
 * After a restore of the study’s or the contacts table: carries out again every erasure that was ever confirmed in a study, in
 * the order of the ledger. The ledger is a chain of the audit table, so that no restore of another table forgets any. Nobody
 * is texted again, since a number may be somebody else’s by now. It may run again, and as often as wanted.
 *
 * @param hasTimeLeft asked before each
 * @returns how many were carried out, and where to go on, `null` at the end
 */
export async function replayErasures(
  deps: ErasureStepDeps,
  { study: id, after }: ReplayOrder,
  hasTimeLeft: () => boolean = () => true,
): Promise<{ readonly replayed: number; readonly next: number | null }> {
  const study = await deps.library.findStudy(id)
  if (!study) throw new Error('there is no such study')
  const confirmed = (await deps.audit.listChain(formatErasureChain(id))).filter(
    ({ action, sequence }) => action === 'erasure.confirmed' && sequence > after,
  )
  let replayed = 0
  let last = after
  for (const entry of confirmed) {
    if (!hasTimeLeft()) break
    const about = ledgerSchema.parse(entry.about)
    const scope = buildVerifiedParticipantScope({ study: id, ...about })
    const erasure = { ...about, confirmedAt: entry.at }
    const inForce = (await deps.library.findStudy(id, scope.site)) ?? study
    await stopParticipation(deps, inForce, scope, erasure)
    await forgetContact(deps, scope, erasure)
    await restoreLedgerItem(deps, scope, entry)
    replayed += 1
    last = entry.sequence
  }
  const next = replayed < confirmed.length ? last : null
  if (replayed > 0)
    await deps.audit.write(
      formatErasureChain(id),
      { action: 'erasure.replayed', actor: { kind: 'operator' }, about: { replayed, last } },
      [],
    )
  return { replayed, next }
}

/** Says again that it is done, unless the participant has asked for something since. */
async function restoreLedgerItem(
  deps: ErasureStepDeps,
  scope: ParticipantScope,
  { at, actor, about: written }: AuditEntry,
): Promise<void> {
  const { site, participant, ...about } = ledgerSchema.parse(written)
  const read = await deps.erasures.find(scope)
  const isKnown = read?.state === 'done' && (read.confirmedAt ?? '') >= at
  if (isKnown || (read && read.requestedAt > at)) return
  const to: Erasure = {
    ...{ study: scope.study, site, participant, state: 'done', ...about, confirmedAt: at, revision: 0 },
    ...('sub' in actor && { confirmedBy: actor.sub }),
    ...{ lastText: 'replayed', doneAt: formatIso(deps.clock.now()) },
  }
  const { grade, studyData } = about
  await deps.audit.write(
    formatErasureChain(scope.study),
    {
      action: 'erasure.done',
      actor: { kind: 'operator' },
      about: { site, participant, grade, studyData, lastText: 'replayed' },
    },
    [putErasure(deps.studyTable, scope, read, to)],
  )
}
