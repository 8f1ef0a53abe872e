import type { SafetySignal } from '../../records/alert/alert.ts'
import type { BatteryAnswers } from '../../records/response/response.ts'
import { type AnswerHistory, findAlertSignals, isHistoryNeeded } from '../../rules/safety/alert-signals.ts'
import { buildAnswerHistory } from './answer-history.ts'
import type { Survey } from './load-survey.ts'
import type { ResponseDeps } from './response.deps.ts'

/** The safety rules that answers set off as they come in. What happened before is read only where a rule looks at it. */
export async function readAlertSignals(
  deps: Pick<ResponseDeps, 'participantRecords'>,
  survey: Survey,
  answers: BatteryAnswers,
  given: BatteryAnswers,
  at: string,
): Promise<readonly SafetySignal[]> {
  const answered = { ...buildAnswered(survey, answers, given, at), isFinal: false }
  const history = isHistoryNeeded(survey.study, answered)
    ? buildAnswerHistory(await deps.participantRecords.find(survey.scope))
    : NO_HISTORY
  return findAlertSignals(survey.study, { ...answered, ...history })
}

const NO_HISTORY: AnswerHistory = { treatments: [], sheets: [] }

export function buildAnswered(
  { battery, scope: { timepoint } }: Pick<Survey, 'battery' | 'scope'>,
  answers: BatteryAnswers,
  given: BatteryAnswers,
  at: string,
) {
  return { battery, timepoint, answers, given, at }
}
