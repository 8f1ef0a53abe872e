/** What the pages of the analyses have in common. */

/** A score as it is drawn: from which end to which, and which end is better. */
export type MeasureView = {
  readonly title: string
  readonly range: readonly [number, number]
  readonly direction: 'higher-is-worse' | 'higher-is-better'
}

/** An estimate in the unit of the score, with its interval. */
export type EstimateView = {
  readonly kind: 'estimated'
  readonly estimate: number
  readonly standardError: number
  readonly df: number
  readonly interval: readonly [number, number]
}
