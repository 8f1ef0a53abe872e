import type { DraftSection } from '../../../../web/console/study-office-view.ts'

/** What somebody has written so far: it may be anything. */
export type Source = Readonly<Record<string, unknown>>

/** Where the choices of a field come from: the study itself, or the instruments that are published. */
export const CHOICE_SOURCES = [
  ...(['anchors', 'timepoints', 'follow-ups', 'treatments', 'estimands', 'definitions'] as const),
  ...(['instruments', 'asked-instruments', 'versions', 'scales', 'scores', 'items', 'answers'] as const),
  ...(['responder-definitions', 'languages', 'site-languages'] as const),
] as const
export type ChoiceSource = (typeof CHOICE_SOURCES)[number]

/** How a field is shown, and so what it is read as. */
export type Control =
  /** A text of one line, a longer one, paragraphs or names one a line, a number, a time on the wall, a day. */
  | { readonly kind: 'line' | 'paragraph' | 'lines' | 'number' | 'time' | 'date' | 'zone' | 'yes-no' }
  | { readonly kind: 'choice' | 'checks'; readonly values: readonly string[] }
  /** The n-th, or a word. */
  | { readonly kind: 'ordinal'; readonly values: readonly string[] }
  | { readonly kind: 'choice' | 'checks'; readonly from: ChoiceSource }
  | { readonly kind: 'duration'; readonly units: readonly ('D' | 'W' | 'M' | 'H' | 'anchor')[] }
  /** Days, and whom. */
  | { readonly kind: 'reminder' }
  /** One of a list that is changed by taking it away: a questionnaire of a battery. */
  | { readonly kind: 'fixed'; readonly from: ChoiceSource }

export type FieldSpec = {
  /** From the entry or group: `help/heading`. Empty for an entry that is the value itself. */
  readonly path: string
  readonly control: Control
  /** Below the path it has one value for each of these: the languages of the study, or names. */
  readonly by?: 'language' | readonly string[]
  /** It may also be one text for every language: that is shown as the text in the first. */
  readonly isPlainToo?: true
  /** Of a text: what it may fill in. */
  readonly placeholders?: readonly string[]
  /** Left out where nothing says so. */
  readonly isRequired?: (source: Source) => boolean
}

/** Entries that are added, taken away and moved. */
export type ListSpec = {
  readonly list: string
  /** What an entry has; of several kinds, by what it says of itself. */
  readonly parts: (entry: unknown) => readonly PartSpec[]
  /** What a new entry is, by the name of its kind. */
  readonly blanks: Readonly<Record<string, BlankSpec>>
}
/** An entry as it begins, or the choice of which one is added. */
export type BlankSpec = { readonly value: unknown } | { readonly from: ChoiceSource }

export type PartSpec = FieldSpec | ListSpec

/** Fields under one heading; with `each`, one for every language of the study or every score that it measures. */
export type GroupSpec = {
  readonly name: string
  readonly path: string
  readonly each?: 'language' | 'scores'
  readonly parts: readonly PartSpec[]
}

export type StudyForm = Readonly<Record<Exclude<DraftSection, 'everything'>, readonly GroupSpec[]>>

export function isList(part: PartSpec): part is ListSpec {
  return 'list' in part
}
