/** What the pages of the analyses have in common. */

/** An estimate in the unit of the score, with its interval. */
export type EstimateView = {
  readonly kind: 'estimated'
  readonly estimate: number
  readonly standardError: number
  readonly df: number
  readonly interval: readonly [number, number]
}
