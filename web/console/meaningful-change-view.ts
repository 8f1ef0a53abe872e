import type { EstimateView } from './analysis-view.ts'
import type { MeasureWords } from './analysis-words.ts'
import type { Named } from './frame.ts'

type Interval = readonly [number, number]

/** Share of a group, 0–1, that improved by at least so much; falling. */
export type CumulativeView = {
  readonly n: number
  readonly thinned: boolean
  readonly points: readonly {
    readonly improvement: number
    readonly share: number
    readonly interval: Interval
  }[]
}

type NotEstimated<Reason extends string> = { readonly kind: 'not-estimated'; readonly reason: Reason }

export type CorrelationView =
  | {
      readonly kind: 'estimated'
      readonly n: number
      readonly estimate: number
      readonly interval: Interval | null
    }
  | NotEstimated<'fewer-than-three' | 'no-variance'>

export type AnchorGroupMeanView =
  | (EstimateView & { readonly n: number })
  | NotEstimated<'fewer-than-two' | 'estimate-not-finite' | 'no-variance' | 'suppressed'>

export type RocPointView = {
  readonly cut: number | null
  readonly sensitivity: number
  readonly specificity: number
}

export type RocView =
  | {
      readonly kind: 'estimated'
      readonly points: readonly RocPointView[]
      readonly area: { readonly estimate: number; readonly interval: Interval | null }
      readonly best: readonly RocPointView[]
      readonly threshold: number | null
    }
  | NotEstimated<'nobody-improved' | 'everybody-improved'>

export type ThresholdMethodName =
  | 'ROC, Youden'
  | 'predictive modelling'
  | 'adjusted predictive modelling (2017)'

export type ThresholdView = { readonly method: ThresholdMethodName; readonly n: number } & (
  | {
      readonly kind: 'estimated'
      readonly estimate: number
      readonly evidence: 'established' | 'unconfirmed'
      readonly interval: Interval | null
      readonly replicates: number
      readonly failed: number
    }
  | NotEstimated<
      | 'nobody-improved'
      | 'everybody-improved'
      | 'no-variance'
      | 'separated'
      | 'did-not-converge'
      | 'no-cut-better-than-chance'
      | 'slope-not-positive'
    >
)

export type DistributionView =
  | {
      readonly kind: 'estimated'
      readonly n: number
      readonly standardDeviation: number
      readonly halfDeviation: number
      readonly standardErrorOfMeasurement: number | null
      readonly mdc90: number | null
      readonly mdc95: number | null
    }
  | NotEstimated<'fewer-than-two' | 'no-variance'>

export type MeaningfulChangeEstimateView = {
  readonly kind: 'estimated'
  /** Groups, curves and cuts are left out where they would tell of single participants of other clinics. */
  readonly detail: 'whole' | 'suppressed'
  readonly n: number
  /** `null` where it is suppressed. */
  readonly missing: number | null
  readonly minimallyImproved: Interval
  readonly improvedFrom: number
  readonly level: number
  readonly seed: number
  readonly anchor: {
    readonly correlation: CorrelationView
    readonly rankCorrelation: CorrelationView
    readonly tooWeak: boolean
    readonly groups: readonly {
      /** Steps better than unchanged. */
      readonly anchor: number
      readonly n: number
      readonly mean: number
      readonly median: number
      readonly standardDeviation: number | null
      readonly curve: CumulativeView
    }[]
    readonly meanChange: AnchorGroupMeanView
    readonly overUnchanged: AnchorGroupMeanView
  }
  readonly proportionImproved: number | null
  readonly proportionWarning: boolean
  readonly roc: RocView
  readonly thresholds: readonly ThresholdView[]
  readonly distribution: DistributionView
  readonly cumulative: { readonly leftOut: CumulativeView; readonly notImproved: CumulativeView }
}

/** What was asked, as it stands in the address. */
export type MeaningfulChangeQuery = {
  readonly measure: string
  readonly timepoint: string
  readonly seed: number
  readonly replicates: number
  readonly asOf?: string | undefined
}

/** The API's own result, with titles for the ids that it holds. */
export type MeaningfulChangeView = {
  readonly asOf: string
  readonly asked: MeaningfulChangeQuery
  readonly measures: readonly Named[]
  readonly measure: MeasureWords
  readonly timepoints: readonly Named[]
  readonly timepoint: Named
  /** The global rating that the estimates are anchored on. */
  readonly anchorTitle: string | null
  /** In its words, by steps better than unchanged. */
  readonly stepTitles: readonly { readonly steps: number; readonly title: string }[]
  /** Names of clinics with too few participants to be in it. */
  readonly sitesLeftOut: readonly string[]
  readonly minimumCellSize: number
  readonly result:
    | MeaningfulChangeEstimateView
    | { readonly kind: 'suppressed' }
    | NotEstimated<'no-anchor' | 'anchor-has-no-unchanged' | 'not-measured'>
}
