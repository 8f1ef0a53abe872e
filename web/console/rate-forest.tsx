import type { ResponderRateReply, SiteRate } from '../api/analyses/responder-rate.ts'
import { SHARES } from '../charts/axes.tsx'
import { ForestPlot, type ForestRow } from '../charts/forest-plot.tsx'
import { findText } from '../text/index.ts'
import { buildForestHeadings } from './forest-headings.ts'
import { findWeight } from './pooling-details.tsx'

type RateForestProps = {
  readonly locale: string
  readonly result: Pick<ResponderRateReply, 'sites' | 'pooled'>
}

/** Each clinic's rate, the pooled rate and where that of a new clinic would lie, in percent. */
export function RateForest({ locale, result }: RateForestProps) {
  const { chart: text, outcomes } = findText(locale).console
  return (
    <ForestPlot
      locale={locale}
      title={text.forestTitle}
      axis={text.forestAxis}
      upwards={text.moreResponders}
      {...SHARES}
      headings={buildForestHeadings(locale, outcomes.met, outcomes.rate)}
      rows={buildRows(result, locale)}
    />
  )
}

function buildRows({ sites, pooled }: RateForestProps['result'], locale: string): readonly ForestRow[] {
  const text = findText(locale).console
  const rows = sites.map((site) => buildSiteRow(site, findWeight(pooled, site.site), locale))
  if (pooled.kind === 'not-pooled' || pooled.kind === 'suppressed') return rows
  const { rate: value, interval, predictionInterval } = pooled
  return [
    ...rows,
    {
      ...{
        kind: 'pooled',
        label: text.outcomes.pooled,
        estimate: { value, interval: interval ?? [value, value] },
      },
      words: interval === null ? formatPercent(value, locale) : formatRate(value, interval, locale),
    },
    ...(predictionInterval === null
      ? []
      : [
          {
            ...{ kind: 'prediction' as const, label: text.chart.prediction },
            words: `(${formatRange(predictionInterval, locale)})`,
            estimate: { value, interval: predictionInterval },
          },
        ]),
  ]
}

function buildSiteRow(site: SiteRate, weight: number | null, locale: string): ForestRow {
  const text = findText(locale).console
  const about = { kind: 'site', label: site.name, weight } as const
  if (site.kind === 'suppressed') return { ...about, words: text.outcomes.suppressed, estimate: null }
  const { met, due } = site.counts
  const count = met === null || due === null ? text.outcomes.suppressed : text.chart.count(met, due)
  if (site.rate === null || site.interval === null)
    return { ...about, count, words: text.none, estimate: null }
  return {
    ...{ ...about, count, words: formatRate(site.rate, site.interval, locale) },
    estimate: { value: site.rate, interval: site.interval },
  }
}

function formatRate(rate: number, interval: readonly [number, number], locale: string): string {
  return `${formatPercent(rate, locale)} (${formatRange(interval, locale)})`
}

function formatPercent(share: number, locale: string): string {
  return new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 }).format(share)
}

function formatRange([low, high]: readonly [number, number], locale: string): string {
  return `${formatWhole(low, locale)}–${formatWhole(high, locale)}`
}

function formatWhole(share: number, locale: string): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }).format(share * 100)
}
