import { extent } from 'd3-array'
import { line } from 'd3-shape'
import { buildXAxis, buildYAxis, SHARES } from './axes.tsx'
import { Placed, StretchedPath } from './picture.tsx'
import { layOutSmallCurve, SmallCurve, type SmallCurveText } from './small-curve.tsx'

/** Share of responders, 0–1, at one value of a number of a responder definition. */
export type RatePoint = { readonly value: number; readonly rate: number }

type RateCurveProps = {
  readonly locale: string
  readonly text: SmallCurveText
  /** The definition's own number. */
  readonly value: number
  /** At least two, with different values. */
  readonly points: readonly RatePoint[]
  /** Values at the ends of the axis. */
  readonly domain: readonly [number, number]
}

/** The share of responders against one number of a definition; the definition's own number is marked. */
export function RateCurve({ locale, text, value, points, domain }: RateCurveProps) {
  const plot = layOutSmallCurve(text, 120)
  const x = buildXAxis(plot, { locale, domain, ticks: 5 })
  const y = buildYAxis(plot, { locale, ...SHARES, ticks: [0, 0.5, 1] })
  const path = line<RatePoint>(
    (point) => x.scale(point.value),
    ({ rate }) => y.scale(rate),
  )
  const own = points.find((point) => point.value === value)
  return (
    <SmallCurve text={text} plot={plot} x={x} y={y}>
      <Placed x={x.scale(value)} y={plot.top}>
        <line class="stem" y2={plot.floor - plot.top} />
      </Placed>
      <StretchedPath plot={plot} kind="mark" path={path(points)} />
      {own ? (
        <Placed x={x.scale(own.value)} y={y.scale(own.rate)}>
          <circle class="dot" r="4" />
        </Placed>
      ) : null}
    </SmallCurve>
  )
}

/** The two ends of an axis over values; `null` where they do not differ. */
export function computeDomain(values: readonly number[]): readonly [number, number] | null {
  const [low, high] = extent(values)
  return low === undefined || high === undefined || low === high ? null : [low, high]
}
