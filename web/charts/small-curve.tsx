import type { Child } from 'hono/jsx'
import { Axes, type Axis } from './axes.tsx'
import { Picture } from './picture.tsx'
import { layOutPlot, NARROW_PX, type Plot } from './plot.ts'

/** Words of a small curve. */
export type SmallCurveText = {
  /** What the picture shows, for those who do not see it. */
  readonly label: string
  readonly xTitle: string
  readonly yTitle: string
}

/** Computes the layout of a small curve. @param tall height of the plot area, CSS px */
export function layOutSmallCurve({ xTitle }: SmallCurveText, tall: number): Plot {
  return layOutPlot({ width: NARROW_PX, left: 34, right: 16, top: 28, tall, xTitle })
}

/** A curve of one layout, small enough for any place, with the title of its vertical axis on top. */
export function SmallCurve(props: {
  readonly text: SmallCurveText
  readonly plot: Plot
  readonly x: Axis
  readonly y: Axis
  readonly children?: Child
}) {
  const { text, plot, x, y, children } = props
  return (
    <Picture size="only" height={plot.height} label={text.label}>
      <text class="soft" x="0" y={12}>
        {text.yTitle}
      </text>
      <Axes plot={plot} x={x} y={y}>
        {children}
      </Axes>
    </Picture>
  )
}
