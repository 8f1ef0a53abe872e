import type { LogisticFit } from '../../../web/api/analyses/meaningful-change.ts'
import type { GroupedRows } from './rows.ts'

const MAX_STEPS = 100
const TOLERANCE = 1e-12

/** Maximum likelihood by Newton's method, halved where the likelihood would fall. */
export function fitLogistic(counted: GroupedRows): LogisticFit {
  const { values, totalImproved, totalOthers } = counted
  if (totalImproved === 0) return { kind: 'not-estimated', reason: 'nobody-improved' }
  if (totalOthers === 0) return { kind: 'not-estimated', reason: 'everybody-improved' }
  if (values.length < 2) return { kind: 'not-estimated', reason: 'no-variance' }
  if (isSeparated(counted)) return { kind: 'not-estimated', reason: 'separated' }
  let [b0, b1] = [Math.log(totalImproved / totalOthers), 0]
  let likelihood = Number.NEGATIVE_INFINITY
  for (let steps = 0; steps < MAX_STEPS; steps += 1) {
    const here = computeDerivatives(counted, b0, b1)
    const determinant = here.i00 * here.i11 - here.i01 ** 2
    if (!(determinant > 0)) break
    const step0 = (here.i11 * here.g0 - here.i01 * here.g1) / determinant
    const step1 = (here.i00 * here.g1 - here.i01 * here.g0) / determinant
    const distance = Math.sqrt(step0 * here.g0 + step1 * here.g1)
    if (distance < TOLERANCE)
      return {
        ...{ kind: 'estimated', b0, b1, steps },
        errors: [Math.sqrt(here.i11 / determinant), Math.sqrt(here.i00 / determinant)],
      }
    likelihood = here.likelihood
    let length = 1
    while (
      length > 1e-6 &&
      computeDerivatives(counted, b0 + length * step0, b1 + length * step1).likelihood < likelihood - 1e-9
    )
      length /= 2
    b0 += length * step0
    b1 += length * step1
  }
  return { kind: 'not-estimated', reason: 'did-not-converge' }
}

/** Whether a cut parts the improved from the others, so that the likelihood has no highest place. */
function isSeparated({ values, improved, others }: GroupedRows): boolean {
  const ofImproved = Array.from(values.keys()).filter((at) => (improved[at] as number) > 0)
  const ofOthers = Array.from(values.keys()).filter((at) => (others[at] as number) > 0)
  const [firstImproved = 0, lastImproved = 0] = [ofImproved[0], ofImproved.at(-1)]
  const [firstOther = 0, lastOther = 0] = [ofOthers[0], ofOthers.at(-1)]
  return lastOther <= firstImproved || lastImproved <= firstOther
}

function computeDerivatives({ values, improved, others }: GroupedRows, b0: number, b1: number) {
  let [likelihood, g0, g1, i00, i01, i11] = [0, 0, 0, 0, 0, 0]
  for (let at = 0; at < values.length; at += 1) {
    const [x, yes, no] = [values[at] as number, improved[at] as number, others[at] as number]
    const eta = b0 + b1 * x
    const p = 1 / (1 + Math.exp(-eta))
    // log p and log(1 − p) without rounding to 0.
    const [logP, logQ] =
      eta > 0
        ? [-Math.log1p(Math.exp(-eta)), -eta - Math.log1p(Math.exp(-eta))]
        : [eta - Math.log1p(Math.exp(eta)), -Math.log1p(Math.exp(eta))]
    likelihood += yes * logP + no * logQ
    const residual = yes - (yes + no) * p
    const weight = (yes + no) * p * (1 - p)
    g0 += residual
    g1 += residual * x
    i00 += weight
    i01 += weight * x
    i11 += weight * x * x
  }
  return { likelihood, g0, g1, i00, i01, i11 }
}

/**
 * Minimal important change by predictive modelling: where being improved is as likely as it is among all,
 * (ln(p/(1−p)) − b0)/b1.
 * @see Terluin et al., Journal of Clinical Epidemiology 68:1388, 2015
 */
export function computePredictiveChange(
  fit: Extract<LogisticFit, { kind: 'estimated' }>,
  { totalImproved, totalOthers }: GroupedRows,
): number {
  return (Math.log(totalImproved / totalOthers) - fit.b0) / fit.b1
}

/**
 * The same adjusted for a proportion improved other than one half: predictive − (0.09 + 0.103·r)·SD·ln(p/(1−p)).
 *
 * Unconfirmed: the constants are those of a public R implementation (`mic_iapm`) that cites the paper; the paper itself has not
 * been read for it.
 * @see Terluin, Eekhout & Terwee, Journal of Clinical Epidemiology 83:90, 2017
 *
 * @param correlation point-biserial, between improvement and being improved
 * @param deviation of the improvements
 */
export function adjustPredictiveChange(
  predicted: number,
  { totalImproved, totalOthers }: GroupedRows,
  correlation: number,
  deviation: number,
): number {
  return predicted - (0.09 + 0.103 * correlation) * deviation * Math.log(totalImproved / totalOthers)
}
