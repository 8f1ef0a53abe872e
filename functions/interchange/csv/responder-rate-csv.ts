import type { PooledRate } from '../../../web/api/analyses/pooling.ts'
import type { ResponderRateReply } from '../../../web/api/analyses/responder-rate.ts'
import { type Cell, formatCsv } from './format-csv.ts'

type Row = Readonly<Record<string, Cell>>

/**
 * The outcome as CSV (RFC 4180, UTF-8): a row per site, then the total, the pooled rate, that of a typical site, the one of a single
 * model of all sites, and the pooled rate without each site. A suppressed cell is empty, and `note` says so. Rates are 0–1.
 */
export function formatResponderRateCsv(
  outcome: ResponderRateReply,
  options: { readonly isForSpreadsheet?: boolean } = {},
): string {
  const about = {
    study: outcome.study,
    study_version: outcome.studyVersion,
    definition: outcome.definition,
    definition_hash: outcome.hash,
    evidence: outcome.evidence,
    timepoint: outcome.timepoint,
    as_of: outcome.asOf,
  }
  const suppressed = `suppressed: fewer than ${outcome.minimumCellSize}, or a number that would reveal such a group`
  const sites = outcome.sites.map((site) => ({
    row: site.site,
    assigned: site.kind === 'shown' ? site.assigned : null,
    completed: site.kind === 'shown' ? site.completed : null,
    assessable: site.kind === 'shown' ? site.assessable : null,
    met: site.kind === 'shown' ? site.met : null,
    ...buildRateCells(site.rate, site.interval),
    note: describeSite(site, outcome.intervalMethod, suppressed),
  }))
  const rows: Row[] = [
    ...sites,
    { row: 'total', ...outcome.totals, note: '' },
    ...buildPooledRows(outcome.pooled),
  ]
  const columns = [
    ...Object.keys(about),
    ...['row', 'assigned', 'completed', 'assessable', 'met', 'rate', 'lower', 'upper'],
    ...['prediction_lower', 'prediction_upper', 'tau2', 'tau2_lower', 'tau2_upper', 'i2_percent'],
    ...['q', 'q_df', 'q_p', 'note'],
  ]
  return formatCsv(
    columns,
    rows.map((row) => ({ ...about, ...row })),
    options,
  )
}

function buildPooledRows(pooled: PooledRate): readonly Row[] {
  if (pooled.kind === 'not-pooled') return [{ row: 'pooled', note: `not pooled: ${pooled.reason}` }]
  const { oneStage, twoStage, tau2Interval, q } = pooled
  const [predictionLower, predictionUpper] = pooled.predictionInterval
  const [tau2Lower, tau2Upper] = tau2Interval.tau2 ?? []
  return [
    {
      row: 'pooled',
      ...buildRateCells(pooled.rate, pooled.interval),
      ...{ prediction_lower: predictionLower, prediction_upper: predictionUpper },
      ...{ tau2: pooled.tau2, tau2_lower: tau2Lower, tau2_upper: tau2Upper, i2_percent: pooled.i2 },
      ...{ q: q.value, q_df: q.df, q_p: q.p },
      note: `${pooled.method}, over ${pooled.sites.map(({ site }) => site).join(', ')}`,
    },
    {
      row: 'two-stage',
      ...buildRateCells(twoStage.rate, twoStage.interval),
      note: 'the rate of a typical site, pooled on the logit scale',
    },
    oneStage.kind === 'not-pooled'
      ? { row: 'one-stage', note: `not pooled: ${oneStage.reason}` }
      : {
          row: 'one-stage',
          ...(oneStage.rate.profile.kind === 'estimated'
            ? buildRateCells(oneStage.rate.estimate, oneStage.rate.profile.interval)
            : buildRateCells(oneStage.rate.estimate, oneStage.rate.wald)),
          tau2: oneStage.tau2,
          note: `${oneStage.method}; ${oneStage.rate.profile.kind === 'estimated' ? 'profile likelihood' : 'Wald'} interval`,
        },
    ...pooled.withoutEach.map((rest) =>
      rest.kind === 'not-pooled'
        ? { row: `without ${rest.without}`, note: `not pooled: ${rest.reason}` }
        : {
            row: `without ${rest.without}`,
            ...buildRateCells(rest.rate, rest.interval),
            ...{ tau2: rest.tau2, i2_percent: rest.i2 },
            note: '',
          },
    ),
  ]
}

function buildRateCells(rate: number | null, interval: readonly [number, number] | null): Row {
  return { rate, lower: interval?.[0], upper: interval?.[1] }
}

function describeSite(site: ResponderRateReply['sites'][number], method: string, suppressed: string): string {
  if (site.kind === 'suppressed') return suppressed
  const columns = (['assigned', 'completed'] as const).filter((column) => site[column] === null)
  return [`${method} interval`, ...columns.map((column) => `${column} ${suppressed}`)].join('; ')
}

export function formatResponderRateFileName({
  definition,
  timepoint,
}: {
  definition: string
  timepoint: string
}): string {
  return `${definition}-${timepoint}.csv`
}
