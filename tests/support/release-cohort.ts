import { buildCohortSite, type Cohort } from '../../functions/analysis/cohort/cohort.ts'
import { openShippedLibrary } from '../../surveys/library/library.ts'
import { buildStudyMeasures } from '../../surveys/study/measures.ts'
import { COHORT_ENDS, madeUpSite } from './generated-cohort.ts'

const library = openShippedLibrary()
const found = library.findStudy('ketamine-infusion-registry')
if (!found) throw new Error('the study ships')

/** The shipped study, with what its scores are called. */
export const RELEASED_STUDY = found.definition
export const RELEASED_MEASURES = buildStudyMeasures(RELEASED_STUDY, library)

/** Everybody of the shipped study, made up: so many at each clinic. */
export function buildReleaseCohort(counts: Readonly<Record<string, number>>, asOf = COHORT_ENDS): Cohort {
  const timepoints = RELEASED_STUDY.timepoints.map(({ id }) => id)
  return {
    asOf,
    sites: RELEASED_STUDY.sites.map(({ id }) =>
      buildCohortSite(RELEASED_STUDY, id, madeUpSite(id, counts[id] ?? 0, timepoints), new Map(), asOf),
    ),
  }
}
