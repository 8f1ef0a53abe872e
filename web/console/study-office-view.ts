/** Parts of a draft, each a page of its own. */
export const DRAFT_SECTIONS = ['study', 'clinics', 'timepoints', 'texts', 'everything'] as const
export type DraftSection = (typeof DRAFT_SECTIONS)[number]

/** A field of a draft, which the form sends under its pointer. */
export type DraftField = {
  /** JSON pointer into the definition: `/sites/0/name`. */
  readonly pointer: string
  /** What it is, by the name of its words. Of a text, its own place within the texts. */
  readonly name: string
  /** The language of a text in several. */
  readonly locale?: string
  readonly kind: 'line' | 'lines' | 'paragraph' | 'number' | 'choice'
  readonly value: string
  readonly choices?: readonly string[]
}

/** Fields of one entry of a list, or of the study itself. */
export type DraftGroup = {
  /** Of the entry: what removes it. */
  readonly pointer: string
  readonly title: string
  readonly canRemove: boolean
  readonly fields: readonly DraftField[]
}

/** Where a form has something: a field of an entry, an entry, or no more than a section. */
export type DraftPlace = {
  readonly section: DraftSection
  /** Of the entry. */
  readonly title?: string
  /** The name of the field’s words. */
  readonly field?: string
}

export type DraftProblem = { readonly pointer: string; readonly detail: string }
export type DraftChange = {
  readonly kind: 'added' | 'removed' | 'changed'
  readonly path: string
  readonly before?: string | undefined
  readonly after?: string | undefined
}

/** A draft on its own page. */
export type DraftOverview = {
  readonly revision: number
  readonly basedOn: string | undefined
  readonly version: string
  readonly changedAt: string
  readonly isMine: boolean
  readonly problems: readonly (DraftProblem & DraftPlace)[]
  readonly changes: readonly DraftChange[] | undefined
  /** Whether the version in force wants somebody else to publish. */
  readonly needsSecondPerson: boolean
}

export type StudyOfficeView = {
  readonly inForce: string | undefined
  readonly versions: readonly {
    readonly version: string
    readonly hash: string
    readonly from: string | undefined
  }[]
  readonly draft: DraftOverview | undefined
  /** Of the draft as it stands: 0 where there was never one. */
  readonly revision: number
  readonly canBeginStudy: boolean
}

export type DraftSectionView = {
  readonly section: DraftSection
  readonly revision: number
  readonly groups: readonly DraftGroup[]
  /** The whole definition as JSON, of the section `everything`. */
  readonly whole: string | undefined
  readonly problems: readonly DraftProblem[]
  readonly canAdd: boolean
  readonly notice: 'saved' | 'draft-changed' | 'not-json' | undefined
}

/** Names of what the office answers a form with. */
export const OFFICE_NOTICES = [
  ...(['published', 'discarded', 'draft-changed', 'draft-faulty', 'second-person-needed'] as const),
  ...(['study-exists', 'past', 'invalid'] as const),
] as const
export type OfficeNotice = (typeof OFFICE_NOTICES)[number]
