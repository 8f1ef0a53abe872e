import { MISSING_OPTION } from '../../../surveys/study/attribute.ts'
import type { DenominatorCounts } from '../../../web/api/analyses/denominators.ts'
import type { PooledRate } from '../../../web/api/analyses/pooling.ts'
import type { ResponderRateReply } from '../../../web/api/analyses/responder-rate.ts'
import type { ReleaseRef } from '../../../web/api/releases/release.ts'
import { describeEstimand } from '../../../web/responder/describe-estimand.ts'
import { estimandText } from '../../../web/text/en/estimand.ts'
import { type Cell, formatCsv } from './format-csv.ts'

type Row = Readonly<Record<string, Cell>>

/**
 * The outcome as CSV (RFC 4180, UTF-8): a row per site, then one for each denominator, the pooled rate, that of a typical site, the
 * one of a single model of all sites, the pooled rate without each site, and the groups of a breakdown. A suppressed cell is
 * empty, and `note` says so.
 * Rates are 0–1; every row says what the rate is a rate of.
 */
export function formatResponderRateCsv(
  outcome: ResponderRateReply,
  options: { readonly isForSpreadsheet?: boolean; readonly release?: ReleaseRef } = {},
): string {
  const { estimand, definition, timepoint } = outcome
  const about = {
    study: outcome.study,
    study_version: outcome.studyVersion,
    definition,
    definition_hash: outcome.hash,
    evidence: outcome.evidence,
    timepoint,
    estimand: estimand.id,
    role: outcome.role,
    as_of: outcome.asOf,
    coverage: outcome.coverage,
    ...(outcome.filter && { filter: outcome.filter.map(formatOption).join(' ') }),
    ...(options.release && {
      release: options.release.number,
      release_name: options.release.name,
      release_sha256: options.release.sha256,
    }),
    estimand_in_words: describeEstimand(estimand, { definition, timepoint }, estimandText).join(' '),
  }
  const rows: Row[] = [
    ...outcome.sites.map((site) => ({
      row: site.site,
      ...(site.kind === 'shown' && buildCountCells(site.counts)),
      ...buildRateCells(site.rate, site.interval),
      note:
        site.kind === 'suppressed'
          ? `suppressed: fewer than ${outcome.minimumCellSize}, or a number that would reveal such a group`
          : `${outcome.intervalMethod} interval`,
    })),
    ...buildDenominatorRows(outcome),
    ...buildPooledRows(outcome.pooled),
    ...buildStrataRows(outcome.strata),
  ]
  const columns = [
    ...Object.keys(about),
    ...['row', 'not_yet_due', 'due', 'observed', 'met', 'rate', 'lower', 'upper'],
    ...['prediction_lower', 'prediction_upper', 'tau2', 'tau2_lower', 'tau2_upper', 'i2_percent'],
    ...['q', 'q_df', 'q_p', 'note'],
  ]
  return formatCsv(
    columns,
    rows.map((row) => ({ ...about, ...row })),
    options,
  )
}

function buildCountCells({ notYetDue, due, observed, met }: DenominatorCounts): Row {
  return { not_yet_due: notYetDue, due, observed, met }
}

/** All of them together: the same people counted in every way. */
function buildDenominatorRows({ counts, rates, imputed, noRate }: ResponderRateReply): readonly Row[] {
  const notes = {
    primary: 'everybody due; missing is not met',
    observed: 'observed cases only: possibly biased',
    worst: 'everybody due; nobody whose measures are missing had met',
    best: 'everybody due; everybody whose measures are missing had met',
  }
  const names = ['primary', 'observed', 'worst', 'best'] as const
  return [
    ...names.map((row): Row => {
      const rate = rates[row]
      const about = { row, not_yet_due: counts.notYetDue, observed: counts.observed }
      if (rate === null) return { ...about, due: counts.due, note: `no rate: ${noRate ?? 'nobody'}` }
      return {
        ...about,
        due: rate.of,
        met: rate.met,
        ...buildRateCells(rate.rate, rate.interval),
        note: notes[row],
      }
    }),
    imputed.kind === 'imputed'
      ? {
          row: 'imputed',
          due: counts.due,
          ...buildRateCells(imputed.rate, imputed.interval),
          note: `${imputed.imputedParticipants ?? 'some'} participants imputed ${imputed.imputations} times, seed ${imputed.seed}; Monte Carlo error ${imputed.monteCarloError}`,
        }
      : { row: 'imputed', note: `not imputed: ${imputed.reason}` },
  ]
}

function buildPooledRows(pooled: PooledRate): readonly Row[] {
  if (pooled.kind === 'not-pooled') return [{ row: 'pooled', note: `not pooled: ${pooled.reason}` }]
  if (pooled.kind === 'suppressed')
    return [{ row: 'pooled', note: 'suppressed: it would reveal a small group' }]
  if (pooled.kind === 'rounded') {
    const [lower, upper] = pooled.predictionInterval ?? []
    return [
      {
        row: 'pooled',
        ...buildRateCells(pooled.rate, pooled.interval),
        ...{ prediction_lower: lower, prediction_upper: upper },
        note: `${pooled.method}, over ${pooled.k} sites; rounded to ${pooled.step}`,
      },
    ]
  }
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

/** `mechanism=neuropathic`; of what nobody recorded `mechanism=missing`. */
function formatOption({ attribute, option }: { attribute: string; option: string | null }): string {
  return `${attribute}=${option ?? MISSING_OPTION}`
}

/** A row for each group of a breakdown, everybody in one of them. */
function buildStrataRows(strata: ResponderRateReply['strata']): readonly Row[] {
  const { attribute = '', groups = [] } = strata ?? {}
  return groups.map(({ option, counts, rates: { primary }, noRate }) => ({
    row: formatOption({ attribute, option }),
    ...buildCountCells(counts),
    ...(primary && buildRateCells(primary.rate, primary.interval)),
    note: primary ? 'a group of everybody due; missing is not met' : `no rate: ${noRate ?? 'nobody'}`,
  }))
}

function buildRateCells(rate: number | null, interval: readonly [number, number] | null): Row {
  return { rate, lower: interval?.[0], upper: interval?.[1] }
}

export function formatResponderRateFileName({
  definition,
  timepoint,
  release,
  attributes,
}: {
  definition: string
  timepoint: string
  release?: number | undefined
  attributes?: string | undefined
}): string {
  return [
    ...[definition, timepoint],
    ...(attributes === undefined ? [] : ['filtered']),
    ...(release === undefined ? [] : ['release', release]),
  ]
    .join('-')
    .concat('.csv')
}
