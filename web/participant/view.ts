import type { ScreenState } from '../../surveys/battery/navigation.ts'
import type { Item } from '../../surveys/instrument/item.ts'
import type { StudyTexts } from '../../surveys/study/definition.ts'

/** One option of an item as it is shown. */
export type ScreenOption = { readonly code: string; readonly label: string }

/** One question. There is one screen per item of the battery, in the battery's order. */
export type Screen = ScreenState & {
  /** `instrument/item`, unique within a battery. */
  readonly itemKey: string
  readonly kind: Item['type']
  readonly adaptive: boolean
  readonly mayFollow: boolean
  /** What an instrument says above each of its items. */
  readonly stem?: string | undefined
  readonly text: string
  readonly options: readonly ScreenOption[]
  /** Of several answers: the codes that stand alone. */
  readonly exclusive?: readonly string[] | undefined
  /** Words for the ends of a numeric scale. */
  readonly minimumLabel?: string | undefined
  readonly maximumLabel?: string | undefined
  /** Of an item that is written in. */
  readonly written?: WrittenField | undefined
  /** Codes that raise a safety alert and show the help page. */
  readonly safetyCodes: readonly string[]
  /** It was answered or skipped, and not in this browser: what was answered is not shown. */
  readonly isElsewhere?: true | undefined
}

/** The same without what was answered. */
export function hideAnswer(screen: Screen): Screen {
  return { ...screen, answer: '', isElsewhere: true }
}

/** The site as the participant knows it. */
export type ClinicView = {
  /** Never a study's, drug's or diagnosis's name. */
  readonly name: string
  readonly phone: string
  /** ISO 3166-1 alpha-2. */
  readonly country: string | undefined
}

/** What can be written in, and the unit that stands beside it. */
export type WrittenField = {
  readonly minimum?: number | undefined
  readonly maximum?: number | undefined
  readonly decimals?: number | undefined
  readonly maximumLength?: number | undefined
  /** Of a date, `YYYY-MM-DD`. */
  readonly earliest?: string | undefined
  readonly latest?: string | undefined
  readonly unit?: string | undefined
}

/** One assessment's survey with what has been answered so far: the props that the survey's pages share. */
export type SurveyView = {
  readonly token: string
  /** What the page was made from, sealed: it goes back with every answer, so that the server need not read. */
  readonly pageState: string
  /** Of the survey as the page shows it: what is submitted is what was reviewed. */
  readonly revision: number
  readonly locale: string
  /** Shown at the top. */
  readonly clinic?: ClinicView | undefined
  readonly texts: StudyTexts
  /** Until when it can be answered, in words; absent where the page was made without reading it. */
  readonly openUntil?: string | undefined
  readonly screens: readonly Screen[]
  /** The participant's study id, where somebody at the site asks the questions on the telephone. */
  readonly interviewed?: string | undefined
}
