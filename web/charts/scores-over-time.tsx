import { extent } from 'd3-array'
import { line } from 'd3-shape'
import { Axes, buildXAxis, buildYAxis, computeYMargin } from './axes.tsx'
import { type Layout, Layouts, Picture, Placed, StretchedPath, TextLines } from './picture.tsx'
import { layOutPlot } from './plot.ts'
import { BandNames, Bands, layOutBands, type ScoreBand } from './score-bands.tsx'
import { LINE_PX, wrapParts } from './text-size.ts'

/** A timepoint: when, as an ISO instant, and its score, or that there is none. */
export type TimedScore = { readonly at: string } & (
  | { readonly kind: 'scored'; readonly value: number }
  | { readonly kind: 'missed' | 'not-scorable' }
)

type ScoresOverTimeProps = {
  readonly locale: string
  /** What the picture shows, for those who do not see it. */
  readonly label: string
  readonly xTitle: string
  /** Which end of the scale is better. */
  readonly direction: string
  /** The marks of the plot with what they mean. */
  readonly legend: readonly string[]
  /** Ends of the scale. */
  readonly range: readonly [number, number]
  readonly bands: readonly ScoreBand[]
  /** In time order. */
  readonly points: readonly TimedScore[]
  /** ISO instants. The first is day 0; without one, enrolment is. */
  readonly treatments: readonly string[]
  readonly enrolledAt: string
}

const DAY_MS = 86_400_000
const SHORTEST_AXIS_DAYS = 7
/** Of the mark of a treatment, above the plot area. */
const TREATMENT_PX = 16

/**
 * One scale over its whole range. Missed and not scorable timepoints are marked on the floor of the plot, and the line is
 * broken there: what lies between is not known.
 */
export function ScoresOverTime(props: ScoresOverTimeProps) {
  return <Layouts draw={(layout) => <Drawing {...props} {...layout} />} />
}

function Drawing(props: ScoresOverTimeProps & Layout) {
  const {
    locale,
    label,
    xTitle,
    direction,
    legend,
    range,
    bands,
    points,
    treatments,
    enrolledAt,
    size,
    width,
  } = props
  const isNarrow = size === 'narrow'
  const head = [direction, ...wrapParts(legend, '\u2003', width)]
  const tall = isNarrow ? 150 : 180
  const names = layOutBands(bands, range, tall, width)
  const top = head.length * LINE_PX + TREATMENT_PX
  const yOptions = { locale, domain: range, ticks: 5 }
  const left = computeYMargin(yOptions)
  const plot = layOutPlot({ width, left, right: names.gutter, top, tall, xTitle, below: names.below })
  const origin = Date.parse(treatments[0] ?? enrolledAt)
  const day = (instant: string) => Math.round((Date.parse(instant) - origin) / DAY_MS)
  const [first = 0, last = 0] = extent([0, ...treatments.map(day), ...points.map(({ at }) => day(at))])
  // Marks at the first and last day stay inside the plot area.
  const edge = Math.max(last - first, SHORTEST_AXIS_DAYS) / 24
  const domain = [first - edge, Math.max(last, first + SHORTEST_AXIS_DAYS) + edge] as const
  const x = buildXAxis(plot, { locale, domain, ticks: isNarrow ? 4 : 7, isWhole: true })
  const y = buildYAxis(plot, yOptions)
  const path = line<TimedScore>(
    ({ at }) => x.scale(day(at)),
    (point) => (point.kind === 'scored' ? y.scale(point.value) : 0),
  ).defined(({ kind }) => kind === 'scored')
  return (
    <Picture size={size} height={plot.height} label={label}>
      <TextLines lines={head} x={0} y={12} kind="soft" />
      <Axes plot={plot} x={x} y={y} behind={<Bands names={names} y={y.scale} />}>
        {treatments.map((instant) => (
          <Placed x={x.scale(day(instant))} y={plot.top}>
            <line class="stem" y1={-4} y2={plot.floor - plot.top} />
            <path class="treatment" d="M-4 -12h8l-4 8z" />
          </Placed>
        ))}
        <StretchedPath plot={plot} kind="mark" path={path(points)} />
        {points.map((point) => (
          <Placed
            x={x.scale(day(point.at))}
            y={point.kind === 'scored' ? y.scale(point.value) : plot.floor - 7}
          >
            <PointMark kind={point.kind} />
          </Placed>
        ))}
      </Axes>
      <BandNames names={names} plot={plot} />
    </Picture>
  )
}

function PointMark({ kind }: { readonly kind: TimedScore['kind'] }) {
  if (kind === 'scored') return <circle class="dot" r={4} />
  if (kind === 'not-scorable') return <circle class="hollow" r={4} />
  return <path class="cross" d="M-4 -4l8 8m0 -8l-8 8" />
}
