import type { Named } from './frame.ts'

/** How a score has changed since the baseline. */
export type ChangeSummary = {
  readonly baseline: Named
  readonly latest: {
    readonly timepoint: Named
    readonly way: ChangeDirection
    /** In the scale's unit, with the sign of the score. */
    readonly change: number
    readonly percentChange: number | null
    /** Whether it is more than error of measurement; `null` where the study does not know the error. */
    readonly isBeyondError: boolean | null
  }
  readonly best: { readonly timepoint: Named; readonly value: number }
  /** Of the change over all days since the baseline, by the area under it. */
  readonly average: { readonly way: ChangeDirection; readonly change: number; readonly days: number } | null
  /** The smallest change that is more than error. */
  readonly error: { readonly smallest: number; readonly evidence: 'established' | 'unconfirmed' } | null
}

export type ChangeDirection = 'better' | 'worse' | 'same'

/** Days of 24 hours, whole: since the first treatment, or since the baseline where there was none. */
export type ResponseTimeline = {
  /** `id@version` */
  readonly definition: string
} & (
  | { readonly kind: 'not-assessable-yet' }
  | { readonly kind: 'never-met'; readonly until: Named }
  | ({ readonly kind: 'still-met'; readonly until: Named; readonly days: number } & FirstMet)
  | ({
      readonly kind: 'lost'
      readonly by: Named
      /** It lasted somewhere between the two. */
      readonly lasted: readonly [number, number]
    } & FirstMet)
)

export type FirstMet = {
  readonly first: Named
  readonly after: { readonly days: number; readonly since: 'treatment' | 'baseline' }
}
