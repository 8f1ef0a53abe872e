import { scaleLinear } from 'd3-scale'

type Estimate = { readonly value: number; readonly interval: readonly [number, number] }
type Labelled = { readonly label: string; readonly words: string }

/** What is pooled, each with its weight on any scale; what it comes to; and where a further one would lie. */
export type ForestRow =
  | (Labelled & { readonly kind: 'site'; readonly estimate: Estimate | null; readonly weight: number })
  | (Labelled & { readonly kind: 'pooled' | 'prediction'; readonly estimate: Estimate })

type ForestPlotProps = {
  /** Of the picture, on its page. */
  readonly id: string
  readonly title: string
  readonly axis: string
  /** Which way the axis goes, in words. */
  readonly upwards: string
  /** What reaches beyond it is cut off at its ends. */
  readonly domain: readonly [number, number]
  readonly ticks: readonly { readonly at: number; readonly words: string }[]
  /** Where nothing differs: drawn stronger. */
  readonly reference?: number
  readonly rows: readonly ForestRow[]
}

/** The same plot twice, drawn for a phone and for a wide screen; the stylesheet shows one. */
export function ForestPlot(props: ForestPlotProps) {
  return (
    <>
      <Plot {...props} size="narrow" />
      <Plot {...props} size="wide" />
    </>
  )
}

/** Per site a square (its area grows with the weight) and its interval; what is pooled as a diamond; the prediction interval dashed. */
function Plot({
  id,
  title,
  axis,
  upwards,
  domain,
  ticks,
  reference,
  rows,
  size,
}: ForestPlotProps & { size: 'narrow' | 'wide' }) {
  const narrow = size === 'narrow'
  const width = narrow ? 300 : 760
  const rowHeight = narrow ? 48 : 34
  const top = 28
  const floor = top + rows.length * rowHeight
  const x = scaleLinear(domain, narrow ? [14, width - 14] : [190, width - 200]).clamp(true)
  const [left, right] = [x.range()[0] ?? 0, x.range()[1] ?? width]
  const largest = Math.max(Number.MIN_VALUE, ...rows.map((row) => (row.kind === 'site' ? row.weight : 0)))
  return (
    <svg
      class={`chart ${size}`}
      viewBox={`0 0 ${width} ${floor + 44}`}
      role="img"
      aria-labelledby={`${id}-${size}-title ${id}-${size}-description`}
      font-size="13"
    >
      <title id={`${id}-${size}-title`}>{title}</title>
      <desc id={`${id}-${size}-description`}>
        {rows.map((row) => `${row.label}: ${row.words}`).join('. ')}
      </desc>
      {ticks.map(({ at, words }) => (
        <g>
          <line class="grid" x1={x(at)} x2={x(at)} y1={top - 4} y2={floor} />
          <text class="soft" x={x(at)} y={floor + 18} text-anchor="middle" font-size="12">
            {words}
          </text>
        </g>
      ))}
      {reference === undefined ? null : (
        <line class="axis" x1={x(reference)} x2={x(reference)} y1={top - 4} y2={floor} />
      )}
      <line class="axis" x1={left} x2={right} y1={floor} y2={floor} />
      <text class="soft" x={(left + right) / 2} y={floor + 37} text-anchor="middle" font-size="12">
        {axis}
      </text>
      <text class="soft" x={right} y={14} text-anchor="end" font-size="12">
        {upwards} →
      </text>
      {rows.map((row, index) => {
        const middle = top + index * rowHeight + (narrow ? 34 : rowHeight / 2)
        const label = { x: narrow ? left : 4, y: narrow ? middle - 16 : middle + 4 }
        const words = { x: narrow ? right : width - 4, y: label.y }
        const weight = row.kind === 'pooled' ? 'strong' : undefined
        return (
          <g>
            <text x={label.x} y={label.y} class={weight}>
              {row.label}
            </text>
            <text x={words.x} y={words.y} text-anchor="end" class={weight ?? 'soft'} font-size="12">
              {row.words}
            </text>
            <Mark row={row} x={x} middle={middle} largest={largest} domain={domain} />
          </g>
        )
      })}
    </svg>
  )
}

type MarkProps = {
  row: ForestRow
  x: (value: number) => number
  middle: number
  largest: number
  domain: readonly [number, number]
}

/** Arrows where an interval goes on beyond the axis. */
function Ends({
  interval,
  domain,
  x,
  middle,
}: Pick<MarkProps, 'domain' | 'x' | 'middle'> & { interval: readonly [number, number] }) {
  const [left, right] = [x(domain[0]), x(domain[1])]
  return (
    <>
      {interval[0] < domain[0] ? (
        <path class="interval" fill="none" d={`M${left + 6} ${middle - 5}l-6 5l6 5`} />
      ) : null}
      {interval[1] > domain[1] ? (
        <path class="interval" fill="none" d={`M${right - 6} ${middle - 5}l6 5l-6 5`} />
      ) : null}
    </>
  )
}

function Mark({ row, x, middle, largest, domain }: MarkProps) {
  if (row.estimate === null) return null
  const weight = row.kind === 'site' ? row.weight : 0
  const { value, interval } = row.estimate
  const [low, high] = [x(interval[0]), x(interval[1])]
  if (row.kind === 'pooled')
    return (
      <path
        class="diamond"
        d={`M${low} ${middle}L${x(value)} ${middle - 8}L${high} ${middle}L${x(value)} ${middle + 8}Z`}
      />
    )
  if (row.kind === 'prediction')
    return (
      <g>
        <Ends interval={interval} domain={domain} x={x} middle={middle} />
        <line class="prediction" x1={low} x2={high} y1={middle} y2={middle} />
        <path class="mark" d={`M${low} ${middle - 5}v10M${high} ${middle - 5}v10`} />
      </g>
    )
  const side = 5 + 7 * Math.sqrt(weight / largest)
  return (
    <g>
      <line class="interval" x1={low} x2={high} y1={middle} y2={middle} />
      <Ends interval={interval} domain={domain} x={x} middle={middle} />
      <rect class="square" x={x(value) - side / 2} y={middle - side / 2} width={side} height={side} />
    </g>
  )
}
