import { expect, test } from 'vitest'
import { computeMeaningfulChange } from '../../functions/analysis/meaningful-change/meaningful-change.ts'

test('200,000 participants who all changed otherwise are no trouble to the estimates of meaningful change', () => {
  const rows = Array.from({ length: 200_000 }, (_, i) => ({
    improvement: i / 7,
    baseline: null,
    anchor: (i * 7919) % 200_003 < i ? 1 : 0,
  }))
  const { thresholds } = computeMeaningfulChange(rows, { level: 0.95, bootstrap: { replicates: 0, seed: 1 } })
  expect(thresholds.map(({ kind }) => kind)).toEqual(Array(3).fill('estimated'))
})
