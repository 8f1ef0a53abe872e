import type { Text } from '../en/text.ts'
import { analysisText } from './analysis.ts'
import { changeText } from './change.ts'
import { consoleText } from './console.ts'
import { enrolmentText } from './enrolment.ts'
import { instrumentText } from './instrument.ts'
import { labText } from './lab.ts'
import { ledgerText } from './ledger.ts'
import { missedReasonText } from './missed-reason.ts'
import { modelText } from './model.ts'
import { participantText } from './participant.ts'
import { poolingText } from './pooling.ts'
import { requestText } from './request.ts'
import { responseOverTimeText } from './response-over-time.ts'
import { thresholdsText } from './thresholds.ts'
import { worklistText } from './worklist.ts'

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
