import { extent } from 'd3-array'
import type { DrawnArm } from './arm-mark.tsx'

export type Visit = { readonly id: string; readonly title: string }

/** Means of one arm, in the order of the visits. */
export type MeanSeries = {
  readonly title: string
  readonly points: readonly {
    readonly visit: string
    /** `null` where it is not estimated, or may not be shown. */
    readonly mean: { readonly estimate: number; readonly interval: readonly [number, number] } | null
    /** How many were measured; `null` where it may not be shown. */
    readonly n: number | null
  }[]
}

export type DrawnSeries = DrawnArm & MeanSeries

/** Gives each arm its look. Of several the first is the reference. */
export function drawArms(series: readonly MeanSeries[]): readonly DrawnSeries[] {
  return series.map((one, place) => ({ ...one, place, isReference: series.length > 1 && place === 0 }))
}

/** Part of the scale that holds the means and intervals; at least a third of it, so that a small change does not look large. */
export function computeVisibleRange(
  series: readonly MeanSeries[],
  baseline: number,
  [least, most]: readonly [number, number],
): readonly [number, number] {
  const inRange = (value: number) => Math.min(most, Math.max(least, value))
  const ends = series.flatMap(({ points }) => points.flatMap(({ mean }) => mean?.interval ?? []))
  const [low = least, high = most] = extent([baseline, ...ends].map(inRange))
  const third = (most - least) / 3
  const wider = Math.max(0, third - (high - low)) / 2
  const from = Math.min(inRange(low - wider), most - third)
  return [from, Math.max(inRange(high + wider), from + third)]
}
