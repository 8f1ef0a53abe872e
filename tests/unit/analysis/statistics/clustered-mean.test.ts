import { describe, expect, test } from 'vitest'
import { estimateClusteredMean } from '../../../../functions/analysis/statistics/clustered-mean.ts'
import { sumPrinted } from '../../../support/exact-sums.ts'
import { published, relativeError } from '../../../support/published.ts'

type Expected = { standardError: number; df: number; interval: [number, number] }
type Case = { clinics: number[][]; mean: number; designEffect: number; simple: Expected; robust: Expected }
/** tests/published/clustered-mean.R: clubSandwich. */
const print = published<Record<'apart' | 'alike' | 'two' | 'one', Case>>('clustered-mean')

function expectEstimate(of: Pick<Case, 'clinics' | 'mean'>, expected: Expected) {
  const found = estimateClusteredMean([...of.clinics, []].map(sumPrinted))
  if (found.kind !== 'estimated') throw new Error(found.reason)
  expect(found.n).toBe(of.clinics.flat().length)
  expect(found.df).toBe(expected.df)
  expect(relativeError(found.estimate, of.mean)).toBeLessThan(1e-10)
  expect(relativeError(found.standardError, expected.standardError)).toBeLessThan(1e-10)
  found.interval.forEach((end, at) => {
    expect(relativeError(end, expected.interval[at] as number)).toBeLessThan(1e-10)
  })
}

describe('the mean over clinics', () => {
  test('has the cluster-robust interval where clinics differ', () => {
    expect(print.apart.designEffect).toBeGreaterThan(2)
    expectEstimate(print.apart, print.apart.robust)
  })

  test('is never surer than a simple sample: not where clinics are closer than chance', () => {
    expect(print.alike.designEffect).toBeLessThan(1)
    expectEstimate(print.alike, print.alike.simple)
  })

  test('of one or two clinics is that of a simple sample', () => {
    for (const of of [print.two, print.one])
      expectEstimate({ ...of, clinics: of.clinics.map((one) => [one].flat()) }, of.simple)
  })

  test('of fewer than two participants, or of values that are all alike, is none', () => {
    expect(estimateClusteredMean([[], [3], []].map(sumPrinted))).toEqual({
      kind: 'not-estimated',
      n: 1,
      reason: 'fewer-than-two',
    })
    expect(estimateClusteredMean([[3, 3], [3], [3]].map(sumPrinted))).toMatchObject({ reason: 'no-variance' })
  })
})
