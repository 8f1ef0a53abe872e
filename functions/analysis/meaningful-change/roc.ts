import type { RocEstimate, RocPoint } from '../../../web/api/analyses/meaningful-change.ts'
import { normalQuantile } from '../statistics/distributions.ts'
import type { GroupedRows } from './rows.ts'

/**
 * Receiver operating characteristic of an improvement against being improved by the anchor. Cuts lie half-way between
 * neighbouring values, so that a threshold does not hang on which side of it a value falls.
 *
 * @see DeLong, DeLong & Clarke-Pearson, Biometrics 44:837, 1988; Youden, Cancer 3:32, 1950
 */
export function computeRoc(counted: GroupedRows, level: number): RocEstimate {
  const { values, improved, others, totalImproved, totalOthers } = counted
  if (totalImproved === 0) return { kind: 'not-estimated', reason: 'nobody-improved' }
  if (totalOthers === 0) return { kind: 'not-estimated', reason: 'everybody-improved' }
  const points: RocPoint[] = []
  let [reached, unreached] = [totalImproved, 0]
  for (let at = 0; at <= values.length; at += 1) {
    const [below, above] = [values[at - 1], values[at]]
    const cut = below === undefined || above === undefined ? null : (below + above) / 2
    points.push({ cut, sensitivity: reached / totalImproved, specificity: unreached / totalOthers })
    reached -= improved[at] ?? 0
    unreached += others[at] ?? 0
  }
  const youdenIndex = ({ sensitivity, specificity }: RocPoint) => sensitivity + specificity - 1
  const cuts = points.filter(({ cut }) => cut !== null)
  // Not by spreading: a call takes no more than some hundred thousand arguments.
  const highest = cuts.reduce((most, point) => Math.max(most, youdenIndex(point)), 0)
  const best = highest < 1e-12 ? [] : cuts.filter((point) => youdenIndex(point) >= highest - 1e-12)
  return {
    kind: 'estimated',
    points,
    area: areaUnderCurve(counted, level),
    best,
    threshold: computeMedianCut(best.map(({ cut }) => cut as number)),
  }
}

function computeMedianCut(cuts: readonly number[]): number | null {
  if (cuts.length === 0) return null
  const [low, high] = [Math.floor((cuts.length - 1) / 2), Math.ceil((cuts.length - 1) / 2)]
  return ((cuts[low] as number) + (cuts[high] as number)) / 2
}

function areaUnderCurve(
  { values, improved, others, totalImproved, totalOthers }: GroupedRows,
  level: number,
) {
  // Of each value: the share of the others that lie below it, and of the improved that lie above it, ties by half.
  let [othersBelow, improvedBelow, area] = [0, 0, 0]
  const placed = Array.from(values, (_, at) => {
    const [yes, no] = [improved[at] as number, others[at] as number]
    const ofImproved = (othersBelow + no / 2) / totalOthers
    const ofOthers = (totalImproved - improvedBelow - yes / 2) / totalImproved
    othersBelow += no
    improvedBelow += yes
    area += (yes * ofImproved) / totalImproved
    return { yes, no, ofImproved, ofOthers }
  })
  let [overImproved, overOthers] = [0, 0]
  for (const { yes, no, ofImproved, ofOthers } of placed) {
    overImproved += yes * (ofImproved - area) ** 2
    overOthers += no * (ofOthers - area) ** 2
  }
  if (Math.min(totalImproved, totalOthers) < 2) return { estimate: area, standardError: null, interval: null }
  const computeVariancePart = (squares: number, n: number) => squares / ((n - 1) * n)
  const standardError = Math.sqrt(
    computeVariancePart(overImproved, totalImproved) + computeVariancePart(overOthers, totalOthers),
  )
  // The least that a participant can do to the area is far above this: it is rounding.
  if (standardError < 1e-12) return { estimate: area, standardError: null, interval: null }
  const half = normalQuantile((1 + level) / 2) * standardError
  return {
    estimate: area,
    standardError,
    interval: [Math.max(0, area - half), Math.min(1, area + half)] as const,
  }
}
