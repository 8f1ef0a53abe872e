import { TextLines } from './picture.tsx'
import { LABEL_PX, type PlacedRow, type PlotHeadings, type RowLayout } from './row-layout.ts'
import { LINE_PX } from './text-size.ts'

/** Headings of the columns, the last line just above the rows; of the wide layout. */
export function ColumnHeadings({
  layout,
  headings,
}: {
  readonly layout: RowLayout
  readonly headings: PlotHeadings
}) {
  const { plot, columns } = layout
  const last = plot.top - 12
  return (
    <>
      {headings.label === undefined ? null : (
        <text class="soft" x={-plot.left} y={last}>
          {headings.label}
        </text>
      )}
      {columns.map(({ x, dx, heading }) => (
        <TextLines
          lines={heading}
          x={x}
          dx={dx}
          y={last - (heading.length - 1) * LINE_PX}
          kind="soft"
          anchor="end"
        />
      ))}
    </>
  )
}

/** The words of every row, in the plot area: beside the marks, or above them on a small screen. */
export function RowTexts({ layout }: { readonly layout: RowLayout }) {
  const left = -layout.plot.left
  return (
    <>
      {layout.headings.map(({ text, y }) => (
        <text class="strong" x={left} y={y} font-size={LABEL_PX}>
          {text}
        </text>
      ))}
      {layout.rows.map((placed) => (
        <>
          <TextLines
            lines={placed.label}
            x={left}
            y={placed.labelY}
            kind={placed.row.isStrong ? 'strong' : undefined}
            fontSize={LABEL_PX}
          />
          <Details layout={layout} placed={placed} />
        </>
      ))}
    </>
  )
}

/** The numbers of a row: lines under its label, or columns if it has no lines. */
function Details({ layout, placed }: { readonly layout: RowLayout; readonly placed: PlacedRow }) {
  const { row, label, details, labelY, markY } = placed
  const kind = row.isStrong ? 'strong' : 'soft'
  if (details.length > 0)
    return <TextLines lines={details} x={-layout.plot.left} y={labelY + label.length * LINE_PX} kind={kind} />
  return (
    <>
      {layout.columns.map(({ name, x, dx }) => (
        <TextLines
          lines={[row[name]].filter((text) => text !== undefined)}
          x={x}
          dx={dx}
          y={markY + 4}
          kind={kind}
          anchor="end"
        />
      ))}
    </>
  )
}
