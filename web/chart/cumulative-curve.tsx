import { scaleLinear } from 'd3-scale'
import { area, curveStepBefore, line } from 'd3-shape'
import { formats } from '../console/format.ts'
import type { CumulativeView } from '../console/thresholds-view.ts'
import { textFor } from '../text/index.ts'
import { Floor, GridLines, tickWords } from './axes.tsx'

type NamedCurve = { readonly title: string; readonly curve: CumulativeView }

type CumulativeCurveProps = {
  readonly locale: string
  readonly main: NamedCurve
  /** Dashed, to compare with. */
  readonly other: NamedCurve
  /** Improvements that the axis runs between: the same for curves that are compared. */
  readonly between: readonly [number, number]
  readonly hasOtherBand?: boolean
}

const [WIDTH, HEIGHT, LEFT, RIGHT, TOP, FLOOR] = [300, 232, 34, 292, 42, 188]
type Point = CumulativeView['points'][number]

/** Who improved by at least so much, with the pointwise band, against another curve. */
export function CumulativeCurve({
  locale,
  main,
  other,
  between,
  hasOtherBand = false,
}: CumulativeCurveProps) {
  const text = textFor(locale).thresholds
  const words = tickWords(locale)
  const x = scaleLinear([...between], [LEFT, RIGHT]).nice(5)
  const y = scaleLinear([0, 1], [FLOOR, TOP])
  const [from, to] = x.domain() as [number, number]
  const whole = (points: readonly Point[]) => stretched(points, from, to)
  const path = line<Point>(
    ({ improvement }) => x(improvement),
    ({ share }) => y(share),
  ).curve(curveStepBefore)
  const band = area<Point>()
    .x(({ improvement }) => x(improvement))
    .y0(({ interval }) => y(interval[0]))
    .y1(({ interval }) => y(interval[1]))
    .curve(curveStepBefore)
  return (
    <svg
      class="chart curve"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={text.curveDescription(main.title, reachedBy(main.curve, locale))}
      font-size="11"
    >
      <line class="mark" x1={LEFT} x2={LEFT + 18} y1={10} y2={10} />
      <text x={LEFT + 24} y={14}>
        {main.title}
      </text>
      <line class="other" x1={LEFT} x2={LEFT + 18} y1={26} y2={26} />
      <text x={LEFT + 24} y={30}>
        {other.title}
      </text>
      <GridLines
        ticks={[0, 0.25, 0.5, 0.75, 1].map((tick) => ({ at: y(tick), words: words(tick * 100) }))}
        left={LEFT}
        right={RIGHT}
      />
      <Floor
        ticks={x.ticks(5).map((tick) => ({ at: x(tick), words: words(tick) }))}
        left={LEFT}
        right={RIGHT}
        at={FLOOR}
      />
      <text class="soft" x={(LEFT + RIGHT) / 2} y={FLOOR + 34} text-anchor="middle">
        {text.improvementAxis}
      </text>
      <path class="reach" d={band(fromLeft(main.curve.points, from)) ?? ''} />
      {hasOtherBand ? <path class="reach" d={band(fromLeft(other.curve.points, from)) ?? ''} /> : null}
      <path class="other" d={path(whole(other.curve.points)) ?? ''} />
      <path class="mark" d={path(whole(main.curve.points)) ?? ''} />
    </svg>
  )
}

/** From one end of the axis to the other: as many as at the least value before it, nobody after the largest. */
function stretched(points: readonly Point[], from: number, to: number): Point[] {
  const last = points.at(-1)
  if (last === undefined) return []
  const nobody = { share: 0, interval: [0, 0] as const }
  return [
    ...fromLeft(points, from),
    { ...nobody, improvement: last.improvement },
    { ...nobody, improvement: to },
  ]
}

function fromLeft(points: readonly Point[], from: number): Point[] {
  const [first] = points
  return first === undefined ? [] : [{ ...first, improvement: from }, ...points]
}

/** The least, the middle and the largest improvement, each with the share that reaches it. */
function reachedBy({ points }: CumulativeView, locale: string): string {
  const { percent, estimate } = formats(locale)
  const places = [...new Set([0, Math.floor((points.length - 1) / 2), points.length - 1])]
  return places
    .flatMap((place) => points[place] ?? [])
    .map(({ share, improvement }) =>
      textFor(locale).thresholds.reached(percent(share), estimate(improvement)),
    )
    .join(', ')
}
