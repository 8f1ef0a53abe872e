import type { Child } from 'hono/jsx'
import { computePlotWidth, formatPercent, NARROW_PX, type Plot, WIDE_PX } from './plot.ts'
import { LINE_PX } from './text-size.ts'

/** Which of two layouts of the same picture; `only` where there is one. */
export type PictureSize = 'narrow' | 'wide' | 'only'

/**
 * A chart as static SVG whose text keeps its size at any width.
 *
 * The picture has no `viewBox`, so one unit is one CSS px and nothing is scaled. Horizontal positions are percent of the
 * plot area, and curves are stretched under a stroke that is not. Each layout is made for its narrowest width, where labels
 * are known to fit; wider pictures only gain room. The trade-off: the right margin grows with the width, and a chart whose
 * columns move on a small screen is drawn twice (`Layouts`).
 *
 * On paper and standalone it is the same picture: percent lengths are plain SVG 1.1, without script, HTML or `calc`. A file
 * of its own needs the style sheet inside and a `width` in px.
 */
export function Picture(props: {
  readonly size: PictureSize
  readonly height: number
  /** What the picture shows, for those who do not see it. */
  readonly label: string
  readonly children?: Child
}) {
  const { size, height, label, children } = props
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      class={`chart ${size}`}
      width="100%"
      height={height}
      role="img"
      aria-label={label}
      font-size="12"
    >
      {children}
    </svg>
  )
}

/** A layout to draw: which, and its narrowest width, CSS px. */
export type Layout = { readonly size: 'narrow' | 'wide'; readonly width: number }

/** Two layouts of a picture; the style sheet shows the one that fits its place. */
export function Layouts({ draw }: { readonly draw: (layout: Layout) => Child }) {
  return (
    <div class="layouts">
      {draw({ size: 'narrow', width: NARROW_PX })}
      {draw({ size: 'wide', width: WIDE_PX })}
    </div>
  )
}

/** The plot area: in it, `x` is percent from its left to its right edge and `y` is CSS px from the top of the picture. */
export function PlotArea({ plot, children }: { readonly plot: Plot; readonly children?: Child }) {
  const width = formatPercent((100 * computePlotWidth(plot)) / plot.width)
  return (
    <Viewport x={plot.left} width={width} height={plot.height}>
      {children}
    </Viewport>
  )
}

type PlacedProps = { readonly x: number; readonly y: number; readonly children?: Child }

/** A mark of fixed size at a position of the plot area; its own origin is that position. */
export function Placed({ x, y, children }: PlacedProps) {
  return (
    <Viewport x={formatPercent(x)} y={Math.round(y * 100) / 100}>
      {children}
    </Viewport>
  )
}

/** A curve or surface across the plot area. @param path in percent across and CSS px down */
export function StretchedPath(props: {
  readonly plot: Plot
  readonly path: string | null
  readonly kind: string
  readonly dashes?: string | undefined
}) {
  const { plot, path, kind, dashes } = props
  if (path === null) return null
  return (
    <Viewport viewBox={`0 0 100 ${plot.height}`} height={plot.height} preserveAspectRatio="none">
      <path class={kind} d={path} stroke-dasharray={dashes} vector-effect="non-scaling-stroke" />
    </Viewport>
  )
}

type ViewportProps = {
  readonly x?: number | string
  readonly y?: number
  readonly width?: string
  readonly height?: number
  readonly viewBox?: string
  readonly preserveAspectRatio?: 'none'
  readonly children?: Child
}

/** A part of a picture with coordinates of its own. */
function Viewport({ children, ...placement }: ViewportProps) {
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: the picture around it is the image, and has a label.
    <svg overflow="visible" {...placement}>
      {children}
    </svg>
  )
}

/** Text in lines, the first at `y`. */
export function TextLines(props: {
  readonly lines: readonly string[]
  readonly x: number | string
  /** Further to the right, CSS px. */
  readonly dx?: number
  readonly y: number
  readonly kind?: string | undefined
  readonly anchor?: 'start' | 'middle' | 'end'
  readonly fontSize?: number
}) {
  const { lines, x, dx, y, kind, anchor, fontSize } = props
  return (
    <>
      {lines.map((line, row) => (
        <text class={kind} x={x} dx={dx} y={y + row * LINE_PX} text-anchor={anchor} font-size={fontSize}>
          {line}
        </text>
      ))}
    </>
  )
}
