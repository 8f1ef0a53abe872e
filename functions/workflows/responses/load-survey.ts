import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import type { AssessmentState } from '../../../web/api/participants/assessment-progress.ts'
import { responseProblems } from '../../../web/api/problems/response-problems.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import type { AssessmentScope } from '../../platform/core/scope.ts'
import { type Assessment, findState } from '../../records/assessment/assessment.ts'
import { type Battery, buildBattery } from '../../records/response/response.ts'
import type { ResponseDeps } from './response.deps.ts'

/** What a link leads to: the assessment, its pinned battery, and its state at this moment. */
export type Survey = {
  readonly scope: AssessmentScope
  readonly study: StudyDefinition
  readonly assessment: Assessment
  readonly battery: Battery
  readonly state: AssessmentState
}

/** Reads only: opening a link changes nothing. @throws ProblemError `link-unknown` when the assessment is gone. */
export async function openSurvey(deps: ResponseDeps, scope: AssessmentScope): Promise<Survey> {
  const assessment = await deps.assessments.find(scope)
  const study = deps.library.findStudy(scope.study)?.definition
  if (!assessment || !study) throw new ProblemError(responseProblems.unknownLink)
  const instruments = assessment.battery.map((ref) => {
    const instrument = deps.library.findInstrument(ref)
    if (!instrument) throw new Error('a pinned instrument is not in the library')
    return instrument
  })
  return {
    scope,
    study,
    assessment,
    battery: buildBattery(instruments),
    state: findState(assessment, deps.clock.now()),
  }
}

/** @throws ProblemError unless answers are taken at this moment. */
export function refuseUnlessAnswerable(survey: Survey): void {
  if (survey.state === 'scheduled') throw new ProblemError(responseProblems.notYetOpen)
  if (survey.state === 'missed' || survey.state === 'cancelled')
    throw new ProblemError(responseProblems.windowClosed)
  if (survey.state === 'completed') throw new ProblemError(responseProblems.alreadySubmitted)
}
