import { type ScaleLinear, type ScalePoint, scaleLinear, scalePoint } from 'd3-scale'
import type { Child } from 'hono/jsx'
import { PlotArea, TextLines } from './picture.tsx'
import { computePlotWidth, formatPercent, type Plot } from './plot.ts'
import { estimateLongest, wrapText } from './text-size.ts'

/** A tick: its position, percent across or CSS px down, and its label. */
export type Tick = {
  readonly at: number
  readonly label: string
  /** The label, broken where it is long. */
  readonly lines?: readonly string[]
}
export type Axis = { readonly ticks: readonly Tick[] }
export type LinearAxis = Axis & { readonly scale: ScaleLinear<number, number> }
export type PointAxis = Axis & { readonly scale: ScalePoint<string> }

/** An axis of a share, 0–1, in percent. */
export const SHARES = {
  domain: [0, 1],
  ticks: [0, 0.25, 0.5, 0.75, 1],
  format: (share: number) => String(share * 100),
} as const

const LABEL_GAP_PX = 8
const MIN_Y_MARGIN_PX = 34
const ACROSS = [0, 100] as const

type LinearAxisOptions = {
  readonly locale: string
  readonly domain: readonly [number, number]
  /** Most ticks, or exactly these values. */
  readonly ticks: number | readonly number[]
  /** Widens the domain to round numbers. */
  readonly isNice?: boolean
  /** Only whole numbers get a tick. */
  readonly isWhole?: boolean
  /** What a label shows, where it is not the value itself. */
  readonly format?: (value: number) => string
}

/** Builds a horizontal axis: as many ticks as have room for their labels in the narrowest picture. */
export function buildXAxis(plot: Plot, options: LinearAxisOptions): LinearAxis {
  const room = computePlotWidth(plot)
  for (let most = typeof options.ticks === 'number' ? options.ticks : 1; ; most--) {
    const axis = buildLinearAxis(
      { ...options, ...(typeof options.ticks === 'number' && { ticks: most }) },
      ACROSS,
    )
    if (most <= 1 || hasRoom(axis.ticks, room)) return axis
  }
}

/** Room to the left of a plot area for the labels of its vertical axis, CSS px. */
export function computeYMargin(options: LinearAxisOptions): number {
  const { ticks } = buildLinearAxis(options, ACROSS)
  return Math.max(MIN_Y_MARGIN_PX, estimateLongest(ticks.map(({ label }) => label)) + LABEL_GAP_PX)
}

/** Builds a vertical axis, upwards from the floor of the plot area. */
export function buildYAxis({ floor, top }: Plot, options: LinearAxisOptions): LinearAxis {
  return buildLinearAxis(options, [floor, top])
}

/**
 * Builds a horizontal axis of named positions in even steps. Labels too long for a step are broken in two lines; where that
 * is not enough, every second, third … stays.
 *
 * @param inset of the first and last position from the edges, CSS px
 */
export function buildPointAxis(
  plot: Pick<Plot, 'width' | 'left' | 'right'>,
  points: readonly { readonly id: string; readonly title: string }[],
  inset: number,
): PointAxis {
  const room = computePlotWidth(plot)
  const edge = Math.min(40, (100 * inset) / room)
  const scale = scalePoint(
    points.map(({ id }) => id),
    [edge, 100 - edge],
  )
  const step = (scale.step() * room) / 100
  for (let every = 1; ; every++) {
    const kept = points.filter((_, place) => place % every === 0)
    const width = Math.max(1, step * every - LABEL_GAP_PX)
    const ticks = kept.map(({ id, title }) => ({
      at: scale(id) ?? 0,
      label: title,
      lines: wrapText(title, width),
    }))
    const words = kept.flatMap(({ title }) => title.split(' '))
    const fits = estimateLongest(words) <= width && ticks.every(({ lines }) => lines.length <= 2)
    if (fits || kept.length <= 1) return { scale, ticks }
  }
}

/** Lines of the longest label of an axis. */
export function countTickLines({ ticks }: Axis): number {
  return Math.max(1, ...ticks.map(({ lines }) => lines?.length ?? 1))
}

/** Builds a vertical axis of a share, 0–1, with the percent sign on its labels. */
export function buildShareAxis(plot: Plot, locale: string): LinearAxis {
  const percent = new Intl.NumberFormat(locale, { style: 'percent' })
  return buildYAxis(plot, { locale, ...SHARES, format: (share) => percent.format(share) })
}

/** Which of labels `longest` px long fit a step of so many px: 1 for all, 2 for every second … */
export function computeThinning(longest: number, step: number): number {
  return Math.max(1, Math.ceil(longest / Math.max(1, step)))
}

/** Formats the numbers of an axis in a locale, with a true minus. */
export function formatTicks(locale: string): (value: number) => string {
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 })
  return (value) => number.format(value).replace('-', '−')
}

type AxesProps = {
  readonly plot: Plot
  readonly x: Axis
  /** None where rows stand one below the other: then the grid is vertical. */
  readonly y?: Axis
  /** Percent across: a position that is drawn stronger, such as no difference. */
  readonly reference?: number
  /** Drawn under the grid. */
  readonly behind?: Child
  readonly children?: Child
}

/** The plot area with its grid, ticks and axis title; the marks are its children. */
export function Axes({ plot, x, y, reference, behind, children }: AxesProps) {
  const { top, floor, xTitle } = plot
  return (
    <PlotArea plot={plot}>
      {behind}
      {y === undefined
        ? x.ticks.map(({ at }) => (
            <line class="grid" x1={formatPercent(at)} x2={formatPercent(at)} y1={top} y2={floor} />
          ))
        : y.ticks.map(({ at, label }) => (
            <>
              <line class="grid" x1="0" x2="100%" y1={at} y2={at} />
              <text class="soft" x={-6} y={at + 4} text-anchor="end">
                {label}
              </text>
            </>
          ))}
      {reference === undefined ? null : (
        <line class="axis" x1={formatPercent(reference)} x2={formatPercent(reference)} y1={top} y2={floor} />
      )}
      <line class="axis" x1="0" x2="100%" y1={floor} y2={floor} />
      {x.ticks.map(({ at, label, lines = [label] }) => (
        <TextLines lines={lines} x={formatPercent(at)} y={floor + 16} anchor="middle" kind="soft" />
      ))}
      <TextLines lines={xTitle} x="50%" y={plot.titleY} anchor="middle" kind="soft" />
      {children}
    </PlotArea>
  )
}

function buildLinearAxis(options: LinearAxisOptions, range: readonly [number, number]): LinearAxis {
  const { locale, domain, ticks, isNice = false, isWhole = false, format = formatTicks(locale) } = options
  const scale = scaleLinear([...domain], [...range])
  if (isNice && typeof ticks === 'number') scale.nice(ticks)
  const values = typeof ticks === 'number' ? scale.ticks(ticks) : ticks
  const kept = isWhole ? values.filter(Number.isInteger) : values
  return { scale, ticks: kept.map((value) => ({ at: scale(value), label: format(value) })) }
}

function hasRoom(ticks: readonly Tick[], room: number): boolean {
  const longest = estimateLongest(ticks.map(({ label }) => label)) + LABEL_GAP_PX
  const [first, second] = ticks
  return !first || !second || ((second.at - first.at) * room) / 100 >= longest
}
