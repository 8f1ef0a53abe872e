import { stringify } from 'csv-stringify/sync'
import type { Outcome } from './outcome.ts'

/**
 * The outcome as CSV (RFC 4180, UTF-8): a row per site, then the total and the pooled rate. A withheld cell
 * is empty, and `note` says so. Rates are 0–1.
 */
export function outcomeCsv(outcome: Outcome): string {
  const about = {
    study: outcome.study,
    study_version: outcome.studyVersion,
    definition: outcome.definition,
    evidence: outcome.evidence,
    timepoint: outcome.timepoint,
    as_of: outcome.asOf,
  }
  const withheld = `withheld: fewer than ${outcome.minimumCell}, or such a group could be worked out`
  const sites = outcome.sites.map((site) => ({
    ...about,
    row: site.site,
    assigned: site.kind === 'shown' ? site.assigned : null,
    completed: site.kind === 'shown' ? site.completed : null,
    determinable: site.kind === 'shown' ? site.determinable : null,
    met: site.kind === 'shown' ? site.met : null,
    rate: site.rate,
    lower: site.interval?.[0],
    upper: site.interval?.[1],
    note: noteOn(site, withheld),
  }))
  const { pooled } = outcome
  const isPooled = pooled.kind === 'pooled'
  const rows = [
    ...sites,
    { ...about, row: 'total', ...outcome.totals, note: '' },
    {
      ...about,
      row: 'pooled',
      rate: isPooled ? pooled.rate : null,
      lower: isPooled ? pooled.interval[0] : null,
      upper: isPooled ? pooled.interval[1] : null,
      prediction_lower: isPooled ? pooled.predictionInterval[0] : null,
      prediction_upper: isPooled ? pooled.predictionInterval[1] : null,
      tau2: isPooled ? pooled.tau2 : null,
      i2_percent: isPooled ? pooled.i2 : null,
      note: isPooled ? `${pooled.method}, over ${pooled.sites.join(', ')}` : `not pooled: ${pooled.reason}`,
    },
  ]
  const columns = [
    ...Object.keys(about),
    ...['row', 'assigned', 'completed', 'determinable', 'met', 'rate', 'lower', 'upper'],
    ...['prediction_lower', 'prediction_upper', 'tau2', 'i2_percent', 'note'],
  ]
  return stringify(rows, { header: true, columns, record_delimiter: 'windows' })
}

function noteOn(site: Outcome['sites'][number], withheld: string): string {
  if (site.kind === 'suppressed') return withheld
  const columns = (['assigned', 'completed'] as const).filter((column) => site[column] === null)
  return ['Wilson 95% interval', ...columns.map((column) => `${column} ${withheld}`)].join('; ')
}
