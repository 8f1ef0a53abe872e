import { formatStudyChain } from '../../records/audit/audit.store.ts'
import type { AuditEntry } from '../../records/audit/audit.ts'
import { LostFactsCollector } from '../../rules/restore/lost-facts.ts'
import { replayErasures } from '../erasure/replay-erasures.ts'
import { holdPastDue } from './hold-texts.ts'
import { replayCarrierOptOuts, replayFacts } from './replay-facts.ts'
import type { RestoreDeps } from './restore.deps.ts'

/** How many of each. `lost…`: what the trail knows of and cannot bring back, for people to do again. */
export type RestoreSummary = {
  readonly optOuts: number
  readonly carrierOptOuts: number
  readonly consents: number
  readonly ended: number
  readonly erasures: number
  readonly heldTexts: number
  readonly heldReplies: number
  readonly lostSubmissions: number
  readonly lostEnrolments: number
}

/**
 * After tables were taken back to an instant: does again what participants decided since, from what no restore of those tables
 * reaches, and lets nothing out that is past due. Before anybody may reach the tables. May run again.
 *
 * @param run its identity
 * @param instant what the tables were restored to, ISO 8601
 * @param readEntries the audit trail, in any order
 * @param items how many items were put back, of the entry that says that there was a restore
 */
export async function replayAfterRestore(
  deps: RestoreDeps,
  {
    run,
    instant,
    readEntries,
    items,
  }: {
    readonly run: string
    readonly instant: string
    readonly readEntries: () => AsyncIterable<AuditEntry>
    readonly items: number
  },
): Promise<RestoreSummary> {
  const collector = new LostFactsCollector(instant)
  for await (const entry of readEntries()) collector.add(entry)
  const sum = { optOuts: 0, consents: 0, ended: 0, lostSubmissions: 0, lostEnrolments: 0 }
  for (const facts of collector.list()) {
    const { optOuts, contacts, ended } = await replayFacts(deps, facts)
    sum.optOuts += optOuts
    sum.consents += contacts
    sum.ended += ended
    sum.lostSubmissions += facts.submissions
    sum.lostEnrolments += Number(facts.isEnrolled ?? false)
  }
  const carrierOptOuts = await replayCarrierOptOuts(deps)
  let erasures = 0
  const studies = (await deps.library.listStudies()).map(({ study }) => study)
  for (const study of studies) erasures += await replayAllErasures(deps, study)
  // Last: whoever may not be texted any more is known by now, and nobody is texted by this.
  const held = await holdPastDue(deps)
  const summary = {
    ...{ ...sum, carrierOptOuts, erasures },
    ...{ heldTexts: held.texts, heldReplies: held.replies },
  }
  for (const study of studies)
    await deps.audit.append(
      formatStudyChain(study),
      Promise.resolve({
        action: 'tables.restored',
        actor: { kind: 'operator' },
        about: { run, instant, items, ...summary },
      }),
    )
  return summary
}

async function replayAllErasures(deps: RestoreDeps, study: string): Promise<number> {
  let [sum, after]: [number, number | null] = [0, 0]
  while (after !== null) {
    const { replayed, next } = await replayErasures(deps, { study, after })
    sum += replayed
    after = next
  }
  return sum
}
