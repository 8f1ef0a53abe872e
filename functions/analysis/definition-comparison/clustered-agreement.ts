import type {
  AgreementCells,
  AgreementEstimate,
  Coefficient,
} from '../../../web/api/analyses/definition-comparison.ts'
import { studentTQuantile } from '../statistics/distributions.ts'
import { jackknife } from '../statistics/jackknife.ts'
import { computeAgreement } from './agreement.ts'

/**
 * Agreement of two definitions on the participants of several clinics: κ and AC1 of all together, as
 * {@link computeAgreement} has them, with intervals by leaving out each clinic, t(k − 1), and never narrower than those of
 * participants who have nothing to do with each other.
 *
 * @param clinics one table each; with fewer than three, and where κ does not exist without one of them, the standard error
 *   is that of a simple sample
 */
export function computeClusteredAgreement(
  clinics: readonly AgreementCells[],
  level = 0.95,
): AgreementEstimate {
  const counted = clinics.filter((cells) => sumCells([cells]).n > 0)
  const all = computeAgreement(sumCells(counted).cells, level)
  if (counted.length < 3) return all
  return {
    ...all,
    kappa: widenInterval(all.kappa, counted, 'kappa', level),
    ac1: widenInterval(all.ac1, counted, 'ac1', level),
  }
}

function widenInterval(
  simple: Coefficient,
  clinics: readonly AgreementCells[],
  name: 'kappa' | 'ac1',
  level: number,
): Coefficient {
  if (simple.kind !== 'estimated') return simple
  const clustered = jackknife(clinics, (rest) => {
    const coefficient = computeAgreement(sumCells(rest).cells, level)[name]
    return coefficient.kind === 'estimated' ? coefficient.estimate : undefined
  })
  if (clustered === undefined) return simple
  const { estimate } = simple
  const [low, high] = simple.interval ?? [estimate, estimate]
  const half = studentTQuantile((1 + level) / 2, clustered.df) * clustered.standardError
  return {
    kind: 'estimated',
    estimate,
    standardError: Math.max(simple.standardError, clustered.standardError),
    interval:
      half > 0 || high > low
        ? [Math.max(-1, Math.min(low, estimate - half)), Math.min(1, Math.max(high, estimate + half))]
        : null,
  }
}

function sumCells(tables: readonly AgreementCells[]): { readonly cells: AgreementCells; readonly n: number } {
  const cells = { both: 0, onlyFirst: 0, onlySecond: 0, neither: 0 }
  for (const table of tables) {
    cells.both += table.both
    cells.onlyFirst += table.onlyFirst
    cells.onlySecond += table.onlySecond
    cells.neither += table.neither
  }
  return { cells, n: cells.both + cells.onlyFirst + cells.onlySecond + cells.neither }
}
