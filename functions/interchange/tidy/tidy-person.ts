import type { Instruments } from '../../../surveys/library/library.ts'
import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import type { Measures } from '../../../surveys/study/measures.ts'
import type { TidyVariant } from '../../../web/api/exports/tidy-export.ts'
import type { BaselineSpread } from '../../analysis/responder/baseline-spread.ts'
import type { KnownEvent } from '../../analysis/timeline/as-of.ts'
import type { KnownAssessment, Timeline } from '../../analysis/timeline/timeline.ts'
import type { AskedResponse } from '../../records/assessment/survey.store.ts'
import type { ParticipationEnd } from '../../records/participant/participant.ts'
import type { AttributeEntry } from '../../records/participant/participant-attributes.ts'
import type { ScoreSheet } from '../../records/score/score.ts'
import type { Treatment } from '../../records/treatment/treatment.ts'

/** One participant with everything that the tables say of them, as it was known at the instant of the export. */
export type TidyPerson = {
  readonly participant: string
  readonly site: string
  /** IANA name of the clinic's place, in which its dates are written. */
  readonly timeZone: string
  /** `null` where the participant's record is gone, and answers are kept without anybody behind them. */
  readonly enrolledAt: string | null
  readonly language: string | null
  /** `null` also where the export is for somebody who is blinded. */
  readonly arm: string | null
  readonly ended: ParticipationEnd | null
  /** Every recording that was known. */
  readonly attributes: readonly Omit<AttributeEntry, 'by'>[]
  readonly assessments: readonly KnownAssessment[]
  /** `null` of somebody without an assessment. */
  readonly timeline: Timeline | null
  /** Those that stand and were given, earliest first. */
  readonly treatments: readonly Treatment[]
  readonly sheets: readonly ScoreSheet[]
  readonly events: readonly KnownEvent[]
  readonly alerts: readonly AlertFact[]
  readonly responses: readonly AskedResponse[]
}

/** Of a safety alert what is counted: no answer, no word, nobody who handled it. */
export type AlertFact = {
  readonly instrument: string | null
  readonly rule: string
  readonly state: 'open' | 'acknowledged' | 'closed'
}

/** What an export is of, and for whom. */
export type TidySetting = {
  /** As the reader sees it: without arms for somebody who is blinded. */
  readonly study: StudyDefinition
  readonly studyHash: string
  /** Whether the study has arms that the reader must not see. */
  readonly isBlinded: boolean
  readonly sites: readonly string[]
  readonly variant: TidyVariant
  /** ISO instant with milliseconds. */
  readonly asOf: string
  readonly instruments: Instruments
  /** Where definitions are published, without a trailing slash: the addresses that FHIR names questionnaires by. */
  readonly instrumentsUrl: string
  readonly measures: Measures
  readonly spread: BaselineSpread
}
