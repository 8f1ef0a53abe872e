import { area, curveStepBefore, line } from 'd3-shape'
import { Axes, buildShareAxis, buildXAxis } from './axes.tsx'
import { computeLegendHeight, Legend, SAMPLE_PX } from './legend.tsx'
import { Picture, StretchedPath } from './picture.tsx'
import { layOutPlot, NARROW_PX } from './plot.ts'

/** Share of a group, 0–1, that improved by at least so much, with its interval. */
export type CumulativePoint = {
  readonly improvement: number
  readonly share: number
  readonly interval: readonly [number, number]
}

type NamedCurve = {
  readonly title: string
  /** In rising order of improvement. */
  readonly points: readonly CumulativePoint[]
}

type CumulativeCurveProps = {
  readonly locale: string
  /** What the picture shows, for those who do not see it. */
  readonly label: string
  readonly xTitle: string
  readonly main: NamedCurve
  /** Dashed, to compare with. */
  readonly other: NamedCurve
  /** Improvements at the ends of the axis: the same for curves that are compared. */
  readonly domain: readonly [number, number]
  readonly hasOtherBand?: boolean
}

/** Who improved by at least so much, with the pointwise band, against another curve. */
export function CumulativeCurve(props: CumulativeCurveProps) {
  const { locale, label, xTitle, main, other, domain, hasOtherBand = false } = props
  const legend = computeLegendHeight([main.title, other.title], NARROW_PX)
  const plot = layOutPlot({ width: NARROW_PX, left: 46, right: 20, top: legend + 12, tall: 150, xTitle })
  const x = buildXAxis(plot, { locale, domain, ticks: 5, isNice: true })
  const y = buildShareAxis(plot, locale)
  const [from, to] = x.scale.domain() as [number, number]
  const path = line<CumulativePoint>(
    ({ improvement }) => x.scale(improvement),
    ({ share }) => y.scale(share),
  ).curve(curveStepBefore)
  const band = area<CumulativePoint>()
    .x(({ improvement }) => x.scale(improvement))
    .y0(({ interval }) => y.scale(interval[0]))
    .y1(({ interval }) => y.scale(interval[1]))
    .curve(curveStepBefore)
  const curves = [
    { ...other, kind: 'other', hasBand: hasOtherBand },
    { ...main, kind: 'mark', hasBand: true },
  ]
  return (
    <Picture size="only" height={plot.height} label={label}>
      <Legend
        entries={[...curves].reverse().map(({ title, kind }) => ({
          title,
          sample: <line class={kind} x2={SAMPLE_PX} />,
        }))}
        top={0}
        width={NARROW_PX}
      />
      <Axes plot={plot} x={x} y={y}>
        {curves.map(({ points, hasBand }) =>
          hasBand ? <StretchedPath plot={plot} kind="reach" path={band(extendLeft(points, from))} /> : null,
        )}
        {curves.map(({ points, kind }) => (
          <StretchedPath plot={plot} kind={kind} path={path(extendBoth(points, from, to))} />
        ))}
      </Axes>
    </Picture>
  )
}

/** Draws a curve to both ends of the axis: before its least value it stays as high, after its largest it is 0. */
function extendBoth(points: readonly CumulativePoint[], from: number, to: number): CumulativePoint[] {
  const last = points.at(-1)
  if (last === undefined) return []
  const nobody = { share: 0, interval: [0, 0] as const }
  return [
    ...extendLeft(points, from),
    { ...nobody, improvement: last.improvement },
    { ...nobody, improvement: to },
  ]
}

function extendLeft(points: readonly CumulativePoint[], from: number): CumulativePoint[] {
  const [first] = points
  return first === undefined ? [] : [{ ...first, improvement: from }, ...points]
}
