import table from './known-truth.json' with { type: 'json' }

/** Cohorts of known truth, from tests/simulation/known-truth/: what the numbers of the main page make of them. */
export const knownTruth = table

type Figures = { readonly bias: number; readonly coverage: number }

const points = (share: number) => `${share < 0 ? '−' : '+'}${Math.abs(100 * share).toFixed(1)}`
const percent = (share: number) => `${(100 * share).toFixed(1)}%`
const describe = ({ bias, coverage }: Figures) => `${points(bias)} (${percent(coverage)})`

/** A row for each scenario: the truth, and of each number its bias in percentage points with the coverage of its interval. */
export function listKnownTruthRows(): readonly (readonly string[])[] {
  return table.results.map(({ what, truth, primary, observed, imputed, bounds }) => [
    ...[what, percent(truth), describe(primary), describe(imputed), describe(observed), percent(bounds)],
  ])
}
