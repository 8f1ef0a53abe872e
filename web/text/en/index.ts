import { analysisText } from './analysis.ts'
import { consoleText } from './console.ts'
import { labText } from './definition-comparison.ts'
import { enrolmentText } from './enrolment.ts'
import { instrumentText } from './instrument.ts'
import { changeText } from './mean-change.ts'
import { thresholdsText } from './meaningful-change.ts'
import { ledgerText } from './message-history.ts'
import { missedReasonText } from './missed-reason.ts'
import { participantText } from './participant.ts'
import { poolingText } from './pooling.ts'
import { modelText } from './repeated-measures.ts'
import { requestText } from './request.ts'
import { responseOverTimeText } from './trajectory.ts'
import { worklistText } from './worklist.ts'

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
