import type { ClinicalEventDetail } from '../../surveys/study/clinical-event.ts'
import { findText } from './index.ts'

/** An event in words: `Adverse event: Nausea, mild, probably related`. */
export function describeClinicalEvent(locale: string, event: ClinicalEventDetail): string {
  const text = findText(locale).clinicalEvent
  const kind = text.kinds[event.kind]
  switch (event.kind) {
    case 'rescue-treatment':
    case 'concomitant-treatment':
      return `${kind}: ${text.treatments[event.treatment]}`
    case 'treatment-stopped':
      return `${kind}: ${text.reasons[event.reason]}`
    case 'adverse-event':
      return `${kind}: ${[
        text.terms[event.term],
        text.severities[event.severity],
        ...(event.serious ? [text.serious] : []),
        text.relations[event.relation],
      ].join(', ')}`
    case 'opioid-dose':
      return `${kind}: ${text.dose(event.morphineEquivalent)}`
  }
}
