import type { OutcomeView, SiteOutcome } from '../console/outcome-view.ts'
import { textFor } from '../text/index.ts'
import { ForestPlot, type ForestRow } from './forest-plot.tsx'

/** Each clinic's rate, the pooled one and where that of a new clinic would lie, in percent. */
export function RateForest({
  locale,
  view,
}: {
  readonly locale: string
  readonly view: Pick<OutcomeView, 'sites' | 'pooled'>
}) {
  const text = textFor(locale).console.chart
  return (
    <ForestPlot
      id="forest"
      title={text.forestTitle}
      axis={text.forestAxis}
      upwards={text.moreResponders}
      domain={[0, 1]}
      ticks={[0, 0.25, 0.5, 0.75, 1].map((at) => ({ at, words: String(at * 100) }))}
      rows={rowsOf(view, locale)}
    />
  )
}

function rowsOf(
  { sites, pooled }: Pick<OutcomeView, 'sites' | 'pooled'>,
  locale: string,
): readonly ForestRow[] {
  const text = textFor(locale).console
  const percent = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 })
  const say = ([low, high]: readonly [number, number]) =>
    `${percent.format(low * 100)}–${percent.format(high * 100)}`
  const rows: ForestRow[] = sites.map((site) => siteRow(site, locale, say))
  if (pooled.kind === 'pooled') {
    const { rate, interval, predictionInterval } = pooled
    const words = `${rateInWords(rate, locale)} (${say(interval)})`
    rows.push({ kind: 'pooled', label: text.outcomes.pooled, words, estimate: { value: rate, interval } })
    rows.push({
      kind: 'prediction',
      label: text.chart.prediction,
      words: `(${say(predictionInterval)})`,
      estimate: { value: rate, interval: predictionInterval },
    })
  }
  return rows
}

function siteRow(
  site: SiteOutcome,
  locale: string,
  say: (interval: readonly [number, number]) => string,
): ForestRow {
  const text = textFor(locale).console
  if (site.kind === 'suppressed')
    return {
      kind: 'site',
      label: site.name,
      words: text.outcomes.withheld,
      estimate: null,
      weight: 0,
    }
  const count = text.chart.count(site.met, site.determinable)
  if (site.rate === null || site.interval === null)
    return { kind: 'site', label: site.name, words: count, estimate: null, weight: 0 }
  return {
    kind: 'site',
    label: site.name,
    words: `${count}, ${rateInWords(site.rate, locale)} (${say(site.interval)})`,
    estimate: { value: site.rate, interval: site.interval },
    weight: site.determinable,
  }
}

function rateInWords(rate: number, locale: string): string {
  return new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 }).format(rate)
}
