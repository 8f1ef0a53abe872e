import { quantileSorted } from 'd3-array'
import type { ThresholdEstimate } from '../../../web/api/analyses/meaningful-change.ts'
import type { Random } from '../statistics/random.ts'
import { type GroupedRows, sumValues } from './rows.ts'

/** Percentile interval over resamples of the participants. */
export type BootstrapInterval = Pick<
  Extract<ThresholdEstimate, { kind: 'estimated' }>,
  'interval' | 'replicates' | 'failed'
>

/** With more than one failed resample in ten there is no interval. */
const MAX_FAILED_SHARE = 0.1

/**
 * Resamples participants with replacement and estimates again. Participants with the same improvement and the same rating
 * are alike, so that a resample is a draw of counts.
 */
export function bootstrap<Name extends string>(
  counted: GroupedRows,
  estimate: (resample: GroupedRows) => Record<Name, number | null>,
  names: readonly Name[],
  { replicates, random, level }: { replicates: number; random: Random; level: number },
): Record<Name, BootstrapInterval> {
  const drawn = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>
  for (let replicate = 0; replicate < replicates; replicate += 1) {
    const result = estimate(resample(counted, random))
    for (const name of names) {
      const value = result[name]
      if (value !== null && Number.isFinite(value)) drawn[name].push(value)
    }
  }
  const buildInterval = (values: number[]): BootstrapInterval => {
    const failed = replicates - values.length
    values.sort((a, b) => a - b)
    const findQuantile = (p: number) => quantileSorted(values, p) ?? 0
    const enough = values.length > 0 && failed <= MAX_FAILED_SHARE * replicates
    return {
      interval: enough ? [findQuantile((1 - level) / 2), findQuantile((1 + level) / 2)] : null,
      replicates,
      failed,
    }
  }
  return Object.fromEntries(names.map((name) => [name, buildInterval(drawn[name])])) as Record<
    Name,
    BootstrapInterval
  >
}

function resample({ values, improved, others }: GroupedRows, random: Random): GroupedRows {
  const cells = values.length
  const ends = new Float64Array(2 * cells)
  let total = 0
  for (let at = 0; at < 2 * cells; at += 1) {
    total += (at < cells ? improved[at] : others[at - cells]) as number
    ends[at] = total
  }
  const drawn = new Float64Array(2 * cells)
  for (let draw = 0; draw < total; draw += 1) {
    const at = findCell(ends, random.drawInteger(total))
    drawn[at] = (drawn[at] as number) + 1
  }
  const [yes, no] = [drawn.slice(0, cells), drawn.slice(cells)]
  const kept = Array.from(values.keys()).filter((at) => (yes[at] as number) + (no[at] as number) > 0)
  const pickKept = (of: Float64Array) => Float64Array.from(kept, (at) => of[at] as number)
  return {
    ...{ values: pickKept(values), improved: pickKept(yes), others: pickKept(no) },
    ...{ totalImproved: sumValues(yes), totalOthers: sumValues(no) },
  }
}

/** The first cell whose end lies above the draw. */
function findCell(ends: Float64Array, draw: number): number {
  let [low, high] = [0, ends.length - 1]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ends[middle] as number) > draw) high = middle
    else low = middle + 1
  }
  return low
}
