import { describe, expect, test } from 'vitest'
import { estimateImputedContrast } from '../../functions/analysis/imputation/sensitivity.ts'
import { fitRepeatedMeasures } from '../../functions/analysis/repeated-measures/repeated-measures.ts'
import { ASSUMPTIONS, type Assumption } from '../../web/api/analyses/missing-data-assumptions.ts'
import { asked, buildData, trial } from '../support/imputed-trial.ts'

describe('the difference at the last visit, over a hundred imputations', () => {
  const data = buildData(trial(7, 300, 0.2))
  const contrast = (assumption: Assumption) => {
    const { result } = estimateImputedContrast(data, { ...asked(assumption, 100), burnIn: 100 })
    if (result.kind !== 'pooled') throw new Error(result.reason)
    return result
  }

  test('at random is that of the mixed model, within the error of the imputations', () => {
    const model = fitRepeatedMeasures(data, { sites: 'none', structures: ['unstructured'] })
    const last = model.kind === 'fitted' ? model.contrasts.at(-1) : undefined
    if (last?.kind !== 'estimated') throw new Error('not estimated')
    const { estimate, standardError, between, imputations } = contrast('missing-at-random')
    expect(Math.abs(estimate - last.estimate)).toBeLessThan(4 * Math.sqrt(between / imputations) + 0.02)
    expect(Math.abs(standardError / last.standardError - 1)).toBeLessThan(0.1)
  })

  test('shrinks under the assumptions that take the treatment away, most where it never helped', () => {
    const size = Object.fromEntries(
      ASSUMPTIONS.map((assumption) => [assumption, Math.abs(contrast(assumption).estimate)]),
    )
    expect(size['jump-to-reference']).toBeLessThan(size['copy-increments-in-reference'] ?? 0)
    expect(size['copy-increments-in-reference']).toBeLessThan(size['missing-at-random'] ?? 0)
    expect(size['copy-reference']).toBeLessThan(size['missing-at-random'] ?? 0)
  })
})
