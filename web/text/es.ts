import { analysisText } from './es/analysis.ts'
import { changeText } from './es/change.ts'
import { consoleText } from './es/console.ts'
import { enrolmentText } from './es/enrolment.ts'
import { instrumentText } from './es/instrument.ts'
import { labText } from './es/lab.ts'
import { ledgerText } from './es/ledger.ts'
import { missedReasonText } from './es/missed-reason.ts'
import { modelText } from './es/model.ts'
import { participantText } from './es/participant.ts'
import { poolingText } from './es/pooling.ts'
import { requestText } from './es/request.ts'
import { responseOverTimeText } from './es/response-over-time.ts'
import { thresholdsText } from './es/thresholds.ts'
import { worklistText } from './es/worklist.ts'
import type { Text } from './index.ts'

export const es: Text = {
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
