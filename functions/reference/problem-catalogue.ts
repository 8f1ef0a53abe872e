import { instrumentProblems } from '../instrument/instrument.problems.ts'
import { missedReasonProblems } from '../missed-reason/missed-reason.problems.ts'
import { participantProblems } from '../participant/participant.problems.ts'
import { type Problem, platformProblems } from '../platform/problem.ts'
import { responseProblems } from '../response/response.problems.ts'
import { safetyProblems } from '../safety/safety.problems.ts'
import { scheduleProblems } from '../schedule/schedule.problems.ts'
import { treatmentProblems } from '../treatment/treatment.problems.ts'

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
