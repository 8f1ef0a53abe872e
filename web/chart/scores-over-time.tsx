import { extent } from 'd3-array'
import { scaleLinear } from 'd3-scale'
import { line } from 'd3-shape'
import type { ScaleSeries } from '../console/participant-view.ts'
import { textFor } from '../text/index.ts'

const DAY = 86_400_000

type ScoresOverTimeProps = {
  readonly locale: string
  readonly series: ScaleSeries
  /** ISO instants. The first is day 0; without one, enrolment is. */
  readonly treatments: readonly string[]
  readonly enrolledAt: string
}

/** The same plot twice, drawn for a phone and for a wide screen; the stylesheet shows one. */
export function ScoresOverTime(props: ScoresOverTimeProps) {
  return (
    <>
      <Plot {...props} size="narrow" width={300} height={230} />
      <Plot {...props} size="wide" width={520} height={250} />
    </>
  )
}

type PlotProps = ScoresOverTimeProps & { size: 'narrow' | 'wide'; width: number; height: number }

/**
 * One scale over its whole range. Missed and not scorable timepoints are marked on the floor of the plot, and
 * the line is broken there: what lies between is not known.
 */
function Plot({ locale, series, treatments, enrolledAt, size, width, height }: PlotProps) {
  const text = textFor(locale).console.chart
  // On a phone the legend has a line of its own: beside the direction there is no room for it.
  const narrow = size === 'narrow'
  const margin = { top: narrow ? 46 : 30, bottom: 44, left: 34, right: gutterFor(series) }
  const origin = Date.parse(treatments[0] ?? enrolledAt)
  const day = (instant: string) => Math.round((Date.parse(instant) - origin) / DAY)
  const [first = 0, last = 1] = extent([
    0,
    ...treatments.map(day),
    ...series.points.map((point) => day(point.at)),
  ])
  const x = scaleLinear([first, Math.max(last, first + 7)], [margin.left + 8, width - margin.right - 8])
  const y = scaleLinear([...series.range], [height - margin.bottom, margin.top])
  const floor = height - margin.bottom
  const path = line<{ at: string; value: number } | null>()
    .defined((point) => point !== null)
    .x((point) => x(point ? day(point.at) : 0))
    .y((point) => y(point?.value ?? 0))(
    series.points.map((point) => (point.kind === 'scored' ? { at: point.at, value: point.value } : null)),
  )
  const id = `${series.id.replace(/[^a-z0-9-]/g, '-')}-${size}`
  const better = series.direction === 'higher-is-worse' ? text.higherIsWorse : text.higherIsBetter
  const ticksX = x.ticks(narrow ? 4 : 7).filter(Number.isInteger)
  return (
    <svg
      class={`chart ${size}`}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-labelledby={`${id}-title ${id}-description`}
      font-size="12"
    >
      <title id={`${id}-title`}>{text.scoresTitle(series.title)}</title>
      <desc id={`${id}-description`}>{describe(series, locale)}</desc>
      <Bands series={series} y={y} left={margin.left} right={width - margin.right} />
      {y.ticks(5).map((tick) => (
        <g>
          <line class="grid" x1={margin.left} x2={width - margin.right} y1={y(tick)} y2={y(tick)} />
          <text class="soft" x={margin.left - 6} y={y(tick) + 4} text-anchor="end">
            {tick}
          </text>
        </g>
      ))}
      {ticksX.map((tick) => (
        <text class="soft" x={x(tick)} y={floor + 18} text-anchor="middle">
          {tick}
        </text>
      ))}
      <line class="axis" x1={margin.left} x2={width - margin.right} y1={floor} y2={floor} />
      {treatments.map((instant) => (
        <g>
          <title>{text.treatment}</title>
          <line class="stem" x1={x(day(instant))} x2={x(day(instant))} y1={margin.top - 4} y2={floor} />
          <path class="treatment" d={`M${x(day(instant)) - 4} ${margin.top - 12}h8l-4 8z`} />
        </g>
      ))}
      {path === null ? null : <path class="mark" d={path} />}
      {series.points.map((point) => {
        const at = x(day(point.at))
        if (point.kind === 'scored') return <circle class="dot" cx={at} cy={y(point.value)} r={4} />
        if (point.kind === 'not-scorable') return <circle class="hollow" cx={at} cy={floor - 7} r={4} />
        return <path class="cross" d={`M${at - 4} ${floor - 11}l8 8m0-8l-8 8`} />
      })}
      <text class="soft" x={margin.left} y={12}>
        {better}
      </text>
      <text
        class="soft"
        x={narrow ? margin.left : width - 8}
        y={narrow ? 28 : 12}
        text-anchor={narrow ? 'start' : 'end'}
      >
        {legendOf(series, treatments, locale)}
      </text>
      <text class="soft" x={(margin.left + width - margin.right) / 2} y={height - 6} text-anchor="middle">
        {treatments.length > 0 ? text.afterTreatment : text.afterEnrolment}
      </text>
    </svg>
  )
}

