import { describe, expect, test } from 'vitest'
import { computeAgreement } from '../../../../functions/analysis/definition-comparison/agreement.ts'
import type { AgreementCells } from '../../../../web/api/analyses/definition-comparison.ts'
import { published, relativeError } from '../../../support/published.ts'

const { cases } = published<{
  cases: { cells: AgreementCells; kappa: number; kappaError: number; ac1: number; ac1Error: number }[]
}>('agreement')

describe('agreement of two definitions', () => {
  test('of nobody, of one, and of people who are all alike', () => {
    const nobody = { both: 0, onlyFirst: 0, onlySecond: 0, neither: 0 }
    expect(computeAgreement(nobody)).toEqual({
      ...{ n: 0, agree: null },
      kappa: { kind: 'not-estimated', reason: 'nobody' },
      ac1: { kind: 'not-estimated', reason: 'nobody' },
    })
    expect(computeAgreement({ ...nobody, onlyFirst: 1 }).ac1).toEqual({
      kind: 'not-estimated',
      reason: 'one-participant',
    })
    const alike = computeAgreement({ ...nobody, neither: 30 })
    expect(alike.kappa).toEqual({ kind: 'not-estimated', reason: 'all-in-one-category' })
    expect(alike.ac1).toMatchObject({ kind: 'estimated', estimate: 1, standardError: 0 })
  })

  test.each(cases)('$cells: κ as psych gives it, AC1 as Gwet’s formulas', ({ cells, ...expected }) => {
    const { kappa, ac1 } = computeAgreement(cells)
    if (kappa.kind === 'not-estimated' || ac1.kind === 'not-estimated') throw new Error('not estimated')
    expect(relativeError(kappa.estimate, expected.kappa)).toBeLessThan(1e-10)
    expect(Math.abs(kappa.standardError - expected.kappaError)).toBeLessThan(1e-9)
    expect(relativeError(ac1.estimate, expected.ac1)).toBeLessThan(1e-10)
    expect(Math.abs(ac1.standardError - expected.ac1Error)).toBeLessThan(1e-9)
  })

  test('does not depend on which comes first, nor on what is called yes', () => {
    const { both, onlyFirst, onlySecond, neither } = { both: 40, onlyFirst: 9, onlySecond: 6, neither: 45 }
    const plain = computeAgreement({ both, onlyFirst, onlySecond, neither })
    const swapped = computeAgreement({ both, onlyFirst: onlySecond, onlySecond: onlyFirst, neither })
    const turned = computeAgreement({
      both: neither,
      onlyFirst: onlySecond,
      onlySecond: onlyFirst,
      neither: both,
    })
    for (const other of [swapped, turned])
      for (const name of ['kappa', 'ac1'] as const) {
        const [a, b] = [plain[name], other[name]]
        if (a.kind === 'not-estimated' || b.kind === 'not-estimated') throw new Error('not estimated')
        expect(b.estimate).toBeCloseTo(a.estimate, 12)
        expect(b.standardError).toBeCloseTo(a.standardError, 12)
      }
  })
})
