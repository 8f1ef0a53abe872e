import type { Text } from '../en/text.ts'
import { analysisText } from './analysis.ts'
import { consoleText } from './console.ts'
import { definitionComparisonText } from './definition-comparison.ts'
import { dispositionText } from './disposition.ts'
import { enrolmentText } from './enrolment.ts'
import { erasureText } from './erasure.ts'
import { historyText } from './history.ts'
import { instrumentText } from './instrument.ts'
import { lateAnswersText } from './late-answers.ts'
import { meanChangeText } from './mean-change.ts'
import { meaningfulChangeText } from './meaningful-change.ts'
import { missedReasonText } from './missed-reason.ts'
import { participantText } from './participant.ts'
import { poolingText } from './pooling.ts'
import { repeatedMeasuresText } from './repeated-measures.ts'
import { requestText } from './request.ts'
import { trajectoryText } from './trajectory.ts'
import { treatmentText } from './treatment.ts'
import { worklistText } from './worklist.ts'

export const es: Text = {
  participant: participantText,
  analysis: analysisText,
  console: consoleText,
  disposition: dispositionText,
  enrolment: enrolmentText,
  erasure: erasureText,
  instrument: instrumentText,
  definitionComparison: definitionComparisonText,
  history: historyText,
  lateAnswers: lateAnswersText,
  meanChange: meanChangeText,
  pooling: poolingText,
  trajectory: trajectoryText,
  repeatedMeasures: repeatedMeasuresText,
  meaningfulChange: meaningfulChangeText,
  missedReason: missedReasonText,
  treatment: treatmentText,
  worklist: worklistText,
  request: requestText,
}
