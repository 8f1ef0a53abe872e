import { describe, expect, test } from 'vitest'
import { poolClinicMean } from '../../../../functions/analysis/pooling/clinic-mean.ts'
import { poolLogits } from '../../../../functions/analysis/pooling/pool-logits.ts'
import { poolProportions } from '../../../../functions/analysis/pooling/pool-proportions.ts'
import { poolRates } from '../../../../functions/analysis/pooling/pool-sites.ts'

const ALIKE = [
  { events: 19, n: 46 },
  { events: 15, n: 35 },
  { events: 11, n: 27 },
  { events: 19, n: 48 },
]

describe('refuses', () => {
  test.each([
    { sites: ALIKE.slice(0, 2), reason: 'fewer-than-three-sites' },
    { sites: ALIKE.map(({ n }) => ({ events: 0, n })), reason: 'no-events-at-any-site' },
    { sites: ALIKE.map(({ n }) => ({ events: n, n })), reason: 'only-events-at-every-site' },
  ])('$reason', ({ sites, reason }) => {
    expect(poolProportions(sites)).toEqual({ kind: 'not-pooled', reason })
  })
})

test('the headline is the mean over clinics, and the two-stage rate stands beside it', () => {
  const { rate, interval, weights } = poolClinicMean(ALIKE)
  expect(poolProportions(ALIKE)).toMatchObject({
    ...{ kind: 'pooled', method: 'clinic-mean', rate, interval, weights },
    twoStage: poolLogits(ALIKE),
  })
})

test('the other methods can be asked for', () => {
  const mean = poolClinicMean(ALIKE)
  const logits = poolLogits(ALIKE)
  if (logits.kind !== 'pooled') throw new Error(logits.reason)
  const { rate, interval, predictionInterval, weights } = logits
  expect(poolProportions(ALIKE, { method: 'clinic-mean-plain' })).toMatchObject({
    ...{ rate: mean.rate, interval: mean.plainInterval },
  })
  expect(poolProportions(ALIKE, { method: 'two-stage' })).toMatchObject({
    ...{ rate, interval, predictionInterval, weights },
  })
})

test('clinics of one rate have no plain interval, and the one of all participants stands in its place', () => {
  const sites = [5, 10, 15].map((events) => ({ events, n: 4 * events }))
  const { interval, plainInterval } = poolClinicMean(sites)
  expect(plainInterval).toBeNull()
  expect(poolProportions(sites, { method: 'clinic-mean-plain' })).toMatchObject({ interval })
})

test('is the same for the sites of a study, each left out in turn', () => {
  const sites = ALIKE.map((site, at) => ({ ...site, site: `clinic-${at}` }))
  const pooled = poolRates(sites)
  const rest = poolProportions(ALIKE.slice(1))
  if (pooled.kind !== 'pooled' || rest.kind !== 'pooled') throw new Error('is pooled')
  expect(pooled).toMatchObject({ rateMethod: 'clinic-mean', rate: poolClinicMean(ALIKE).rate })
  expect(pooled.withoutEach[0]).toMatchObject({
    without: 'clinic-0',
    rate: rest.rate,
    interval: rest.interval,
  })
  expect(pooled.method).toContain('never narrower than all participants as one sample')
})

test('twenty clinics are pooled in well under 50 ms', () => {
  const sites = Array.from({ length: 20 }, (_, at) => ({ events: 5 + (at % 9), n: 30 + at }))
  poolProportions(sites)
  const started = performance.now()
  for (let again = 0; again < 20; again++) poolProportions(sites)
  expect((performance.now() - started) / 20).toBeLessThan(20)
})
