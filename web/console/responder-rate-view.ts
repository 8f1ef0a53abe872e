import type { PoolingDetail, PoolingRules } from '../api/analyses/pooling.ts'
import type { Named } from './frame.ts'

/** A site's outcome. `null` where a count is itself suppressed. */
export type SiteRateView =
  | {
      readonly kind: 'shown'
      readonly site: string
      readonly name: string
      readonly assigned: number | null
      readonly completed: number | null
      readonly assessable: number
      readonly met: number
      /** 0–1; `null` when nothing is assessable. */
      readonly rate: number | null
      /** Wilson, 95%; `null` when nothing is assessable. */
      readonly interval: readonly [number, number] | null
    }
  | { readonly kind: 'suppressed'; readonly site: string; readonly name: string }

/** A reason code; shown in words where the console knows it, else as it is. */
type NotPooled = { readonly kind: 'not-pooled'; readonly reason: string }

/** A pooled rate, 0–1. */
export type RateWithInterval = { readonly rate: number; readonly interval: readonly [number, number] }

export type PooledRateView =
  | ({
      readonly kind: 'pooled'
      readonly predictionInterval: readonly [number, number]
      /** Without each site in turn, by its id. */
      readonly withoutEach: readonly ({ readonly without: string } & (
        | ({ readonly kind: 'pooled' } & RateWithInterval)
        | NotPooled
      ))[]
      /** One binomial mixed model of all sites. */
      readonly oneStage: ({ readonly kind: 'pooled'; readonly tau2: number } & RateWithInterval) | NotPooled
    } & RateWithInterval &
      PoolingDetail)
  | NotPooled

/** One responder definition at one timepoint, over the study. */
export type ResponderRateView = {
  readonly asOf: string
  readonly definition: {
    readonly id: string
    readonly version: string
    /** SHA-256 of its canonical JSON. */
    readonly hash: string
    readonly title: string
    readonly summary: string
    readonly evidence: 'established' | 'unconfirmed' | 'unvalidated'
    readonly source: string
  }
  readonly timepoint: Named
  /** How sites are pooled, and the instant asked for, if one was. */
  readonly asked: PoolingRules & { readonly asOf: string | undefined }
  /** Choices of the two pickers. */
  readonly definitions: readonly Named[]
  readonly timepoints: readonly Named[]
  readonly minimumCellSize: number
  readonly sites: readonly SiteRateView[]
  readonly pooled: PooledRateView
  /** Over all sites; `null` where showing it would uncover a suppressed cell. */
  readonly totals: {
    readonly assigned: number | null
    readonly completed: number | null
    readonly assessable: number | null
    readonly met: number | null
  }
  /** Why participants could not be judged; `count: null` is a suppressed cell. */
  readonly notAssessable: readonly { readonly reason: string; readonly count: number | null }[]
}
