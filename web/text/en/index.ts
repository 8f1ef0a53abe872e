import { allocationText } from './allocation.ts'
import { attributesText } from './attributes.ts'
import { clinicalEventText } from './clinical-event.ts'
import { consoleText } from './console.ts'
import { dispositionText } from './disposition.ts'
import { downloadsText } from './downloads.ts'
import { enrolmentText } from './enrolment.ts'
import { erasureText } from './erasure.ts'
import { exposureText } from './exposure.ts'
import { historyText } from './history.ts'
import { lateAnswersText } from './late-answers.ts'
import { missedReasonText } from './missed-reason.ts'
import { peopleText } from './people.ts'
import { requestText } from './request.ts'
import { treatmentText } from './treatment.ts'
import { worklistText } from './worklist.ts'

/** English: the words that every other translation must have. */
export const en = {
  allocation: allocationText,
  attributes: attributesText,
  clinicalEvent: clinicalEventText,
  console: consoleText,
  disposition: dispositionText,
  downloads: downloadsText,
  enrolment: enrolmentText,
  erasure: erasureText,
  exposure: exposureText,
  history: historyText,
  lateAnswers: lateAnswersText,
  missedReason: missedReasonText,
  people: peopleText,
  treatment: treatmentText,
  worklist: worklistText,
  request: requestText,
}
