import type { UnaskedKind } from '../../surveys/publication/list-unasked.ts'
import type { CalendarView } from './calendar-view.ts'

/** Parts of a draft, each a page of its own. */
export const DRAFT_SECTIONS = [
  ...(['study', 'clinics', 'participants', 'treatments', 'anchors', 'timepoints'] as const),
  ...(['texting', 'texts', 'safety', 'outcomes', 'change', 'data', 'everything'] as const),
] as const
export type DraftSection = (typeof DRAFT_SECTIONS)[number]

export const DRAFT_CONTROLS = [
  ...(['line', 'paragraph', 'lines', 'number', 'ordinal', 'time', 'date', 'zone', 'yes-no'] as const),
  ...(['choice', 'checks', 'duration', 'reminder', 'fixed'] as const),
] as const
export type DraftControl = (typeof DRAFT_CONTROLS)[number]

/** One of several that can be chosen; without a label it is named by its words, or as it is. */
export type DraftChoice = { readonly value: string; readonly label?: string }

/** A field of a draft, which the form sends under its pointer. */
export type DraftField = {
  /** JSON pointer into the definition: `/sites/0/name`. */
  readonly pointer: string
  /** The same with the ids of entries in place of their numbers, which others may have moved: `/sites/harbor/name`. */
  readonly key: string
  /** What it is, by the name of its words: `sites/name`. */
  readonly name: string
  /** The language of a text in several, or which of several values it is, such as an event. */
  readonly of?: { readonly kind: 'language' | 'name'; readonly value: string }
  readonly kind: DraftControl
  readonly value: string
  readonly choices?: readonly DraftChoice[]
  readonly units?: readonly string[]
  /** Of a text: what it may fill in, such as `link`. */
  readonly placeholders?: readonly string[]
  readonly isRequired?: boolean
}

/** Fields under one heading: of the study itself, of a language, or of one entry of a list. */
export type DraftGroup = {
  /** Of the entry: what removes and moves it. Of a group without an entry, the place that its fields have in common. */
  readonly pointer: string
  readonly key: string
  /** Of its heading's words: `texts`. */
  readonly name: string
  /** What it is called, where it has a name of its own. */
  readonly title: string
  readonly entry?: { readonly isFirst: boolean; readonly isLast: boolean }
  readonly fields: readonly DraftField[]
  readonly lists: readonly DraftList[]
}

export type DraftList = {
  readonly pointer: string
  readonly key: string
  readonly name: string
  readonly entries: readonly DraftGroup[]
  /** Kinds of entries that can be added, or the choices of which one is. */
  readonly kinds: readonly string[]
  readonly choices?: readonly DraftChoice[]
}

/** Where a form has something: a field of an entry, an entry, or no more than a section. */
export type DraftPlace = {
  readonly section: DraftSection
  /** Headings on the way to it, by names of words and names of their own. */
  readonly on: readonly { readonly name: string; readonly title: string }[]
  readonly field?: Pick<DraftField, 'name' | 'of' | 'kind' | 'pointer'>
  /** Of the element on the page that a link jumps to. */
  readonly target: string
}

export type DraftProblem = {
  readonly pointer: string
  readonly detail: string
  readonly place: DraftPlace
}
/** What a draft still says of questionnaires that it does not ask: what kind of thing, and what it is called. */
export type DraftUnasked = { readonly kind: UnaskedKind; readonly name: string }

export type DraftChange = {
  readonly kind: 'added' | 'removed' | 'changed'
  readonly path: string
  readonly place: DraftPlace
  readonly before?: string | undefined
  readonly after?: string | undefined
}

/** Who saved a draft last, and when. */
export type DraftSaving = {
  readonly isMine: boolean
  /** Of a member that is gone: their `sub`. */
  readonly name: string
  readonly at: string
}

/** A draft on its own page. */
export type DraftOverview = {
  readonly revision: number
  readonly basedOn: string | undefined
  readonly version: string
  readonly saved: DraftSaving
  readonly problems: readonly DraftProblem[]
  readonly changes: readonly DraftChange[] | undefined
  readonly unasked: readonly DraftUnasked[]
  /** Whether the version in force wants somebody else to publish. */
  readonly needsSecondPerson: boolean
}

/** One of the studies that someone leads. */
export type LedStudy = {
  readonly id: string
  readonly title: string
  readonly hasDraft: boolean
  readonly inForce: string | undefined
  readonly from: string | undefined
  readonly versions: number
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
  readonly templates: readonly string[]
  readonly studies: readonly LedStudy[]
  /** Into the form that begins another study, where it was refused. */
  readonly typed?: { readonly id: string; readonly title: string; readonly template: string } | undefined
}

/** Names of what the office answers a form with. */
export const OFFICE_NOTICES = [
  ...([
    'published',
    'discarded',
    'unasked-removed',
    'draft-changed',
    'draft-faulty',
    'second-person-needed',
  ] as const),
  ...(['study-exists', 'past', 'invalid'] as const),
] as const
export type OfficeNotice = (typeof OFFICE_NOTICES)[number]

/** What a draft comes to, shown beside its forms; `undefined` while it is no study yet. */
export type DraftBeside = {
  /** Whom the calendar is of. */
  readonly invented: {
    readonly enrolled: string
    readonly treatments: readonly string[]
    readonly treatmentTitle: string | null
  }
  readonly calendar: CalendarView
  readonly batteries: readonly {
    readonly title: string
    readonly questions: number
    readonly minutes: number
    readonly texts: number
  }[]
  /** From enrolment, one after the other. */
  readonly weeks: readonly { readonly week: number; readonly minutes: number; readonly texts: number }[]
  readonly texts: readonly TextLength[]
  readonly locales: readonly string[]
}

/** One text message at its longest, by the language it is in. */
export type TextLength = {
  readonly name: string
  readonly sizes: readonly { readonly locale: string | undefined; readonly parts: number }[]
}

export type DraftSectionView = {
  readonly section: DraftSection
  readonly revision: number
  /** Query of the page: whom the calendar is of. */
  readonly query: Readonly<Record<string, string>>
  readonly groups: readonly DraftGroup[]
  /** The whole definition as JSON, of the section `everything`. */
  readonly whole: string | undefined
  /** Of every section. */
  readonly problems: readonly DraftProblem[]
  /** Whether the draft says anything of questionnaires that it does not ask. */
  readonly hasUnasked: boolean
  readonly saved: DraftSaving
  /** What somebody typed who was the slower one, by the key of its field. */
  readonly typed: Readonly<Record<string, string>>
  readonly beside: DraftBeside | undefined
  /** By the pointer of a text: how long it is and what it gives away. */
  readonly sizes: Readonly<Record<string, TextSize>>
  readonly zones: readonly string[]
  readonly notice: 'saved' | 'draft-changed' | 'not-json' | undefined
}

export type TextSize = {
  readonly characters: number
  readonly parts: number
  readonly encoding: string
  readonly privateWords: readonly string[]
}
