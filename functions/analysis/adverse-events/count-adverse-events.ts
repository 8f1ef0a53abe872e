import {
  type AdverseEventTerm,
  type ClinicalEventDetail,
  SEVERITIES,
  type Severity,
} from '../../../surveys/study/clinical-event.ts'
import type { AdverseEventCounts } from '../../../web/api/analyses/adverse-events.ts'
import type { CohortParticipant } from '../cohort/cohort.ts'

type AdverseEvent = Extract<ClinicalEventDetail, { kind: 'adverse-event' }>
type TermCounts = AdverseEventCounts['terms'][number]

/**
 * Counts participants with adverse events from their first treatment on: each once for each term, by the worst severity that
 * they had of it. Terms with the most participants come first, those with as many in the order of their names.
 *
 * @param areTreated whether the study gives treatments: only those who had one are counted
 */
export function countAdverseEvents(
  participants: readonly Pick<CohortParticipant, 'events' | 'timeline'>[],
  areTreated: boolean,
): AdverseEventCounts {
  const counted = participants.filter(({ timeline }) => !areTreated || timeline.treatedAt.length > 0)
  const events = counted.map(listEmergentEvents)
  const terms = new Map<AdverseEventTerm, TermCounts>()
  for (const own of events)
    for (const [term, ofTerm] of Map.groupBy(own, (event) => event.term))
      terms.set(term, addParticipant(terms.get(term) ?? buildEmptyCounts(term), ofTerm))
  const countWith = (isWanted: (event: AdverseEvent) => boolean) =>
    events.filter((own) => own.some(isWanted)).length
  return {
    participants: counted.length,
    withEvent: countWith(() => true),
    withSerious: countWith(({ serious }) => serious),
    withRelated: countWith(isRelated),
    terms: [...terms.values()].sort((a, b) => b.participants - a.participants || (a.term < b.term ? -1 : 1)),
  }
}

function listEmergentEvents({
  events,
  timeline,
}: Pick<CohortParticipant, 'events' | 'timeline'>): readonly AdverseEvent[] {
  const from = timeline.treatedAt[0] ?? ''
  return events.flatMap(({ at, event }) => (event.kind === 'adverse-event' && at >= from ? [event] : []))
}

function addParticipant(counts: TermCounts, events: readonly AdverseEvent[]): TermCounts {
  const worst =
    SEVERITIES.findLast((severity) => events.some((event) => event.severity === severity)) ?? 'mild'
  return {
    term: counts.term,
    participants: counts.participants + 1,
    worst: { ...counts.worst, [worst]: counts.worst[worst] + 1 },
    serious: counts.serious + (events.some(({ serious }) => serious) ? 1 : 0),
    related: counts.related + (events.some(isRelated) ? 1 : 0),
  }
}

function isRelated({ relation }: AdverseEvent): boolean {
  return relation !== 'none'
}

function buildEmptyCounts(term: AdverseEventTerm): TermCounts {
  const worst: Record<Severity, number> = { mild: 0, moderate: 0, severe: 0, 'life-threatening': 0, fatal: 0 }
  return { term, participants: 0, worst, serious: 0, related: 0 }
}
