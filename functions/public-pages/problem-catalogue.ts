import { instrumentProblems } from '../api/instruments/instrument.problems.ts'
import { missedReasonProblems } from '../api/participants/missed-reason.problems.ts'
import { participantProblems } from '../api/participants/participant.problems.ts'
import { treatmentProblems } from '../api/treatments/treatment.problems.ts'
import { type Problem, platformProblems } from '../platform/http/problem.ts'
import { safetyProblems } from '../workflows/alerts/safety.problems.ts'
import { responseProblems } from '../workflows/responses/response.problems.ts'
import { scheduleProblems } from '../workflows/schedule/schedule.problems.ts'

/** Every problem that Concord answers with, by its code. */
export const problemCatalogue: ReadonlyMap<string, Problem> = new Map(
  [
    platformProblems,
    participantProblems,
    instrumentProblems,
    treatmentProblems,
    responseProblems,
    safetyProblems,
    scheduleProblems,
    missedReasonProblems,
  ].flatMap((catalogue) =>
    Object.values(catalogue).map((problem: Problem) => [problem.code, problem] as const),
  ),
)
