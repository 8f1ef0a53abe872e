import { clinicalEventProblems } from '../../web/api/problems/clinical-event-problems.ts'
import { ballotProblems, consensusProblems } from '../../web/api/problems/consensus-problems.ts'
import { erasureProblems } from '../../web/api/problems/erasure-problems.ts'
import { exportProblems } from '../../web/api/problems/export-problems.ts'
import { instrumentProblems } from '../../web/api/problems/instrument-problems.ts'
import { largeStudyProblems } from '../../web/api/problems/large-study-problems.ts'
import { lateAnswerProblems } from '../../web/api/problems/late-answer-problems.ts'
import { libraryProblems } from '../../web/api/problems/library-problems.ts'
import { memberProblems } from '../../web/api/problems/member-problems.ts'
import { missedReasonProblems } from '../../web/api/problems/missed-reason-problems.ts'
import { organisationProblems } from '../../web/api/problems/organisation-problems.ts'
import { participantProblems } from '../../web/api/problems/participant-problems.ts'
import { platformProblems } from '../../web/api/problems/platform-problems.ts'
import type { Problem } from '../../web/api/problems/problem.ts'
import { releaseProblems } from '../../web/api/problems/release-problems.ts'
import { reportProblems } from '../../web/api/problems/report-problems.ts'
import { responderDefinitionProblems } from '../../web/api/problems/responder-definition-problems.ts'
import { responseProblems } from '../../web/api/problems/response-problems.ts'
import { rolloutProblems } from '../../web/api/problems/rollout-problems.ts'
import { safetyProblems } from '../../web/api/problems/safety-problems.ts'
import { scheduleProblems } from '../../web/api/problems/schedule-problems.ts'
import { studyDraftProblems } from '../../web/api/problems/study-draft-problems.ts'
import { treatmentProblems } from '../../web/api/problems/treatment-problems.ts'

/** Every problem that Concord answers with, by its code. */
export const problemCatalogue: ReadonlyMap<string, Problem> = new Map(
  [
    platformProblems,
    largeStudyProblems,
    participantProblems,
    instrumentProblems,
    treatmentProblems,
    clinicalEventProblems,
    responseProblems,
    lateAnswerProblems,
    safetyProblems,
    scheduleProblems,
    missedReasonProblems,
    erasureProblems,
    exportProblems,
    memberProblems,
    libraryProblems,
    organisationProblems,
    releaseProblems,
    rolloutProblems,
    reportProblems,
    studyDraftProblems,
    consensusProblems,
    ballotProblems,
    responderDefinitionProblems,
  ].flatMap((catalogue) =>
    Object.values(catalogue).map((problem: Problem) => [problem.code, problem] as const),
  ),
)
