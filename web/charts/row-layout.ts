import { layOutPlot, NARROW_PX, type Plot } from './plot.ts'
import type { RowMark } from './row-mark.tsx'
import { estimateLongest, LINE_PX, wrapParts, wrapText } from './text-size.ts'

/** A row of a plot: its words, and its mark where there is one. */
export type PlotRow = {
  readonly label: string
  /** Rows in a run of the same group stand under one heading. */
  readonly group?: string
  /** How many are counted. */
  readonly count?: string
  readonly weight?: string
  /** The estimate and its interval, or why there is none. */
  readonly words: string
  readonly isStrong?: boolean
  readonly mark: RowMark | null
}

/** Headings of the columns; a column without one stands without a heading. */
export type PlotHeadings = {
  readonly label?: string
  readonly count?: string
  readonly weight?: string
  readonly words?: string
}

/** Narrowest width of the layout in columns, CSS px: a card on a printed letter page. */
export const COLUMNS_PX = 640
export const LABEL_PX = 13

const LABEL_COLUMN_MAX_PX = 240
const PLOT_MIN_PX = 160
const COLUMN_GAP_PX = 16
const EDGE_PX = 18
const HEADING_PX = 30

/** A column of numbers: its right edge, CSS px to the right of an edge of the plot area, and its heading in lines. */
export type NumberColumn = {
  readonly name: 'count' | 'weight' | 'words'
  readonly x: '0' | '100%'
  readonly dx: number
  readonly heading: readonly string[]
}

export type PlacedRow = {
  readonly row: PlotRow
  readonly label: readonly string[]
  /** Under the label; of the narrow layout only. */
  readonly details: readonly string[]
  /** Baseline of the first line of the label. */
  readonly labelY: number
  readonly markY: number
}

export type RowLayout = {
  readonly plot: Plot
  readonly rows: readonly PlacedRow[]
  readonly headings: readonly { readonly text: string; readonly y: number }[]
  /** None of the narrow layout. */
  readonly columns: readonly NumberColumn[]
}

type LayoutOptions = {
  readonly rows: readonly PlotRow[]
  readonly headings: PlotHeadings
  readonly xTitle: string
}

/** Lays rows out for a small screen: label, numbers and mark one below the other. */
export function layOutNarrow({ rows, headings, xTitle }: LayoutOptions): RowLayout {
  const room = NARROW_PX - 2
  const placed = placeRows(rows, 24, (row) => {
    const label = wrapText(row.label, room, LABEL_PX)
    const count = row.count === undefined ? [] : [[headings.count, row.count].filter(Boolean).join(' ')]
    const details = wrapParts([...count, row.words], ' · ', room)
    const text = (label.length + details.length) * LINE_PX
    return { label, details, height: text + (row.mark === null ? 12 : 30), labelY: 18, markY: text + 16 }
  })
  const plot = layOutPlot({
    width: NARROW_PX,
    left: EDGE_PX,
    right: EDGE_PX,
    top: 20,
    tall: placed.bottom - 20,
    xTitle,
  })
  return { ...placed, plot, columns: [] }
}

/** Lays rows out for a wide screen: columns of labels and numbers beside the marks. */
export function layOutColumns({ rows, headings, xTitle }: LayoutOptions): RowLayout {
  const measureColumn = (name: 'count' | 'weight' | 'words') => {
    const texts = rows.flatMap((row) => row[name] ?? [])
    // A heading may be broken between words.
    return texts.length === 0
      ? 0
      : estimateLongest([...texts, ...(headings[name] ?? '').split(' ')]) + COLUMN_GAP_PX
  }
  const [count, weight, words] = [measureColumn('count'), measureColumn('weight'), measureColumn('words')]
  const longest = estimateLongest(
    rows.map(({ label }) => label),
    LABEL_PX,
  )
  const room = COLUMNS_PX - count - weight - words - 2 * COLUMN_GAP_PX - PLOT_MIN_PX
  const labels = Math.min(longest + 12, LABEL_COLUMN_MAX_PX, Math.max(120, room))
  const sized = [
    { name: 'count', x: '0', dx: -COLUMN_GAP_PX, width: count },
    { name: 'weight', x: '100%', dx: weight, width: weight },
    { name: 'words', x: '100%', dx: weight + words, width: words },
  ] as const
  const columns = sized.flatMap(({ width, ...column }) =>
    width === 0 ? [] : { ...column, heading: wrapText(headings[column.name] ?? '', width) },
  )
  const top = 28 + LINE_PX * Math.max(headings.label ? 1 : 0, ...columns.map(({ heading }) => heading.length))
  const placed = placeRows(rows, top, (row) => {
    const label = wrapText(row.label, labels - 4, LABEL_PX)
    const height = Math.max(32, label.length * LINE_PX + 12)
    return {
      label,
      details: [],
      height,
      labelY: height / 2 + 4 - ((label.length - 1) * LINE_PX) / 2,
      markY: height / 2,
    }
  })
  const left = labels + count + COLUMN_GAP_PX
  const right = words + weight + 4
  const plot = layOutPlot({ width: COLUMNS_PX, left, right, top, tall: placed.bottom - top, xTitle })
  return { ...placed, plot, columns }
}

type RowSize = Pick<PlacedRow, 'label' | 'details' | 'labelY' | 'markY'> & { readonly height: number }

/** From `top` down: a heading for each group, then its rows. */
function placeRows(rows: readonly PlotRow[], top: number, measureRow: (row: PlotRow) => RowSize) {
  const headings: { text: string; y: number }[] = []
  const placed: PlacedRow[] = []
  let y = top
  let group: string | undefined
  for (const row of rows) {
    if (row.group !== undefined && row.group !== group) {
      headings.push({ text: row.group, y: y + 22 })
      y += HEADING_PX
    }
    group = row.group
    const { height, labelY, markY, ...lines } = measureRow(row)
    placed.push({ row, ...lines, labelY: y + labelY, markY: y + markY })
    y += height
  }
  return { rows: placed, headings, bottom: y + 4 }
}
