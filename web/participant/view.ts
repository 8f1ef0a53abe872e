import type { StudyTexts } from '../../surveys/study/definition.ts'

/** One option of an item as it is shown. */
export type ScreenOption = { readonly code: string; readonly label: string }

/** One question. There is one screen per item of the battery, in the battery's order. */
export type Screen = {
  /** 1-based; the `{n}` of `/s/{token}/{n}`. */
  readonly position: number
  /** `instrument/item`, unique within a battery. */
  readonly itemKey: string
  readonly kind: 'choice' | 'numeric-scale'
  /** What an instrument says above each of its items. */
  readonly stem?: string | undefined
  readonly text: string
  readonly options: readonly ScreenOption[]
  /** Words for the ends of a numeric scale. */
  readonly minimumLabel?: string | undefined
  readonly maximumLabel?: string | undefined
  /** The stored answer: a code; `null` where it was skipped; `undefined` where the question was not reached. */
  readonly answer?: string | null | undefined
  /** Codes that raise a safety alert and show the help page. */
  readonly safetyCodes: readonly string[]
}

/** One assignment's survey with what has been answered so far: the props that the survey's pages share. */
export type SurveyView = {
  readonly token: string
  readonly locale: string
  /** The site's name, shown at the top. Never a study's, drug's or diagnosis's name. */
  readonly clinic?: string | undefined
  readonly texts: StudyTexts
  readonly screens: readonly Screen[]
}

/** Where a participant cannot go on. Each has its calm page. */
export type ParticipantProblem =
  | 'window-closed'
  | 'already-submitted'
  | 'unknown-link'
  | 'not-yet-open'
  | 'nothing-answered'
  | 'something-went-wrong'
  | 'too-many-requests'
