import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import type { FollowUpFlow, ParticipantFlow } from '../../../web/reports/monthly-study.ts'
import type { Cohort, CohortParticipant } from '../cohort/cohort.ts'
import type { TimelinePoint } from '../timeline/timeline.ts'

/**
 * How people came through a study: at each step how many there are, and how many are missing and why.
 *
 * @param study of which the timepoints are
 * @param unplanned who was enrolled and is not in the cohort, since nothing was planned for them yet
 * @see Calvert et al., JAMA 309:814, 2013 (CONSORT-PRO)
 */
export function computeParticipantFlow(
  { sites }: Pick<Cohort, 'sites'>,
  study: StudyDefinition,
  unplanned: readonly Pick<CohortParticipant, 'ended'>[],
): ParticipantFlow {
  const people = sites.flatMap(({ participants }) => participants)
  const anchored = new Set(
    study.anchors.flatMap((anchor) =>
      anchor.kind === 'treatment' && anchor.occurrence === 'each' ? [anchor.id] : [],
    ),
  )
  const once = study.timepoints.filter(
    ({ id, repeat, anchor }) => id !== study.baseline && repeat === undefined && !anchored.has(anchor),
  )
  const enrolled = people.length + unplanned.length
  return {
    enrolled,
    treated: count(people, ({ timeline }) => timeline.treatedAt.length > 0),
    baseline: count(people, ({ timeline }) => timeline.baseline?.standing === 'answered'),
    followUps: once.map(({ id }) => countFollowUp(people, id, enrolled)),
    ended: countEnded([...people, ...unplanned]),
  }
}

function countFollowUp(
  people: readonly CohortParticipant[],
  timepoint: string,
  enrolled: number,
): FollowUpFlow {
  const standings = people.map(
    ({ timeline }) => timeline.followUps.find((point) => point.timepoint === timepoint)?.standing,
  )
  const countOf = (...which: readonly (TimelinePoint['standing'] | undefined)[]) =>
    standings.filter((standing) => which.includes(standing)).length
  return {
    timepoint,
    answered: countOf('answered'),
    missed: countOf('missed', 'not-submitted', 'after-treatment'),
    awaited: countOf('awaited'),
    notPlanned: countOf(undefined) + enrolled - people.length,
  }
}

function countEnded(people: readonly Pick<CohortParticipant, 'ended'>[]): ParticipantFlow['ended'] {
  const ends = people.flatMap(({ ended }) => ended ?? [])
  return [...Map.groupBy(ends, ({ how, reason }) => `${how} ${reason ?? ''}`)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, of]) =>
      of.slice(0, 1).map(({ how, reason }) => ({ how, reason: reason ?? null, count: of.length })),
    )
}

function count<One>(ones: readonly One[], is: (one: One) => boolean): number {
  return ones.filter(is).length
}
