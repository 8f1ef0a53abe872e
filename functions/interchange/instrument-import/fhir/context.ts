import type { ImportedItem, Remarks } from '../form/form.ts'
import type { FhirQuestionnaire } from './types.ts'

/** What reading one questionnaire needs to know, at every depth. */
export type FhirContext = {
  readonly file: FhirQuestionnaire
  readonly locale: string
  readonly remarks: Remarks
  /** Every question read so far, by link id: a condition may name no other. */
  readonly asked: Map<string, ImportedItem>
  readonly seen: Set<string>
}
