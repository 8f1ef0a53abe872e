import type {
  AgreementCells,
  AgreementEstimate,
  Coefficient,
} from '../../../web/api/analyses/definition-comparison.ts'
import { normalQuantile } from '../statistics/distributions.ts'

/**
 * How well two definitions agree on the participants whom both can judge.
 *
 * κ with the large-sample error of Fleiss, Cohen & Everitt (Psychological Bulletin 72:323, 1969); AC1 with its error
 * linearised per participant (Gwet, British Journal of Mathematical and Statistical Psychology 61:29, 2008).
 */
export function computeAgreement(cells: AgreementCells, level = 0.95): AgreementEstimate {
  const { both, onlyFirst, onlySecond, neither } = cells
  const n = both + onlyFirst + onlySecond + neither
  const agree = n === 0 ? null : (both + neither) / n
  return { n, agree, kappa: cohenKappa(cells, n, level), ac1: gwetAc1(cells, n, level) }
}

function cohenKappa(
  { both, onlyFirst, onlySecond, neither }: AgreementCells,
  n: number,
  level: number,
): Coefficient {
  if (n === 0) return { kind: 'not-estimated', reason: 'nobody' }
  const first = (both + onlyFirst) / n
  const second = (both + onlySecond) / n
  const observed = (both + neither) / n
  const expected = first * second + (1 - first) * (1 - second)
  if (expected === 1) return { kind: 'not-estimated', reason: 'all-in-one-category' }
  const kappa = (observed - expected) / (1 - expected)
  const rest = 1 - kappa
  const diagonal =
    (both / n) * (1 - (first + second) * rest) ** 2 + (neither / n) * (1 - (2 - first - second) * rest) ** 2
  // A cell off the diagonal: (the first's marginal of its column's category + the second's of its row's)².
  const off =
    rest ** 2 * ((onlyFirst / n) * (second + (1 - first)) ** 2 + (onlySecond / n) * (1 - second + first) ** 2)
  const variance = (diagonal + off - (kappa - expected * rest) ** 2) / (n * (1 - expected) ** 2)
  return estimateCoefficient(kappa, variance, level)
}

function gwetAc1(
  { both, onlyFirst, onlySecond, neither }: AgreementCells,
  n: number,
  level: number,
): Coefficient {
  if (n === 0) return { kind: 'not-estimated', reason: 'nobody' }
  if (n === 1) return { kind: 'not-estimated', reason: 'one-participant' }
  const observed = (both + neither) / n
  const yes = (2 * both + onlyFirst + onlySecond) / (2 * n)
  const expected = 2 * yes * (1 - yes)
  const ac1 = (observed - expected) / (1 - expected)
  // Of each participant: their own agreement, less what they move the expected agreement by.
  const linearizeAc1 = (agrees: number, ownYes: number) => {
    const ownExpected = ownYes * (1 - yes) + (1 - ownYes) * yes
    return (agrees - expected) / (1 - expected) - (2 * (1 - ac1) * (ownExpected - expected)) / (1 - expected)
  }
  const squares =
    both * (linearizeAc1(1, 1) - ac1) ** 2 +
    (onlyFirst + onlySecond) * (linearizeAc1(0, 0.5) - ac1) ** 2 +
    neither * (linearizeAc1(1, 0) - ac1) ** 2
  return estimateCoefficient(ac1, squares / (n * (n - 1)), level)
}

function estimateCoefficient(estimate: number, variance: number, level: number): Coefficient {
  const standardError = Math.sqrt(Math.max(0, variance))
  const half = normalQuantile((1 + level) / 2) * standardError
  return {
    kind: 'estimated',
    estimate,
    standardError,
    // Without a standard error, as when all agree, it would claim to know the coefficient exactly.
    interval: half > 0 ? [Math.max(-1, estimate - half), Math.min(1, estimate + half)] : null,
  }
}
