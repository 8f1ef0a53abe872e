import { quantileSorted } from 'd3-array'
import type { RaterBootstrap } from '../../../../web/api/consensus/profile-thresholds.ts'
import { createRandomStream } from '../../statistics/random.ts'
import { findThreshold, type GroupLine, type VoteModel } from './panel-threshold.ts'
import type { RaterRows } from './rater-integral.ts'

/** A rater with all of their votes: what is resampled and left out whole. */
export type RaterUnit = { readonly group: string; readonly rows: RaterRows }

/** A threshold that is asked for. */
export type ThresholdPlace = {
  readonly predictor: string
  readonly group: string
  readonly share: number
  readonly lines: readonly GroupLine[]
}

type Refit = (units: readonly RaterUnit[]) => VoteModel | undefined

/** With more than one failed resample in ten there is no interval. */
const MAX_FAILED_SHARE = 0.1

/**
 * Resamples raters with replacement within their groups, and fits again: the interval needs no model of how raters differ.
 *
 * @returns in the order of the places
 */
export function bootstrapRaters(
  units: readonly RaterUnit[],
  places: readonly ThresholdPlace[],
  refit: Refit,
  { replicates, seed, level }: { readonly replicates: number; readonly seed: number; readonly level: number },
): readonly RaterBootstrap[] {
  const random = createRandomStream(seed, 'raters')
  const groups = [...Map.groupBy(units, ({ group }) => group).values()]
  const drawn = places.map((): number[] => [])
  for (let replicate = 0; replicate < replicates; replicate += 1) {
    const some = groups.flatMap((of) => of.map(() => of[random.drawInteger(of.length)] as RaterUnit))
    const model = refit(some)
    if (model === undefined) continue
    places.forEach(({ lines, share }, at) => {
      const threshold = findThreshold(model, lines, share)
      if (threshold.kind === 'estimated') drawn[at]?.push(threshold.estimate)
    })
  }
  return drawn.map((values) => {
    values.sort((a, b) => a - b)
    const failed = replicates - values.length
    const isEnough = values.length > 0 && failed <= MAX_FAILED_SHARE * replicates
    const findEnd = (p: number) => quantileSorted(values, p) ?? 0
    return {
      interval: isEnough ? [findEnd((1 - level) / 2), findEnd((1 + level) / 2)] : null,
      ...{ replicates, failed },
    }
  })
}

/**
 * By how much each threshold moves at most when any one rater is left out.
 *
 * @returns in the order of the places; `null` where there is no threshold with or without somebody
 */
export function findLargestShift(
  units: readonly RaterUnit[],
  places: readonly ThresholdPlace[],
  refit: Refit,
  whole: VoteModel,
): readonly (number | null)[] {
  const without = units.map((_, left) => refit(units.filter((_one, at) => at !== left)))
  return places.map(({ lines, share }) => {
    const estimate = (model: VoteModel | undefined) => {
      const threshold = model && findThreshold(model, lines, share)
      return threshold?.kind === 'estimated' ? threshold.estimate : null
    }
    const all = estimate(whole)
    return without.reduce<number | null>((largest, model) => {
      const one = estimate(model)
      if (largest === null || one === null || all === null) return null
      return Math.max(largest, Math.abs(one - all))
    }, 0)
  })
}
