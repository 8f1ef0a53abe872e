import type { Measure } from '../../surveys/study/measures.ts'
import type { Named } from './frame.ts'

/** A score as it is drawn: from which end to which, and which end is better. */
export type MeasureWords = Pick<Measure, 'range' | 'direction'> & { readonly title: string }

/** Titles of what an analysis of one measure names by id. */
export type AnalysisWords = {
  /** Measures to choose from, the one shown among them. */
  readonly measures: readonly Named[]
  readonly measure: MeasureWords
  readonly sites: readonly Named[]
  /** Of the study, the reference first. */
  readonly arms: readonly Named[]
}

/** With the follow-ups to choose from, the one shown among them. */
export type FollowUpWords = AnalysisWords & { readonly timepoints: readonly Named[] }

/** With the visits that the model names. A study without arms has one, of everybody. */
export type RepeatedMeasuresWords = AnalysisWords & { readonly visits: readonly Named[] }

/** With the global rating that the estimates are anchored on, by steps better than unchanged. */
export type MeaningfulChangeWords = FollowUpWords & {
  readonly anchorTitle: string | null
  readonly stepTitles: readonly { readonly steps: number; readonly title: string }[]
}
