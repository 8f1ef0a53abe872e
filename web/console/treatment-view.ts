import type {
  PlannedChange,
  TreatmentConfirmation,
  VoidReason,
} from '../api/treatments/treatment-confirmations.ts'
import type { Exposure } from '../api/treatments/treatment-exposures.ts'
import type { DispositionView } from './disposition-view.ts'
import type { TypedFields } from './enrolment-view.ts'
import type { Named, SiteName } from './frame.ts'

type ClinicOfTreatment = SiteName & { readonly timeZone: string }

export type TreatmentView = {
  readonly participant: string
  readonly ended: DispositionView | null
  readonly site: ClinicOfTreatment
  readonly kinds: readonly { readonly kind: string; readonly title: string }[]
  readonly given: readonly ListedTreatment[]
  readonly typed: TypedFields
  readonly fault: TreatmentFault | null
}

/** At the kind, at dose and route, or at the time. */
export type TreatmentFault = 'kind' | ExposureFault | TreatmentTimeFault
export type ExposureFault = 'dose' | 'recorded-otherwise'
export type TreatmentTimeFault = 'givenAt' | 'in-future' | 'too-early' | 'too-often' | 'ended' | 'taken'

/** One that stands, or one that was voided and can be restored. */
export type ListedTreatment = {
  readonly kind: string
  readonly title: string
  readonly givenAt: string
  /** Dose and route, as far as they were recorded. */
  readonly exposure: Exposure
  /** `null` while it stands; `time-corrected` where it stands at another time now. */
  readonly voided: VoidReason | 'time-corrected' | 'unknown' | null
}

/** One treatment, to be corrected, voided or restored. */
export type TreatmentCorrectionView = {
  readonly participant: string
  readonly ended: DispositionView | null
  readonly site: ClinicOfTreatment
  readonly treatment: ListedTreatment
  /** `YYYY-MM-DDTHH:MM` on the clinic's wall. */
  readonly wall: string
  /** Dose, unit and route as the form shows them. */
  readonly typed: TypedFields
  /** What was chosen for a voiding that was gone back from. */
  readonly reason: string | undefined
  readonly fault: TreatmentTimeFault | ExposureFault | 'reason' | null
}

export const TREATMENT_STEPS = ['record', 'move', 'void', 'restore'] as const
export type TreatmentStep = (typeof TREATMENT_STEPS)[number]

/** What has to be confirmed before a treatment is recorded, moved, voided or restored. */
export type TreatmentConfirmationView = {
  readonly asOf: string
  readonly participant: string
  readonly enrolledAt: string
  /** The participant's, where windows are counted. */
  readonly timeZone: string
  readonly site: ClinicOfTreatment
  readonly step: TreatmentStep
  readonly title: string
  readonly givenAt: string
  /** Where it is moved to. */
  readonly movedTo: string | null
  readonly reason: VoidReason | null
  /** Dose and route that are recorded with it. */
  readonly exposure: Exposure
  readonly confirm: readonly TreatmentConfirmation[]
  readonly plan: readonly (Omit<PlannedChange, 'timepoint'> & { readonly timepoint: Named })[]
  /** Where the form is sent, with what it carries. */
  readonly action: string
  readonly fields: TypedFields
}