const LONGEST_BAND_LINE = 17
const BAND_CHARACTER_PX = 6
const BAND_LINE_PX = 12

/** Room right of the plot for the names of the bands, where no mark can lie on them. */
function gutterFor({ bands }: ScaleSeries): number {
  const longest = Math.max(0, ...bands.flatMap(({ label }) => linesOf(label)).map((line) => line.length))
  return 12 + longest * BAND_CHARACTER_PX
}

/** A band's name, broken between words where it is long. */
function linesOf(label: string): readonly string[] {
  const [first = '', ...rest] = label.split(' ')
  const lines = [first]
  for (const word of rest) {
    const longer = `${lines.at(-1)} ${word}`
    if (longer.length > LONGEST_BAND_LINE) lines.push(word)
    else lines.splice(-1, 1, longer)
  }
  return lines
}

/** Every second band shaded, each with its name in the gutter beside where it starts. */
function Bands({
  series,
  y,
  left,
  right,
}: {
  series: ScaleSeries
  y: (value: number) => number
  left: number
  right: number
}) {
  return (
    <>
      {series.bands.map((band, index) => {
        const top = y(series.bands[index + 1]?.from ?? series.range[1])
        const tall = y(band.from) - top
        return (
          <g>
            {index % 2 === 0 ? null : (
              <rect class="band" x={left} y={top} width={right - left} height={tall} />
            )}
            {linesOf(band.label)
              .slice(0, Math.floor(tall / BAND_LINE_PX))
              .map((line, row, lines) => (
                <text
                  class="soft"
                  x={right + 6}
                  y={y(band.from) - 4 - (lines.length - 1 - row) * BAND_LINE_PX}
                  font-size="11"
                >
                  {line}
                </text>
              ))}
          </g>
        )
      })}
    </>
  )
}

/** Only the marks that are there are explained. */
function legendOf(series: ScaleSeries, treatments: readonly string[], locale: string): string {
  const text = textFor(locale).console.chart
  const kinds = new Set(series.points.map((point) => point.kind))
  return [
    ...(treatments.length > 0 ? [`▼ ${text.treatment}`] : []),
    ...(kinds.has('missed') ? [`× ${text.missed}`] : []),
    ...(kinds.has('not-scorable') ? [`○ ${text.notScorable}`] : []),
  ].join('  ')
}

function describe(series: ScaleSeries, locale: string): string {
  const text = textFor(locale).console.chart
  if (series.points.length === 0) return text.scoresDescription(text.noScores)
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 })
  const words = series.points.map((point) => {
    const said =
      point.kind === 'scored'
        ? number.format(point.value)
        : point.kind === 'missed'
          ? text.missed
          : text.notScorable
    return `${point.timepoint.title} ${said}`
  })
  return text.scoresDescription(words.join(', '))
}
