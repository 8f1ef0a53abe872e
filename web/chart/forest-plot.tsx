import { scaleLinear } from 'd3-scale'
import type { OutcomeView, SiteOutcome } from '../console/outcome-view.ts'
import { textFor } from '../text/index.ts'

type ForestPlotProps = {
  readonly locale: string
  readonly view: Pick<OutcomeView, 'sites' | 'pooled'>
}

type Rate = { readonly rate: number; readonly interval: readonly [number, number] }
type Row =
  | (Labelled & { readonly kind: 'site'; readonly estimate: Rate | null; readonly weight: number })
  | (Labelled & { readonly kind: 'pooled' | 'prediction'; readonly estimate: Rate })
type Labelled = { readonly label: string; readonly words: string }

/** The same plot twice, drawn for a phone and for a wide screen; the stylesheet shows one. */
export function ForestPlot(props: ForestPlotProps) {
  return (
    <>
      <Plot {...props} size="narrow" />
      <Plot {...props} size="wide" />
    </>
  )
}

/** Per site a square (its area grows with n) and its interval; the pooled rate as a diamond; the prediction interval dashed. */
function Plot({ locale, view, size }: ForestPlotProps & { size: 'narrow' | 'wide' }) {
  const text = textFor(locale).console
  const rows = rowsOf(view, locale)
  const narrow = size === 'narrow'
  const width = narrow ? 300 : 760
  const rowHeight = narrow ? 48 : 34
  const top = 28
  const floor = top + rows.length * rowHeight
  const x = scaleLinear([0, 1], narrow ? [14, width - 14] : [190, width - 200])
  const largest = Math.max(1, ...rows.map((row) => (row.kind === 'site' ? row.weight : 0)))
  return (
    <svg
      class={`chart ${size}`}
      viewBox={`0 0 ${width} ${floor + 44}`}
      role="img"
      aria-labelledby={`forest-${size}-title forest-${size}-description`}
      font-size="13"
    >
      <title id={`forest-${size}-title`}>{text.chart.forestTitle}</title>
      <desc id={`forest-${size}-description`}>
        {rows.map((row) => `${row.label}: ${row.words}`).join('. ')}
      </desc>
      {[0, 0.25, 0.5, 0.75, 1].map((tick) => (
        <g>
          <line class="grid" x1={x(tick)} x2={x(tick)} y1={top - 4} y2={floor} />
          <text class="soft" x={x(tick)} y={floor + 18} text-anchor="middle" font-size="12">
            {tick * 100}
          </text>
        </g>
      ))}
      <line class="axis" x1={x(0)} x2={x(1)} y1={floor} y2={floor} />
      <text class="soft" x={x(0.5)} y={floor + 37} text-anchor="middle" font-size="12">
        {text.chart.forestAxis}
      </text>
      <text class="soft" x={x(1)} y={14} text-anchor="end" font-size="12">
        {text.chart.moreResponders} →
      </text>
      {rows.map((row, index) => {
        const middle = top + index * rowHeight + (narrow ? 34 : rowHeight / 2)
        const label = { x: narrow ? x(0) : 4, y: narrow ? middle - 16 : middle + 4 }
        const words = { x: narrow ? x(1) : width - 4, y: label.y }
        const weight = row.kind === 'pooled' ? 'strong' : undefined
        return (
          <g>
            <text x={label.x} y={label.y} class={weight}>
              {row.label}
            </text>
            <text x={words.x} y={words.y} text-anchor="end" class={weight ?? 'soft'} font-size="12">
              {row.words}
            </text>
            <Mark row={row} x={x} middle={middle} largest={largest} />
          </g>
        )
      })}
    </svg>
  )
}

type MarkProps = { row: Row; x: (rate: number) => number; middle: number; largest: number }

function Mark({ row, x, middle, largest }: MarkProps) {
  if (row.estimate === null) return null
  const weight = row.kind === 'site' ? row.weight : 0
  const { rate, interval } = row.estimate
  const [low, high] = [x(interval[0]), x(interval[1])]
  if (row.kind === 'pooled')
    return (
      <path
        class="diamond"
        d={`M${low} ${middle}L${x(rate)} ${middle - 8}L${high} ${middle}L${x(rate)} ${middle + 8}Z`}
      />
    )
  if (row.kind === 'prediction')
    return (
      <g>
        <line class="prediction" x1={low} x2={high} y1={middle} y2={middle} />
        <path class="mark" d={`M${low} ${middle - 5}v10M${high} ${middle - 5}v10`} />
      </g>
    )
  const side = 5 + 7 * Math.sqrt(weight / largest)
  return (
    <g>
      <line class="interval" x1={low} x2={high} y1={middle} y2={middle} />
      <rect class="square" x={x(rate) - side / 2} y={middle - side / 2} width={side} height={side} />
    </g>
  )
}

function rowsOf(view: ForestPlotProps['view'], locale: string): readonly Row[] {
  const text = textFor(locale).console
  const percent = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 })
  const say = ([low, high]: readonly [number, number]) =>
    `${percent.format(low * 100)}–${percent.format(high * 100)}`
  const rows: Row[] = view.sites.map((site) => siteRow(site, locale, say))
  if (view.pooled.kind === 'pooled') {
    const { rate, interval, predictionInterval } = view.pooled
    const words = `${percent.format(rate * 100)}% (${say(interval)})`
    rows.push({ kind: 'pooled', label: text.outcomes.pooled, words, estimate: { rate, interval } })
    if (predictionInterval)
      rows.push({
        kind: 'prediction',
        label: text.chart.prediction,
        words: `(${say(predictionInterval)})`,
        estimate: { rate, interval: predictionInterval },
      })
  }
  return rows
}

function siteRow(
  site: SiteOutcome,
  locale: string,
  say: (interval: readonly [number, number]) => string,
): Row {
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
    words: `${count}, ${Math.round(site.rate * 100)}% (${say(site.interval)})`,
    estimate: { rate: site.rate, interval: site.interval },
    weight: site.determinable,
  }
}
