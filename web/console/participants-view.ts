import type { AssessmentState } from '../api/participants/assessment-progress.ts'
import type { DispositionView } from './disposition-view.ts'
import type { Named, SiteName } from './frame.ts'

/** One timepoint of one participant; a timepoint whose anchor has not happened yet has no entry. */
export type TimepointState = {
  readonly timepoint: string
  readonly state: AssessmentState
  /** ISO instant. An open assessment past it is shown as overdue. */
  readonly dueAt?: string | undefined
}

export type ParticipantRow = {
  readonly participant: string
  readonly ended: DispositionView | null
  readonly timepoints: readonly TimepointState[]
  /** The earliest `dueAt` of what is scheduled, open or started; `null` when nothing is left. */
  readonly nextDueAt: string | null
  readonly openAlerts: number
}

/** How many participants of the site stand where, at one timepoint. */
export type TimepointCounts = {
  readonly timepoint: string
  readonly due: number
  readonly completed: number
  readonly missed: number
}

/** A page of a site's participants. */
export type ParticipantsView = {
  readonly asOf: string
  readonly site: SiteName & { readonly timeZone: string }
  /** Every site that the member may see; a switcher is shown when there are several. */
  readonly sites: readonly SiteName[]
  /** In the study's order. */
  readonly timepoints: readonly Named[]
  /** Whole-site counts in the study's order; leave out when only the page's rows are known. */
  readonly counts?: readonly TimepointCounts[] | undefined
  readonly rows: readonly ParticipantRow[]
  /** Cursor of the next page; `null` on the last. */
  readonly next: string | null
  /** Whether this page was reached with a cursor, so that the first page can be offered. */
  readonly isFirstPage: boolean
}
