import type { ClinicalEventKind } from '../../surveys/study/clinical-event.ts'
import type { RecordedClinicalEvent } from '../api/clinical-events/clinical-event.ts'
import type { EventVoidReason } from '../api/clinical-events/clinical-events.ts'
import type { Text } from '../text/en/text.ts'
import type { TypedFields } from './enrolment-view.ts'
import type { SiteName } from './frame.ts'

/** One that stands, or one that was voided. */
export type ListedClinicalEvent = Pick<RecordedClinicalEvent, 'id' | 'at' | 'event'> & {
  readonly voided: EventVoidReason | null
}

type ClinicOfEvent = SiteName & { readonly timeZone: string }

export type ClinicalEventField = keyof Text['clinicalEvent']['fields']

/** What is wrong with a form, and at which field; without a field it is about the whole event. */
export type ClinicalEventFault = {
  readonly field: ClinicalEventField | null
  readonly fault: keyof Text['clinicalEvent']['faults']
}

/** The form that records an event. */
export type ClinicalEventView = {
  readonly participant: string
  readonly site: ClinicOfEvent
  /** Those that the study records. */
  readonly kinds: readonly ClinicalEventKind[]
  /** `null`: it is still to be chosen. */
  readonly kind: ClinicalEventKind | null
  readonly typed: TypedFields
  readonly fault: ClinicalEventFault | null
}

/** One event, to be voided. */
export type ClinicalEventVoidingView = {
  readonly participant: string
  readonly site: ClinicOfEvent
  readonly event: ListedClinicalEvent
  readonly fault: 'reason' | 'too-often' | null
}
