import { extent } from 'd3-array'
import { scaleLinear } from 'd3-scale'
import type { RowMark } from './row-mark.tsx'
import { RowPlot } from './row-plot.tsx'

/** One method's estimate of a threshold. */
export type ThresholdRow = {
  readonly label: string
  readonly group: string
  readonly count?: string
  readonly words: string
  /** What the estimate rests on: a rating by the participants, or the spread of the scores alone. */
  readonly basis: 'anchored' | 'distribution'
  readonly isUnconfirmed: boolean
  readonly estimate: number | null
  readonly interval: readonly [number, number] | null
}

type ThresholdPlotProps = {
  readonly locale: string
  readonly title: string
  readonly axis: string
  readonly upwards: string
  readonly headings: { readonly label: string; readonly count: string; readonly words: string }
  /** Length of the scale: no improvement is larger. */
  readonly span: number
  readonly rows: readonly ThresholdRow[]
}

const TICKS = 5

/**
 * Every method's threshold on one axis: a square by a rating, hollow and dashed where the method is unconfirmed, a diamond
 * by the spread of the scores. What lies beyond the scale is an arrow at the edge.
 */
export function ThresholdPlot({ span, rows, ...rest }: ThresholdPlotProps) {
  const values = rows.flatMap(({ estimate, interval }) => [
    ...(estimate === null ? [] : [estimate]),
    ...(interval ?? []),
  ])
  const [low = 0, high = 1] = extent([
    ...[0, span / 10],
    ...values.map((value) => Math.min(span, Math.max(-span, value))),
  ])
  return (
    <RowPlot
      {...rest}
      domain={scaleLinear().domain([low, high]).nice(TICKS).domain() as [number, number]}
      ticks={TICKS}
      reference={0}
      rows={rows.map(({ label, group, count, words, ...row }) => ({
        ...{ label, group, words, ...(count !== undefined && { count }), mark: buildMark(row) },
      }))}
    />
  )
}

function buildMark({
  basis,
  isUnconfirmed,
  estimate: value,
  interval,
}: Pick<ThresholdRow, 'basis' | 'isUnconfirmed' | 'estimate' | 'interval'>): RowMark | null {
  if (value === null) return null
  if (basis === 'distribution') return { value, interval, shape: 'diamond' }
  return { value, interval, shape: isUnconfirmed ? 'hollow' : 'square', side: 10, isDashed: isUnconfirmed }
}
