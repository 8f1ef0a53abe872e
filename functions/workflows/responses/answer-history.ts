import type { ParticipantRecord } from '../../records/participant/participant-record.store.ts'
import { splitSuperseded } from '../../records/score/superseded-scores.ts'
import { isStanding } from '../../records/treatment/treatment.store.ts'
import type { AnswerHistory } from '../../rules/safety/alert-signals.ts'

/** What stands of a participant's past: treatments that were not voided, and the scores in force of what was submitted. */
export function buildAnswerHistory({ treatments, sheets }: ParticipantRecord): AnswerHistory {
  return {
    treatments: treatments.filter(isStanding),
    sheets: splitSuperseded(sheets).sheets.filter(({ notSubmitted }) => !notSubmitted),
  }
}
