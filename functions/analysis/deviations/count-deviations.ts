import type { DeviationCounts } from '../../../web/reports/monthly-study.ts'
import type { Cohort, CohortParticipant } from '../cohort/cohort.ts'

/** Deviations by site, in the cohort’s order, and over all of them. */
export function countDeviations({ sites }: Pick<Cohort, 'sites'>): readonly DeviationCounts[] {
  const everybody = sites.flatMap(({ participants }) => participants)
  return [...sites.map(({ site, participants }) => countAt(site, participants)), countAt(null, everybody)]
}

function countAt(site: string | null, people: readonly CohortParticipant[]): DeviationCounts {
  const treated = people.filter(
    ({ timeline: { treatedAt, baseline } }) => treatedAt.length > 0 && baseline?.standing !== 'answered',
  )
  const followUps = people.flatMap(({ timeline }) => timeline.followUps)
  return {
    site,
    treatedWithoutBaseline: treated.length,
    baselineAfterTreatment: treated.filter(
      ({ timeline }) => timeline.baseline?.standing === 'after-treatment',
    ).length,
    answeredLate: followUps.filter(({ standing, late }) => standing === 'answered' && late).length,
    notSubmitted: followUps.filter(({ standing }) => standing === 'not-submitted').length,
  }
}
