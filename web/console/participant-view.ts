import type { AssessmentState } from '../api/participants/assessment-progress.ts'
import type { TreatmentCapStatus } from '../api/participants/trajectory.ts'
import type { AttributeView } from './attribute-view.ts'
import type { ListedClinicalEvent } from './clinical-event-view.ts'
import type { CoursesView } from './course-view.ts'
import type { DispositionView } from './disposition-view.ts'
import type { ErasureCase } from './erasure-view.ts'
import type { Named, SiteName } from './frame.ts'
import type { MissedReasonView } from './missed-reason-view.ts'
import type { ChangeSummary, ResponseTimeline } from './trajectory-view.ts'
import type { ListedTreatment } from './treatment-view.ts'

/** One score of one scale at one timepoint, or why there is none. */
export type ScorePoint = {
  readonly timepoint: Named
  /** ISO instant at which it was submitted; for a missed timepoint the instant at which it was due. */
  readonly at: string
} & (
  | {
      readonly kind: 'scored'
      readonly value: number
      /** Label of the band, in words. */
      readonly band: string | null
      /** Since baseline, in the scale's unit; `null` at baseline and when baseline cannot be scored. */
      readonly change: number | null
      readonly percentChange: number | null
      /** Days since the last treatment; `null` before the first. */
      readonly daysSinceTreatment: number | null
    }
  | { readonly kind: 'not-scorable'; readonly reason: string }
  | { readonly kind: 'missed' }
  /** Answered and never sent, in a study where that does not count. */
  | { readonly kind: 'not-submitted'; readonly value: number | null }
)

export type ScaleSeries = {
  /** `instrument/scale` */
  readonly id: string
  readonly title: string
  readonly unit: string
  readonly range: readonly [number, number]
  readonly direction: 'higher-is-worse' | 'higher-is-better'
  readonly bands: readonly { readonly from: number; readonly label: string }[]
  /** In time order. */
  readonly points: readonly ScorePoint[]
  /** `null` where nothing can be compared with a baseline. */
  readonly summary: ChangeSummary | null
}

export type VerdictView = {
  readonly definition: Named & { readonly evidence: 'established' | 'unconfirmed' | 'unvalidated' }
  readonly timepoint: Named
  readonly verdict: 'met' | 'not-met' | 'not-assessable'
  /** A reason code; shown in words where the console knows it, else as it is. */
  readonly reason: string | null
}

export type AlertRow = {
  readonly id: string
  readonly raisedAt: string
  /** What raised it: the instrument's title, or the study's own rule. */
  readonly source: string
  /** Null where it came by text message. */
  readonly timepoint: Named | null
  readonly state: 'open' | 'acknowledged' | 'closed'
}

export type AssessmentRow = {
  readonly timepoint: Named
  readonly state: AssessmentState | 'overdue'
  readonly opensAt: string
  readonly dueAt: string
  readonly closesAt: string
  readonly submittedAt?: string | undefined
  /** Answered after it was due. */
  readonly isLate: boolean
  /** Where it was missed or answered late. */
  readonly missed: MissedReasonView | null
}

export const PARTICIPANT_NOTICES = [
  ...(['enrolled', 'recorded', 'reasonSaved'] as const),
  ...(['moved', 'voided', 'restored'] as const),
  ...(['erasure-saved', 'erasure-same-person', 'erasure-changed'] as const),
  ...(['erasure-alert-open', 'erasure-refused'] as const),
  ...(['lateDecided', 'eventRecorded', 'eventVoided', 'attributesSaved', 'armSaved', 'armRefused'] as const),
]
export type ParticipantNotice = (typeof PARTICIPANT_NOTICES)[number]

/** All that a coordinator sees of one participant: no name and no number, which live in Contacts. */
export type ParticipantView = {
  readonly asOf: string
  readonly participant: string
  readonly site: SiteName & { readonly timeZone: string }
  readonly enrolledAt: string
  readonly ended: DispositionView | null
  readonly arm?: string | undefined
  /** Of a study with arms, for who is not blinded. */
  readonly arms: readonly Named[]
  readonly attributes: readonly AttributeView[]
  readonly timeZone: string
  readonly locale: string
  readonly channel: 'link' | 'text'
  /** `HH:MM` on their own wall. */
  readonly textAt: string | null
  /** What a form has just done. */
  readonly notice: ParticipantNotice | null
  readonly erasure: ErasureCase
  /** Those that stand. */
  readonly treatments: readonly ListedTreatment[]
  readonly voidedTreatments: readonly ListedTreatment[]
  /** Clinical events that stand, and those that were voided. */
  readonly events: readonly ListedClinicalEvent[]
  /** Whether the study records clinical events. */
  readonly recordsEvents: boolean
  /** In the last year, or as long as the study's limit counts. */
  readonly treatmentsGiven: TreatmentCapStatus
  readonly courses: CoursesView
  readonly scales: readonly ScaleSeries[]
  readonly verdicts: readonly VerdictView[]
  /** One for each definition. */
  readonly responses: readonly ResponseTimeline[]
  readonly alerts: readonly AlertRow[]
  readonly assessments: readonly AssessmentRow[]
  /** By assessment, what arrived after its window; only for whoever may decide on it. */
  readonly lateAnswers: readonly LateAnswersView[]
}

export type LateAnswersView = {
  readonly timepoint: Named
  /** Those that nobody has decided on, in the order in which they were given. */
  readonly pending: readonly {
    readonly question: string
    /** `null` where it was skipped. */
    readonly answer: string | null
    readonly claimedAt: string
    readonly receivedAt: string
  }[]
  readonly canTakeIn: boolean
  readonly takenIn: number
  readonly leftOut: number
}
