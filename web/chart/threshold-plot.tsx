import { extent } from 'd3-array'
import { scaleLinear } from 'd3-scale'
import type { MethodRow } from '../console/threshold-rows.ts'
import { textFor } from '../text/index.ts'
import { Floor, tickWords } from './axes.tsx'

type ThresholdPlotProps = {
  readonly locale: string
  readonly rows: readonly MethodRow[]
  /** No improvement is larger than the scale. */
  readonly span: number
}

/** The same plot twice, drawn for a phone and for a wide screen; the stylesheet shows one. */
export function ThresholdPlot(props: ThresholdPlotProps) {
  return (
    <>
      <Plot {...props} size="narrow" />
      <Plot {...props} size="wide" />
    </>
  )
}

/**
 * Every method side by side: a filled square and its interval by the rating, hollow and dashed where it is unconfirmed, a
 * diamond by the spread of the scores alone. What lies beyond the scale is an arrow at the edge.
 */
function Plot({ locale, rows, span, size }: ThresholdPlotProps & { size: 'narrow' | 'wide' }) {
  const text = textFor(locale).thresholds
  const words = tickWords(locale)
  const narrow = size === 'narrow'
  const width = narrow ? 300 : 760
  const [rowHeight, headHeight, top] = [narrow ? 58 : 32, narrow ? 30 : 34, 22]
  const inSpan = (value: number) => Math.min(span, Math.max(-span, value))
  const [low = 0, high = 1] = extent([
    ...[0, span / 10],
    ...rows.flatMap(({ estimate, interval }) =>
      [...(estimate === null ? [] : [estimate]), ...(interval ?? [])].map(inSpan),
    ),
  ])
  const x = scaleLinear([low, high], narrow ? [12, width - 12] : [352, 600]).nice(5)
  const [from, to] = x.range() as [number, number]
  const placed = placeRows(rows, { top, rowHeight, headHeight })
  const floor = placed.bottom
  const label = `${size}-methods`
  return (
    <svg
      class={`chart ${size}`}
      viewBox={`0 0 ${width} ${floor + 42}`}
      role="img"
      aria-labelledby={`${label}-title ${label}-description`}
      font-size="13"
    >
      <title id={`${label}-title`}>{text.methods}</title>
      <desc id={`${label}-description`}>
        {rows.map((row) => `${labelOf(row, locale)}: ${wordsOf(row, locale)}`).join('. ')}
      </desc>
      <text class="soft" x={to} y={12} text-anchor="end" font-size="12">
        {text.morePoints} →
      </text>
      {x.ticks(5).map((tick) => (
        <line class={tick === 0 ? 'axis' : 'grid'} x1={x(tick)} x2={x(tick)} y1={top - 2} y2={floor} />
      ))}
      {placed.heads.map(({ group, y }) => (
        <text class="strong" x={narrow ? from : 4} y={y}>
          {text[group]}
        </text>
      ))}
      {placed.rows.map(({ row, y }) => {
        const middle = narrow ? y + 46 : y + rowHeight / 2
        return (
          <g>
            <text x={narrow ? from : 4} y={narrow ? y + 16 : middle + 4}>
              {narrow ? row.title : labelOf(row, locale)}
            </text>
            <text
              class="soft"
              x={narrow ? from : width - 4}
              y={narrow ? y + 32 : middle + 4}
              text-anchor={narrow ? 'start' : 'end'}
              font-size="12"
            >
              {wordsOf(row, locale)}
              {narrow && row.isUnconfirmed ? `, ${text.unconfirmed}` : ''}
            </text>
            <Mark row={row} x={x} from={from} to={to} middle={middle} />
          </g>
        )
      })}
      <g font-size="12">
        <Floor
          ticks={x.ticks(5).map((tick) => ({ at: x(tick), words: words(tick) }))}
          left={from}
          right={to}
          at={floor}
        />
        <text class="soft" x={(from + to) / 2} y={floor + 36} text-anchor="middle">
          {text.methodsAxis}
        </text>
      </g>
    </svg>
  )
}

type MarkProps = { row: MethodRow; x: (value: number) => number; from: number; to: number; middle: number }

function Mark({ row, x, from, to, middle }: MarkProps) {
  if (row.estimate === null) return null
  const clamp = (value: number) => Math.min(to, Math.max(from, x(value)))
  const at = clamp(row.estimate)
  const [low, high] = (row.interval ?? [row.estimate, row.estimate]).map(clamp) as [number, number]
  const beyond = (value: number | undefined) =>
    value !== undefined && (x(value) < from - 0.5 || x(value) > to + 0.5)
  return (
    <g>
      {row.interval === null ? null : (
        <line
          class="interval"
          stroke-dasharray={row.isUnconfirmed ? '4 3' : undefined}
          x1={low}
          x2={high}
          y1={middle}
          y2={middle}
        />
      )}
      {beyond(row.interval?.[0]) ? <Arrow at={from} middle={middle} towards={-1} /> : null}
      {beyond(row.interval?.[1]) ? <Arrow at={to} middle={middle} towards={1} /> : null}
      {beyond(row.estimate) ? (
        <Arrow at={at} middle={middle} towards={at === from ? -1 : 1} />
      ) : row.group === 'distribution' ? (
        <path class="diamond" d={`M${at - 7} ${middle}l7 -7l7 7l-7 7Z`} />
      ) : (
        <rect
          class={row.isUnconfirmed ? 'hollow' : 'square'}
          x={at - 5}
          y={middle - 5}
          width="10"
          height="10"
        />
      )}
    </g>
  )
}

function Arrow({ at, middle, towards }: { at: number; middle: number; towards: 1 | -1 }) {
  return <path class="square" d={`M${at} ${middle}l${-8 * towards} -5v10Z`} />
}

/** From the top down: a heading for each group, then its rows. */
function placeRows(
  rows: readonly MethodRow[],
  { top, rowHeight, headHeight }: { top: number; rowHeight: number; headHeight: number },
) {
  const heads: { group: MethodRow['group']; y: number }[] = []
  const placed: { row: MethodRow; y: number }[] = []
  let y = top
  for (const row of rows) {
    if (heads.at(-1)?.group !== row.group) {
      heads.push({ group: row.group, y: y + headHeight - 10 })
      y += headHeight
    }
    placed.push({ row, y })
    y += rowHeight
  }
  return { heads, rows: placed, bottom: y + 4 }
}

function labelOf({ title, isUnconfirmed }: MethodRow, locale: string): string {
  return isUnconfirmed ? `${title}, ${textFor(locale).thresholds.unconfirmed}` : title
}

function wordsOf({ estimate, interval, said, saidInterval }: MethodRow, locale: string): string {
  if (estimate === null) return textFor(locale).analysis.notEstimated
  return interval === null ? said : `${said} (${saidInterval})`
}
