import type { IntercurrentEventKind } from '../../../surveys/study/estimand.ts'
import type { ParticipationEnd } from '../../records/participant/participant.ts'
import type { CohortParticipant } from '../cohort/cohort.ts'

/** Something that happened on the way to the endpoint, and when. */
export type IntercurrentEvent = { readonly kind: IntercurrentEventKind; readonly at: string }

/** What happened to a participant from the first treatment on, or at all where nobody is treated, in time order. */
export function listIntercurrentEvents({
  ended,
  timeline,
}: Pick<CohortParticipant, 'ended' | 'timeline'>): readonly IntercurrentEvent[] {
  const events = ended === null ? [] : [{ kind: classifyEnd(ended), at: ended.at }]
  return events.filter(({ at }) => at >= (timeline.treatedAt[0] ?? ''))
}

function classifyEnd({ how, reason }: ParticipationEnd): IntercurrentEventKind {
  if (how === 'died') return 'death'
  if (how === 'lost-to-follow-up') return 'lost-to-follow-up'
  if (reason === 'no-benefit') return 'withdrawal-no-benefit'
  return reason === 'side-effects' ? 'withdrawal-side-effects' : 'withdrawal-other'
}
