import { LINE_PX, wrapText } from './text-size.ts'

/** Narrowest picture that is drawn, CSS px: a card on a screen of 320 px. */
export const NARROW_PX = 252

/** Narrowest width of the wide layout of a chart, CSS px. */
export const WIDE_PX = 480

/** Where a picture and its plot area lie. Lengths are CSS px; across the plot area, positions are percent. */
export type Plot = {
  /** Narrowest width of the whole picture. The layout is made for it, so a wider one has room to spare. */
  readonly width: number
  readonly height: number
  readonly left: number
  readonly right: number
  readonly top: number
  /** Bottom edge of the plot area. */
  readonly floor: number
  /** Baseline of what stands below the tick labels. */
  readonly titleY: number
  /** Title of the horizontal axis, in lines. */
  readonly xTitle: readonly string[]
}

const TICK_LABEL_PX = 6

/** Computes the layout of a picture: margins, plot area, tick labels, axis title, and what stands below them. */
export function layOutPlot(options: {
  readonly width: number
  readonly left: number
  readonly right: number
  readonly top: number
  /** Height of the plot area. */
  readonly tall: number
  /** Lines of a tick label. */
  readonly tickLines?: number
  readonly xTitle?: string
  readonly below?: number
}): Plot {
  const { width, left, right, top, tall, xTitle = '', tickLines = 1, below = 0 } = options
  const room = width - left - right + 2 * Math.min(left, right)
  const lines = wrapText(xTitle, room)
  const floor = top + tall
  const titleY = floor + TICK_LABEL_PX + tickLines * LINE_PX + 12
  const height = titleY - 12 + lines.length * LINE_PX + below
  return { width, height, left, right, top, floor, titleY, xTitle: lines }
}

/** Width of the plot area in the narrowest picture, CSS px. */
export function computePlotWidth({ width, left, right }: Pick<Plot, 'width' | 'left' | 'right'>): number {
  return width - left - right
}

/** Formats a position across the plot area, 0–100, as an SVG length. */
export function formatPercent(position: number): string {
  return `${Math.round(position * 100) / 100}%`
}
