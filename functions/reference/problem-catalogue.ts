import { participantProblems } from '../participant/participant.problems.ts'
import { type Problem, platformProblems } from '../platform/problem.ts'
import { responseProblems } from '../response/response.problems.ts'
import { studyProblems } from '../study/study.problems.ts'
import { treatmentProblems } from '../treatment/treatment.problems.ts'

/** Every problem that Concord answers with, by its code. */
export const problemCatalogue: ReadonlyMap<string, Problem> = new Map(
  [platformProblems, participantProblems, studyProblems, treatmentProblems, responseProblems].flatMap(
    (catalogue) => Object.values(catalogue).map((problem: Problem) => [problem.code, problem] as const),
  ),
)
