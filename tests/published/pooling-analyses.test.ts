import { describe, expect, test } from 'vitest'
import { type Pooled, type PoolingOptions, poolEstimates } from '../../functions/analysis/pooling/pooling.ts'
import { published } from '../support/published.ts'

/** Effects and variances by metafor's escalc from data sets that it ships; the results below are in print. */
const R = published<{ examples: { name: string; effects: number[]; variances: number[] }[] }>('pooling')

function pooled(name: string, options?: PoolingOptions): Pooled {
  const example = R.examples.find((each) => each.name === name)
  const sites = example?.effects.map((effect, i) => ({ effect, variance: example.variances[i] ?? 0 }))
  const result = poolEstimates(sites ?? [], options)
  if (result.kind !== 'pooled') throw new Error(result.reason)
  return result
}

const printed = (values: readonly number[], digits = 4) => values.map((value) => value.toFixed(digits))

// W. Viechtbauer, Journal of Statistical Software 36(3), 2010, page 14: 13 trials of BCG vaccine, log relative risk, REML.
describe('BCG vaccine against tuberculosis', () => {
  const bcg = pooled('bcg', { prediction: 'conventional-t(k-2)' })

  test('estimate, and its standard error without Hartung–Knapp', () => {
    expect(printed([bcg.estimate])).toEqual(['-0.7145'])
    // The conventional error is in the conventional prediction interval, with t(11) at 0.975 = 2.2009852 from tables.
    const half = (bcg.predictionInterval[1] - bcg.predictionInterval[0]) / 2
    expect(printed([Math.sqrt((half / 2.2009852) ** 2 - bcg.tau2)])).toEqual(['0.1798'])
  })

  test('heterogeneity: τ², I² and Q', () => {
    expect(printed([bcg.tau2, bcg.i2, bcg.q.value])).toEqual(['0.3132', '92.2214', '152.2330'])
    expect(bcg.q.df).toBe(12)
    expect(bcg.q.p).toBeLessThan(0.0001)
  })

  test('intervals of τ² and I²', () => {
    expect(printed(bcg.tau2Interval.tau2 ?? [])).toEqual(['0.1197', '1.1115'])
    // In print 81.9177 and 97.6781, a little off the roots (pooling.json): metafor's search stops 1e-4 from them in τ².
    expect(Math.abs((bcg.tau2Interval.i2?.[0] ?? Number.NaN) - 81.9177)).toBeLessThan(5e-3)
    expect(Math.abs((bcg.tau2Interval.i2?.[1] ?? Number.NaN) - 97.6781)).toBeLessThan(1e-4)
  })
})

// W. Viechtbauer, Statistics in Medicine 26:37, 2007, table II on page 44: 9 trials of diuretics in pregnancy, log odds ratio.
describe('diuretics against pre-eclampsia', () => {
  test.each([
    ['DL', '0.2297'],
    ['REML', '0.3008'],
  ] as const)('τ² by %s with its Q-profile interval', (tau2, expected) => {
    const result = pooled('collins', { tau2 })
    expect(printed([result.tau2, ...(result.tau2Interval.tau2 ?? [])])).toEqual([
      expected,
      '0.0723',
      '2.2027',
    ])
  })
})
