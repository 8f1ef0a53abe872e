import type { Named } from './frame.ts'

/** A site's outcome. `null` where a count is itself suppressed. */
export type SiteOutcome =
  | {
      readonly kind: 'shown'
      readonly site: string
      readonly name: string
      readonly assigned: number | null
      readonly completed: number | null
      readonly determinable: number
      readonly met: number
      /** 0–1; `null` when nothing is determinable. */
      readonly rate: number | null
      /** Wilson, 95%; `null` when nothing is determinable. */
      readonly interval: readonly [number, number] | null
    }
  | { readonly kind: 'suppressed'; readonly site: string; readonly name: string }

/** All rates 0–1. */
export type PooledOutcome =
  | {
      readonly kind: 'pooled'
      readonly rate: number
      readonly interval: readonly [number, number]
      /** `null` with too few sites for one. */
      readonly predictionInterval: readonly [number, number] | null
      readonly tau2: number
      /** Percent, 0–100. */
      readonly i2: number
      /** How many sites went in. */
      readonly k: number
      /** Their ids: those that anyone may see, unless the viewer sees all. */
      readonly sites: readonly string[]
    }
  /** A reason code; shown in words where the console knows it, else as it is. */
  | { readonly kind: 'not-pooled'; readonly reason: string }

/** One responder definition at one timepoint, over the study. */
export type OutcomeView = {
  readonly asOf: string
  readonly definition: {
    readonly id: string
    readonly version: string
    readonly title: string
    readonly summary: string
    readonly evidence: 'established' | 'unconfirmed' | 'unvalidated'
    readonly source: string
  }
  readonly timepoint: Named
  /** Choices of the two pickers. */
  readonly definitions: readonly Named[]
  readonly timepoints: readonly Named[]
  readonly minimumCell: number
  readonly sites: readonly SiteOutcome[]
  readonly pooled: PooledOutcome
  /** Over all sites; `null` where showing it would uncover a suppressed cell. */
  readonly totals: {
    readonly assigned: number | null
    readonly completed: number | null
    readonly determinable: number | null
    readonly met: number | null
  }
  /** Why participants could not be judged; `count: null` is a suppressed cell. */
  readonly notDeterminable: readonly { readonly reason: string; readonly count: number | null }[]
}
