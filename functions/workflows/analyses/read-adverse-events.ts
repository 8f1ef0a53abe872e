import type { AdverseEventsQuery, AdverseEventsReply } from '../../../web/api/analyses/adverse-events.ts'
import { countAdverseEvents } from '../../analysis/adverse-events/count-adverse-events.ts'
import type { StudyMember } from '../access/staff-access.ts'
import { type AnalysisDeps, readRequestedCohort } from './analysis-request.ts'

/** Of the sites whose live numbers the member sees. @throws ProblemError 422 for an instant to come */
export async function readAdverseEvents(
  deps: AnalysisDeps,
  membership: StudyMember,
  query: AdverseEventsQuery,
): Promise<AdverseEventsReply> {
  const { id: study, version: studyVersion, treatments } = membership.study
  const { cohort, about } = await readRequestedCohort(deps, membership, query)
  const areTreated = treatments.length > 0
  return {
    ...{ study, studyVersion, asOf: cohort.asOf, ...about },
    sites: cohort.sites.map(({ site, participants }) => ({
      ...{ site, ...countAdverseEvents(participants, areTreated) },
    })),
    total: countAdverseEvents(
      cohort.sites.flatMap(({ participants }) => participants),
      areTreated,
    ),
  }
}
