import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import type { AssessmentState } from '../../../web/api/participants/assessment-progress.ts'
import { responseProblems } from '../../../web/api/problems/response-problems.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import type { AssessmentScope } from '../../platform/core/scope.ts'
import { findState, isOver } from '../../records/assessment/assessment.ts'
import type { OpenedSurvey } from '../../records/assessment/survey.ts'
import { requireInstruments } from '../../records/library/study-library.ts'
import { type Battery, type BatteryAnswers, buildBattery } from '../../records/response/response.ts'
import type { ResponseDeps } from './response.deps.ts'

/** What a link leads to: the survey as it was read, with its study, its pinned battery and its state at this moment. */
export type Survey = OpenedSurvey & {
  readonly scope: AssessmentScope
  readonly study: StudyDefinition
  readonly battery: Battery
  readonly state: AssessmentState
}

/** Reads only: opening a link changes nothing. @throws ProblemError `link-unknown` when the assessment is gone. */
export async function openSurvey(deps: ResponseDeps, scope: AssessmentScope): Promise<Survey> {
  return buildSurvey(deps, scope, await deps.surveys.find(scope))
}

/**
 * The same from what was read of it already.
 * @throws ProblemError `link-unknown` when there is none
 */
export async function buildSurvey(
  { library, clock }: Pick<ResponseDeps, 'library' | 'clock'>,
  scope: AssessmentScope,
  opened: OpenedSurvey | undefined,
): Promise<Survey> {
  const inForce = opened && (await library.openBattery(scope.study, opened.assessment.battery, scope.site))
  if (!inForce) throw new ProblemError(responseProblems.unknownLink)
  const instruments = requireInstruments(inForce.library, opened.assessment.battery)
  return {
    ...opened,
    ...{ scope, study: inForce.definition, battery: buildBattery(instruments) },
    state: findState(opened.assessment, clock.now()),
  }
}

export function listAnswers({ response }: Pick<Survey, 'response'>): BatteryAnswers {
  return response?.answers ?? {}
}

/** @throws ProblemError unless answers are taken at this moment. */
export function refuseUnlessAnswerable(survey: Survey): void {
  if (survey.state === 'scheduled') throw new ProblemError(responseProblems.notYetOpen)
  if (isOver(survey.state) || survey.state === 'cancelled')
    throw new ProblemError(responseProblems.windowClosed)
  if (survey.state === 'completed') throw new ProblemError(responseProblems.alreadySubmitted)
}
