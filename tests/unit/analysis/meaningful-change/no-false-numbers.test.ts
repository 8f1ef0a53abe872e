import { expect, test } from 'vitest'
import { computeCumulativeCurve } from '../../../../functions/analysis/meaningful-change/cumulative-curve.ts'
import { computeMeaningfulChange } from '../../../../functions/analysis/meaningful-change/meaningful-change.ts'
import type { MeaningfulChangeRow } from '../../../../functions/analysis/meaningful-change/rows.ts'
import { wilsonInterval } from '../../../../functions/analysis/statistics/wilson.ts'

const buildRows = (...pairs: [improvement: number, anchor: number][]): MeaningfulChangeRow[] =>
  pairs.map(([improvement, anchor]) => ({ improvement, anchor, baseline: null }))
const workbench = (rows: readonly MeaningfulChangeRow[], level = 0.95) =>
  computeMeaningfulChange(rows, { level, bootstrap: { replicates: 0, seed: 1 } })

test('an anchor that says the opposite of the change gives no threshold, and is too weak', () => {
  const { roc, thresholds, anchor } = workbench(
    buildRows([5, 0], [6, 0], [4, 0], [1, 1], [2, 1], [5, 1], [4.5, 1]),
  )
  expect(roc).toMatchObject({ kind: 'estimated', best: [], threshold: null })
  expect(thresholds.map((each) => each.kind === 'not-estimated' && each.reason)).toEqual([
    'no-cut-better-than-chance',
    'slope-not-positive',
    'slope-not-positive',
  ])
  expect(anchor.tooWeak).toBe(true)
})

test('changes that are all alike give no cut', () => {
  const { roc, anchor } = workbench(buildRows([0.1, 0], [0.1, 1], [0.1, 3]))
  expect(roc).toMatchObject({ area: { estimate: 0.5, standardError: null, interval: null }, threshold: null })
  expect(anchor.correlation).toMatchObject({ kind: 'not-estimated', reason: 'no-variance' })
})

test('an area of one participant on a side, or without overlap, has no error', () => {
  const none = { standardError: null, interval: null }
  expect(workbench(buildRows([1, 0], [2, 0], [6, 0], [3, 1])).roc).toMatchObject({ area: none })
  expect(workbench(buildRows([1, 0], [2, 0], [3, 1], [4, 1])).roc).toMatchObject({
    area: { estimate: 1, ...none },
  })
})

test('the curves have the level of the rest', () => {
  const { cumulative, anchor } = workbench(buildRows([1, 0], [3, 1]), 0.5)
  expect(cumulative.leftOut.points[1]?.interval).toEqual(wilsonInterval(1, 2, 0.5))
  expect(anchor.groups[0]?.curve.points[0]?.interval).toEqual(wilsonInterval(1, 1, 0.5))
})

test('a curve of many values is shown at its quantiles, and says so', () => {
  // 1,000 apart and 200 alike.
  const improvements = [...Array.from({ length: 1000 }, (_, i) => i / 1000), ...Array(200).fill(5)]
  const { thinned, points } = computeCumulativeCurve(improvements)
  expect(thinned).toBe(true)
  expect(points.length).toBeLessThanOrEqual(101)
  // The first and the last value stand, and the 600th of 1200 is the median.
  expect(points.map(({ improvement }) => improvement)).toEqual(expect.arrayContaining([0, 0.599, 5]))
  expect(computeCumulativeCurve([1, 2, 3]).thinned).toBe(false)
})
