import type { MeanChangeStrata } from '../api/analyses/mean-change.ts'
import type { PooledRate } from '../api/analyses/pooling.ts'
import type { RateStrata } from '../api/analyses/responder-rate.ts'
import { findAnalysesText } from '../text/analyses-text.ts'
import { formatStratum } from './attribute-filter.tsx'
import { DataTable } from './data-table.tsx'
import { createFormats } from './format.ts'
import type { ConsoleFrame } from './frame.ts'

/** The rate of each group that an attribute makes, side by side. */
export function RateStrataTable({
  frame,
  strata,
}: {
  readonly frame: ConsoleFrame
  readonly strata: RateStrata | undefined
}) {
  const { locale } = frame
  const { breakdown: text, console, estimand, analysis } = findAnalysesText(locale)
  if (strata === undefined) return null
  const format = createFormats(locale)
  const attribute = frame.attributes?.find(({ id }) => id === strata.attribute)
  const title = text.by(attribute?.title ?? strata.attribute)
  const rows = strata.groups.map(({ option, noRate, counts, rates, pooled }) => {
    const head = [formatStratum(attribute, option, locale), counts.due ?? console.outcomes.suppressed]
    if (noRate !== null || rates.primary === null)
      return [...head, noRate === null ? console.none : estimand.noRate[noRate]]
    const { rate, interval } = rates.primary
    return [
      ...head,
      ...[counts.met ?? console.outcomes.suppressed, format.percent(rate)],
      interval === null
        ? console.none
        : analysis.to(format.percent(interval[0]), format.percent(interval[1])),
      rates.observed === null ? console.none : format.percent(rates.observed.rate),
      describePooled(pooled, locale),
    ]
  })
  return (
    <div class="card">
      <h2>{title}</h2>
      <DataTable
        label={title}
        columns={[
          { title: text.group },
          ...[text.due, text.met, text.rate, text.interval, text.observed, text.pooled].map((column) => ({
            ...{ title: column, isNumber: true },
          })),
        ]}
        rows={rows}
      />
      <p class="soft small">{text.ratesNote}</p>
    </div>
  )
}

function describePooled(pooled: PooledRate, locale: string): string {
  const { breakdown: text, analysis } = findAnalysesText(locale)
  const { percent } = createFormats(locale)
  if (pooled.kind !== 'pooled') return text.notPooled
  const [low, high] = pooled.interval
  return `${percent(pooled.rate)} (${analysis.to(percent(low), percent(high))})`
}

/** The mean change of each group that an attribute makes, side by side. */
export function MeanChangeStrataTable({
  frame,
  strata,
}: {
  readonly frame: ConsoleFrame
  readonly strata: MeanChangeStrata | undefined
}) {
  const { locale } = frame
  const { breakdown: text, console, analysis, meanChange } = findAnalysesText(locale)
  if (strata === undefined) return null
  const { estimate: say } = createFormats(locale)
  const attribute = frame.attributes?.find(({ id }) => id === strata.attribute)
  const title = text.by(attribute?.title ?? strata.attribute)
  const rows = strata.groups.map(({ option, overall, pooled }) => {
    const head = formatStratum(attribute, option, locale)
    if (overall.kind === 'suppressed') return [head, console.outcomes.suppressed]
    if (overall.kind === 'not-estimated') return [head, overall.n, meanChange.reasons[overall.reason]]
    return [
      ...[head, overall.n, say(overall.estimate)],
      analysis.to(say(overall.interval[0]), say(overall.interval[1])),
      pooled.kind === 'pooled'
        ? `${say(pooled.estimate)} (${analysis.to(say(pooled.interval[0]), say(pooled.interval[1]))})`
        : text.notPooled,
    ]
  })
  return (
    <div class="card">
      <h2>{title}</h2>
      <DataTable
        label={title}
        columns={[
          { title: text.group },
          ...[text.n, text.mean, text.interval, text.pooled].map((column) => ({
            ...{ title: column, isNumber: true },
          })),
        ]}
        rows={rows}
      />
      <p class="soft small">{text.meansNote}</p>
    </div>
  )
}
