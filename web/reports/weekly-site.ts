import type { CompletionRow } from '../api/analyses/completion-row.ts'
import type { ReasonKind } from '../api/worklist/worklist-reasons.ts'

/** What was worked out, or that it could not be: an empty section and a missing one look different. */
export type Section<Content> = ({ readonly kind: 'made' } & Content) | { readonly kind: 'failed' }

/** One person to call, by study ID. */
export type CallLine = {
  readonly participant: string
  readonly reasons: readonly {
    readonly kind: ReasonKind
    /** Title of the timepoint. */
    readonly timepoint: string | null
    /** ISO instant. */
    readonly until: string | null
  }[]
}

export type TimepointCount = { readonly timepoint: string; readonly count: number }

/** A week of one clinic, without names, numbers or arms. Every instant is ISO. */
export type WeeklySite = {
  readonly site: string
  readonly siteName: string
  readonly timeZone: string
  /** When it was read. */
  readonly readAt: string
  readonly needsNow: Section<{
    readonly openAlerts: number
    readonly overdueAlerts: number
    readonly unreadMessages: number
    readonly failedNumbers: number
    readonly erasures: number
    readonly unsentUrgent: number
    readonly textsStopped: boolean
  }>
  readonly calls: Section<{ readonly people: readonly CallLine[] }>
  /** As of the planned instant. */
  readonly completion: Section<{
    readonly rows: readonly { readonly timepoint: string; readonly row: CompletionRow }[]
  }>
  readonly responders: Section<
    | { readonly definition: null }
    | {
        readonly definition: string
        readonly since: string | null
        /** Study IDs. */
        readonly met: readonly string[]
        readonly lost: readonly string[]
        readonly stillMet: number
      }
  >
  readonly nextWeek: Section<{
    readonly opening: readonly TimepointCount[]
    readonly closing: readonly TimepointCount[]
  }>
  readonly gaps: Section<{
    readonly missedWithoutReason: readonly TimepointCount[]
    readonly lateWaiting: number
    readonly notScorable: number
  }>
}

export const SECTIONS = ['needsNow', 'calls', 'completion', 'responders', 'nextWeek', 'gaps'] as const
export type SectionName = (typeof SECTIONS)[number]

/** What a report says of itself, at its foot. */
export type ReportAbout = {
  readonly study: string
  readonly studyTitle: string
  readonly studyVersion: string
  /** Questionnaires and responder definitions of the study, each `id@version`. */
  readonly definitions: readonly string[]
  /** ISO instant. */
  readonly asOf: string
  readonly timeZone: string
  readonly previousAsOf: string | null
  readonly run: string
  readonly isLate: boolean
  readonly superseded: readonly string[]
  /** Clinics of the subscription that the membership does not have any more. */
  readonly leftOut: readonly string[]
  /** Version of the program. */
  readonly program: string
  /** SHA-256 of the parts, in their order. */
  readonly dataSha256: string
}
