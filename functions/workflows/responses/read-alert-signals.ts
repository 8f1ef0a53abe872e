import type { SafetySignal } from '../../records/alert/alert.ts'
import type { BatteryAnswers } from '../../records/response/response.ts'
import { findAlertSignals, isHistoryNeeded } from '../../rules/safety/alert-signals.ts'
import type { Survey } from './load-survey.ts'
import type { ResponseDeps } from './response.deps.ts'

/** The safety rules that answers set off as they come in. What happened before is read only where a rule looks at it. */
export async function readAlertSignals(
  deps: Pick<ResponseDeps, 'treatments' | 'scores'>,
  { study, scope, battery }: Survey,
  answers: BatteryAnswers,
  given: BatteryAnswers,
  at: string,
  isFinal: boolean,
): Promise<readonly SafetySignal[]> {
  const [treatments, sheets] = isHistoryNeeded(study, given)
    ? await Promise.all([deps.treatments.listByParticipant(scope), deps.scores.listByParticipant(scope)])
    : [[], []]
  const { timepoint } = scope
  return findAlertSignals(study, { battery, timepoint, answers, given, at, isFinal, treatments, sheets })
}
