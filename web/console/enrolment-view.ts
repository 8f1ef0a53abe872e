import type { DuplicateFact } from '../api/participants/duplicates.ts'
import type { AttributeView } from './attribute-view.ts'
import type { SiteName } from './frame.ts'

/** What was typed into a form, by the name of its field. */
export type TypedFields = Readonly<Record<string, string>>

export type EnrolView = {
  /** The same for a form that is sent twice. */
  readonly key: string
  readonly sites: readonly (SiteName & { readonly timeZone: string })[]
  /** Names of the sites that enroll nobody now. */
  readonly closedSites: readonly string[]
  readonly locales: readonly string[]
  readonly arms: readonly { readonly id: string; readonly title: string }[]
  /** With what was chosen. */
  readonly attributes: readonly AttributeView[]
  /** Attributes that were refused. */
  readonly faultyAttributes: readonly string[]
  readonly zones: readonly string[]
  readonly textingHours: { readonly from: string; readonly until: string }
  /** Whether the study has questions that can be answered by text. */
  readonly hasByText: boolean
  readonly typed: TypedFields
  readonly faults: readonly EnrolFault[]
  /** Who may be the same person. */
  readonly duplicates: readonly DuplicateView[]
}

/** Study IDs of the clinic, and `another-site`. */
export type DuplicateView = { readonly fact: DuplicateFact; readonly participants: readonly string[] }

export const ENROL_FIELDS = [
  'site',
  'phone',
  'name',
  'birthYear',
  'locale',
  'timeZone',
  'arm',
  'smsConsent',
  'channel',
  'textAt',
] as const
export type EnrolField = (typeof ENROL_FIELDS)[number]
/** `form`: it enrolled somebody already. `nobody-on-call`: the site's alerts would reach nobody. `site-closed`: it enrolls nobody now. `study-ended`: none of its sites does, ever. */
export type EnrolFault = EnrolField | 'form' | 'nobody-on-call' | 'site-closed' | 'study-ended'
