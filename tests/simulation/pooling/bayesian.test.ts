import { expect, test } from 'vitest'
import { published } from '../../support/published.ts'
import { createBayesianPooling } from './bayesian.ts'

/** tests/published/bayesian-pooling.R: the same posterior on six times as many places. */
const { studies } = published<{
  studies: { events: number[]; n: number[]; scale: number; rate: number; interval: [number, number] }[]
}>('bayesian-pooling')

/** Of rates: τ ends at 3 there and at 5 in R, and its places are farther apart. A fiftieth of an interval's width. */
const TOLERANCE = 5e-3

test.each(studies)('$events of $n at a scale of $scale: as in R, as far as its places are apart', (study) => {
  const { events, n, scale, ...expected } = study
  const { rate, interval } = createBayesianPooling(scale)(
    events.map((count, at) => ({ events: count, n: n[at] ?? 0 })),
  )
  expect(Math.abs(rate - expected.rate)).toBeLessThan(TOLERANCE)
  expect(Math.abs(interval[0] - expected.interval[0])).toBeLessThan(TOLERANCE)
  expect(Math.abs(interval[1] - expected.interval[1])).toBeLessThan(TOLERANCE)
})
