import { analysisText } from './en/analysis.ts'
import { changeText } from './en/change.ts'
import { consoleText } from './en/console.ts'
import { enrolmentText } from './en/enrolment.ts'
import { instrumentText } from './en/instrument.ts'
import { labText } from './en/lab.ts'
import { ledgerText } from './en/ledger.ts'
import { missedReasonText } from './en/missed-reason.ts'
import { modelText } from './en/model.ts'
import { participantText } from './en/participant.ts'
import { poolingText } from './en/pooling.ts'
import { requestText } from './en/request.ts'
import { responseOverTimeText } from './en/response-over-time.ts'
import { thresholdsText } from './en/thresholds.ts'
import { worklistText } from './en/worklist.ts'

/** English: the words that every other translation must have. */
export const en = {
  participant: participantText,
  analysis: analysisText,
  console: consoleText,
  enrolment: enrolmentText,
  instrument: instrumentText,
  lab: labText,
  ledger: ledgerText,
  change: changeText,
  pooling: poolingText,
  responseOverTime: responseOverTimeText,
  model: modelText,
  thresholds: thresholdsText,
  missedReason: missedReasonText,
  worklist: worklistText,
  request: requestText,
}
