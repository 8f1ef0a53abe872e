import { shiftIso } from '../../platform/core/clock.ts'
import { formatStudyChain } from '../../records/audit/audit.store.ts'
import type { AuditEntry } from '../../records/audit/audit.ts'
import { type LostFacts, LostFactsCollector, REPLAY_MARGIN_MS } from '../../rules/restore/lost-facts.ts'
import { replayErasures } from '../erasure/replay-erasures.ts'
import { holdPastDue } from './hold-texts.ts'
import { buildLostScope, replayCarrierOptOuts, replayFacts } from './replay-facts.ts'
import { replayRequest } from './replay-requests.ts'
import type { RestoreDeps } from './restore.deps.ts'

/** How many of each. `lost…`: what the trail knows of and cannot bring back, for people to do again. */
export type RestoreSummary = {
  readonly optOuts: number
  readonly carrierOptOuts: number
  readonly consents: number
  readonly ended: number
  readonly erasures: number
  /** Requests to stop or to erase that nobody had confirmed: tasks of their sites again. */
  readonly requests: number
  readonly heldTexts: number
  readonly heldReplies: number
  readonly lostSubmissions: number
  readonly lostEnrolments: number
  /** Study IDs of participants who asked to stop or to be erased, and whom the tables do not have or whose study does not ship. */
  readonly lostRequests: readonly string[]
  /** IDs of studies that this version does not ship: their participations are not ended again, and their erasures not carried out. */
  readonly unshippedStudies: readonly string[]
}

/**
 * After tables were taken back to an instant: does again what participants decided since, from what no restore of those tables
 * reaches, and lets nothing out that is past due. Before anybody may reach the tables. May run again: what the tables have
 * already, of the minutes before the instant too, stays as it is.
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
  const collector = new LostFactsCollector(shiftIso(instant, -REPLAY_MARGIN_MS))
  for await (const entry of readEntries()) collector.add(entry)
  const lost = collector.list()
  const sum = { optOuts: 0, consents: 0, ended: 0, lostSubmissions: 0, lostEnrolments: 0 }
  for (const facts of lost) {
    const replayed = await replayFacts(
      deps,
      await deps.library.findStudy(facts.study, buildLostScope(facts).site),
      facts,
    )
    sum.optOuts += replayed.optOuts
    sum.consents += replayed.contacts
    sum.ended += replayed.ended
    sum.lostSubmissions += replayed.lostSubmissions
    sum.lostEnrolments += replayed.lostEnrolments
  }
  const carrierOptOuts = await replayCarrierOptOuts(deps)
  let erasures = 0
  const studies = (await deps.library.listStudies()).map(({ study }) => study)
  for (const study of studies) erasures += await replayAllErasures(deps, study)
  const { requests, lostRequests } = await replayRequests(deps, lost)
  // Last: whoever may not be texted any more is known by now, and nobody is texted by this.
  const held = await holdPastDue(deps)
  const counts = {
    ...{ ...sum, carrierOptOuts, erasures, requests },
    ...{ heldTexts: held.texts, heldReplies: held.replies },
  }
  const unshippedStudies = collector.listStudies().filter((study) => !studies.includes(study))
  for (const study of studies)
    await deps.audit.append(
      formatStudyChain(study),
      Promise.resolve({
        action: 'tables.restored',
        actor: { kind: 'operator' },
        about: {
          ...{ run, instant, items, ...counts, lostRequests: lostRequests.length },
          ...(unshippedStudies.length > 0 && { unshippedStudies: unshippedStudies.join(' ') }),
        },
      }),
    )
  return { ...counts, lostRequests, unshippedStudies }
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

async function replayRequests(
  deps: RestoreDeps,
  lost: readonly LostFacts[],
): Promise<Pick<RestoreSummary, 'requests' | 'lostRequests'>> {
  let requests = 0
  const lostRequests: string[] = []
  for (const facts of lost) {
    if (!facts.request) continue
    const study = await deps.library.findStudy(facts.study, buildLostScope(facts).site)
    const result = study ? await replayRequest(deps, study, buildLostScope(facts), facts.request) : 'nobody'
    if (result === 'replayed') requests += 1
    if (result === 'nobody') lostRequests.push(facts.participant)
  }
  return { requests, lostRequests: lostRequests.sort() }
}
