import { extent } from 'd3-array'
import { line } from 'd3-shape'
import { Axes, buildXAxis, buildYAxis } from './axes.tsx'
import { Picture, Placed, StretchedPath } from './picture.tsx'
import { layOutPlot, NARROW_PX } from './plot.ts'

/** Share of responders, 0–1, at one value of a number of a responder definition. */
export type RatePoint = { readonly value: number; readonly rate: number }

type RateCurveProps = {
  readonly locale: string
  /** What the picture shows, for those who do not see it. */
  readonly label: string
  readonly xTitle: string
  readonly yTitle: string
  /** The definition's own number. */
  readonly value: number
  /** At least two, with different values. */
  readonly points: readonly RatePoint[]
  /** Values at the ends of the axis. */
  readonly domain: readonly [number, number]
}

/** The share of responders against one number of a definition; the definition's own number is marked. */
export function RateCurve({ locale, label, xTitle, yTitle, value, points, domain }: RateCurveProps) {
  const plot = layOutPlot({ width: NARROW_PX, left: 34, right: 16, top: 28, tall: 120, xTitle })
  const x = buildXAxis(plot, { locale, domain, ticks: 5 })
  const format = (share: number) => String(share * 100)
  const y = buildYAxis(plot, { locale, domain: [0, 1], ticks: [0, 0.5, 1], format })
  const path = line<RatePoint>(
    (point) => x.scale(point.value),
    ({ rate }) => y.scale(rate),
  )
  const own = points.find((point) => point.value === value)
  return (
    <Picture size="only" height={plot.height} label={label}>
      <text class="soft" x="0" y={12}>
        {yTitle}
      </text>
      <Axes plot={plot} x={x} y={y}>
        <Placed x={x.scale(value)} y={plot.top}>
          <line class="stem" y2={plot.floor - plot.top} />
        </Placed>
        <StretchedPath plot={plot} kind="mark" path={path(points)} />
        {own ? (
          <Placed x={x.scale(own.value)} y={y.scale(own.rate)}>
            <circle class="dot" r="4" />
          </Placed>
        ) : null}
      </Axes>
    </Picture>
  )
}

/** The two ends of an axis over values; `null` where they do not differ. */
export function computeDomain(values: readonly number[]): readonly [number, number] | null {
  const [low, high] = extent(values)
  return low === undefined || high === undefined || low === high ? null : [low, high]
}
