import type { SafetySignal } from '../../records/alert/alert.ts'
import type { BatteryAnswers } from '../../records/response/response.ts'
import { needsHistory, signalsOf } from '../../rules/safety/alert-signals.ts'
import type { Survey } from './load-survey.ts'
import type { ResponseDeps } from './response.deps.ts'

/** The safety rules that answers set off as they come in. What happened before is read only where a rule looks at it. */
export async function signalsNow(
  deps: Pick<ResponseDeps, 'treatments' | 'scores'>,
  { study, scope, battery }: Survey,
  answers: BatteryAnswers,
  given: BatteryAnswers,
  at: string,
  isFinal: boolean,
): Promise<readonly SafetySignal[]> {
  const [treatments, sheets] = needsHistory(study, given)
    ? await Promise.all([deps.treatments.ofParticipant(scope), deps.scores.ofParticipant(scope)])
    : [[], []]
  const { timepoint } = scope
  return signalsOf(study, { battery, timepoint, answers, given, at, isFinal, treatments, sheets })
}
