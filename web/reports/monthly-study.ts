import type { CompletionRow } from '../api/analyses/completion-row.ts'
import type { ResponderRateReply } from '../api/analyses/responder-rate.ts'
import type { DISPOSITIONS, WITHDRAWAL_REASONS } from '../api/participants/dispositions.ts'
import type { ReleaseComparison } from '../api/releases/releases.ts'
import type { Section } from './weekly-site.ts'

/** Enrollment at one site, or at all of them (`null`). Counts are people. */
export type RecruitmentCount = {
  readonly site: string | null
  /** Enrolled at or before the instant. */
  readonly enrolled: number
  /** Of these, those after the instant before. */
  readonly added: number
  /** `null` where none was set. */
  readonly target: number | null
  /** How many the target means by the date, if as many come each day; `null` where the study has no plan. */
  readonly planned: number | null
}

/**
 * How people came through a study, as CONSORT-PRO asks a trial to show: at each step how many there are, and how many are
 * missing and why. Counts are people.
 */
export type ParticipantFlow = {
  readonly enrolled: number
  readonly treated: number
  /** Answered the baseline before the first treatment. */
  readonly baseline: number
  /** Follow-ups that are asked once, in the study’s order. */
  readonly followUps: readonly FollowUpFlow[]
  /** By how participation ended and why; `null` where no reason was recorded. */
  readonly ended: readonly {
    readonly how: (typeof DISPOSITIONS)[number]
    readonly reason: (typeof WITHDRAWAL_REASONS)[number] | null
    readonly count: number
  }[]
}

export type FollowUpFlow = {
  readonly timepoint: string
  readonly answered: number
  readonly missed: number
  /** The window is not over, and nothing was answered yet. */
  readonly awaited: number
  /** It was never planned for them: not treated yet, ended before, or of another version of the study. */
  readonly notPlanned: number
}

/** What did not go as the protocol plans it, at one site or at all (`null`). */
export type DeviationCounts = {
  readonly site: string | null
  /** People treated without a baseline that was answered before: none of their change can be counted. */
  readonly treatedWithoutBaseline: number
  /** Of these, people who answered it after their first treatment. */
  readonly baselineAfterTreatment: number
  /** Follow-ups that were answered after they were due. */
  readonly answeredLate: number
  /** Follow-ups whose answers were never sent. */
  readonly notSubmitted: number
}

/** The rate of one endpoint as a release has it. */
export type ReleasedOutcome = {
  readonly number: number
  readonly name: string
  readonly sha256: string
  /** ISO instant. */
  readonly asOf: string
  /** Titles. */
  readonly definition: string
  readonly timepoint: string
  readonly estimand: string
  readonly rate: Pick<ResponderRateReply, 'sites' | 'pooled' | 'rates' | 'noRate' | 'minimumCellSize'>
}

/** A month of a study, over all its clinics, without participants, names or arms. Titles are in the report’s language. */
export type MonthlyStudy = {
  /** Of sites, by id, in the study’s order. */
  readonly siteNames: Readonly<Record<string, string>>
  /** Of timepoints, by id. */
  readonly timepointNames: Readonly<Record<string, string>>
  readonly recruitment: Section<{ readonly rows: readonly RecruitmentCount[] }>
  readonly flow: Section<{ readonly flow: ParticipantFlow }>
  readonly completion: Section<{ readonly rows: readonly CompletionRow[] }>
  readonly outcome: Section<
    | { readonly state: 'no-release' | 'blinded' | 'not-in-release' }
    | { readonly state: 'released'; readonly released: ReleasedOutcome }
  >
  readonly changes: Section<
    | { readonly state: 'blinded' | 'first-release' | 'no-new-release' }
    | {
        readonly state: 'compared'
        readonly numbers: readonly [number, number]
        readonly changed: ReleaseComparison['changed']
        readonly rates: readonly {
          readonly definition: string
          readonly timepoint: string
          readonly estimand: string
          readonly first: number | null
          readonly second: number | null
        }[]
      }
  >
  readonly deviations: Section<{ readonly rows: readonly DeviationCounts[] }>
}

export const MONTHLY_SECTIONS = [
  ...(['recruitment', 'flow', 'completion', 'outcome', 'changes', 'deviations'] as const),
] as const
export type MonthlySectionName = (typeof MONTHLY_SECTIONS)[number]
