import type { EstimateView, MeasureView } from './analysis-view.ts'
import type { Named } from './frame.ts'
import type { Heterogeneity, PoolingRules } from './responder-rate-view.ts'

type Suppressed = { readonly kind: 'suppressed' }
type NotEstimatedMean = {
  readonly kind: 'not-estimated'
  readonly reason: 'fewer-than-two' | 'no-variance' | 'estimate-not-finite'
}
type Interval = readonly [number, number]

/** Of a clinic, or of one arm of it. */
export type GroupChangeView =
  | {
      readonly kind: 'shown'
      readonly n: number
      readonly mean: number | null
      readonly sd: number | null
      /** `null` where it is suppressed. */
      readonly without: number | null
      readonly estimate: EstimateView | NotEstimatedMean
    }
  | Suppressed

export type PooledMeanView =
  | ({
      readonly kind: 'pooled'
      readonly estimate: number
      readonly interval: Interval
      readonly predictionInterval: Interval
      readonly withoutEach: readonly ({ readonly without: string } & (
        | { readonly kind: 'pooled'; readonly estimate: number; readonly interval: Interval }
        | NotPooled
      ))[]
    } & Heterogeneity)
  | NotPooled
type NotPooled = {
  readonly kind: 'not-pooled'
  readonly reason:
    | 'fewer-than-three-sites'
    | 'variance-not-positive'
    | 'estimate-not-finite'
    | 'no-events-at-any-site'
    | 'only-events-at-every-site'
    | 'tau2-did-not-converge'
}

export type MeanChangeQuery = PoolingRules & {
  readonly measure: string
  readonly timepoint: string
  readonly asOf?: string | undefined
}

/** The mean change of one measure at one timepoint, over the study. */
export type MeanChangeView = {
  readonly asOf: string
  readonly asked: MeanChangeQuery
  readonly minimumCellSize: number
  readonly measures: readonly Named[]
  readonly measure: MeasureView
  readonly timepoints: readonly Named[]
  readonly timepoint: Named
  readonly arms: readonly Named[]
  readonly sites: readonly {
    readonly site: string
    readonly name: string
    readonly change: GroupChangeView
    readonly byArm: readonly { readonly arm: string; readonly change: GroupChangeView }[]
  }[]
  readonly pooled: PooledMeanView
  readonly differences: readonly {
    readonly arm: string
    readonly against: string
    readonly sites: readonly {
      readonly site: string
      readonly difference: EstimateView | NotEstimatedMean | Suppressed
    }[]
    readonly pooled: PooledMeanView
  }[]
}
