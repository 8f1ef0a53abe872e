import table from './consensus-coverage.json' with { type: 'json' }

/** Simulated panels with a known border, from tests/simulation/consensus/. */
export const consensusCoverage = table

const percent = (share: number | null) => (share === null ? '–' : `${(100 * share).toFixed(1)}%`)

/** A row for each scenario and share of the panel: the true threshold, the bias, and how often each interval holds the truth. */
export function listCoverageRows(): readonly (readonly string[])[] {
  return table.results.flatMap(({ what, rows }) =>
    rows.map(({ share, truth, bias, delta, fieller }) => [
      ...[what, percent(share), truth.toFixed(2), `${bias < 0 ? '−' : '+'}${Math.abs(bias).toFixed(2)}`],
      ...[percent(delta), percent(fieller)],
    ]),
  )
}
