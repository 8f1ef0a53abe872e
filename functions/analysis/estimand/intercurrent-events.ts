import type { ClinicalEventDetail } from '../../../surveys/study/clinical-event.ts'
import type { IntercurrentEventKind } from '../../../surveys/study/estimand.ts'
import type { ParticipationEnd } from '../../records/participant/participant.ts'
import type { CohortParticipant } from '../cohort/cohort.ts'

/** Something that happened on the way to the endpoint, and when. */
export type IntercurrentEvent = { readonly kind: IntercurrentEventKind; readonly at: string }

/**
 * What happened to a participant from the first treatment on, or at all where nobody is treated, in time order: the end of
 * the participation, clinical events, and every course after the first.
 */
export function listIntercurrentEvents({
  ended,
  events,
  courses,
  timeline,
}: Pick<CohortParticipant, 'ended' | 'events' | 'courses' | 'timeline'>): readonly IntercurrentEvent[] {
  const happened: IntercurrentEvent[] = [
    ...(ended === null ? [] : [{ kind: classifyEnd(ended), at: ended.at }]),
    ...events.flatMap(({ event, at }) => {
      const kind = classifyEvent(event)
      return kind === null ? [] : [{ kind, at }]
    }),
    ...courses.slice(1).map(({ treatedAt: [at] }) => ({ kind: 'further-course' as const, at })),
  ]
  const from = timeline.treatedAt[0] ?? ''
  return happened.filter(({ at }) => at >= from).sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
}

function classifyEnd({ how, reason }: ParticipationEnd): IntercurrentEventKind {
  if (how === 'died') return 'death'
  if (how === 'lost-to-follow-up') return 'lost-to-follow-up'
  if (reason === 'no-benefit') return 'withdrawal-no-benefit'
  return reason === 'side-effects' ? 'withdrawal-side-effects' : 'withdrawal-other'
}

/** A course that is complete changes nothing, and neither does an adverse event or an opioid dose by itself. */
function classifyEvent(event: ClinicalEventDetail): IntercurrentEventKind | null {
  switch (event.kind) {
    case 'rescue-treatment':
    case 'concomitant-treatment':
      return event.kind
    case 'treatment-stopped':
      if (event.reason === 'no-benefit') return 'stopped-no-benefit'
      return event.reason === 'side-effects' ? 'stopped-side-effects' : null
    case 'adverse-event':
    case 'opioid-dose':
      return null
  }
}
