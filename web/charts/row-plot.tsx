import { Axes, buildXAxis } from './axes.tsx'
import { Picture } from './picture.tsx'
import { layOutColumns, layOutNarrow, type PlotHeadings, type PlotRow } from './row-layout.ts'
import { RowMarkDrawing } from './row-mark.tsx'
import { ColumnHeadings, RowTexts } from './row-text.tsx'

export type RowPlotProps = {
  readonly locale: string
  readonly title: string
  /** Title of the axis, with its unit. */
  readonly axis: string
  /** What lies to the right, in words. */
  readonly upwards: string
  /** What reaches beyond it is cut off at its ends. */
  readonly domain: readonly [number, number]
  /** Most ticks, or their values. */
  readonly ticks: number | readonly number[]
  readonly format?: (value: number) => string
  /** No difference, where there is such a value. */
  readonly reference?: number
  readonly headings?: PlotHeadings
  readonly rows: readonly PlotRow[]
}

/** Estimates and their intervals, one row each, on one axis. */
export function RowPlot(props: RowPlotProps) {
  return (
    <div class="layouts rows">
      <Drawing {...props} size="narrow" />
      <Drawing {...props} size="wide" />
    </div>
  )
}

function Drawing(props: RowPlotProps & { readonly size: 'narrow' | 'wide' }) {
  const { locale, title, axis, upwards, domain, ticks, format, reference, headings = {}, rows, size } = props
  const isNarrow = size === 'narrow'
  const layout = (isNarrow ? layOutNarrow : layOutColumns)({ rows, headings, xTitle: axis })
  const { plot } = layout
  const x = buildXAxis(plot, { locale, domain, ticks, ...(format && { format }) })
  const words = rows.map((row) => `${row.label}: ${[row.count, row.words].filter(Boolean).join(', ')}`)
  return (
    <Picture size={size} height={plot.height} label={`${title}. ${words.join('. ')}`}>
      <Axes plot={plot} x={x} {...(reference !== undefined && { reference: x.scale(reference) })}>
        <text class="soft" x="100%" y={12} text-anchor="end">
          {upwards} →
        </text>
        {isNarrow ? null : <ColumnHeadings layout={layout} headings={headings} />}
        <RowTexts layout={layout} />
        {layout.rows.map(({ row: { mark }, markY }) =>
          mark === null ? null : <RowMarkDrawing plot={plot} x={x.scale} y={markY} mark={mark} />,
        )}
      </Axes>
    </Picture>
  )
}
