import { max } from 'd3-array'
import { scaleLinear } from 'd3-scale'
import { curveStepAfter, line } from 'd3-shape'

/** Shares 0–1 just after each time at which somebody had the event or was last seen. */
export type SurvivalCurveView = {
  readonly name: string
  readonly points: readonly {
    readonly time: number
    readonly survival: number
    readonly interval: readonly [number, number] | null
    readonly censored: number
  }[]
}

type SurvivalCurvesProps = {
  /** Of the picture, on its page. */
  readonly id: string
  readonly title: string
  readonly axis: string
  readonly curves: readonly SurvivalCurveView[]
}

const [LEFT, TOP, FLOOR] = [36, 16, 200]
const DASHES = [undefined, '6 3', '2 3', '8 3 2 3']

/** The share to whom it has not come yet, by time: a line of its own for each group, a tick where somebody was last seen. */
export function SurvivalCurves(props: SurvivalCurvesProps) {
  return (
    <>
      <Plot {...props} size="narrow" width={300} />
      <Plot {...props} size="wide" width={640} />
    </>
  )
}

function Plot({
  id,
  title,
  axis,
  curves,
  size,
  width,
}: SurvivalCurvesProps & { size: 'narrow' | 'wide'; width: number }) {
  const last = max(curves, ({ points }) => points.at(-1)?.time ?? 0) ?? 0
  const right = width - 12
  const x = scaleLinear([0, last || 1], [LEFT, right]).nice()
  const y = scaleLinear([0, 1], [FLOOR, TOP])
  const step = line<{ time: number; survival: number }>(
    ({ time }) => x(time),
    ({ survival }) => y(survival),
  ).curve(curveStepAfter)
  return (
    <svg
      class={`chart ${size}`}
      viewBox={`0 0 ${width} ${FLOOR + 44 + 20 * curves.length}`}
      role="img"
      aria-labelledby={`${id}-${size}-title`}
      font-size="12"
    >
      <title id={`${id}-${size}-title`}>{title}</title>
      {[0, 0.25, 0.5, 0.75, 1].map((share) => (
        <g>
          <line class="grid" x1={LEFT} x2={right} y1={y(share)} y2={y(share)} />
          <text class="soft" x={LEFT - 6} y={y(share) + 4} text-anchor="end">
            {share * 100}
          </text>
        </g>
      ))}
      {x.ticks(size === 'narrow' ? 5 : 8).map((time) => (
        <text class="soft" x={x(time)} y={FLOOR + 16} text-anchor="middle">
          {time}
        </text>
      ))}
      <line class="axis" x1={LEFT} x2={right} y1={FLOOR} y2={FLOOR} />
      <text class="soft" x={(LEFT + right) / 2} y={FLOOR + 34} text-anchor="middle">
        {axis}
      </text>
      {curves.map(({ name, points }, at) => {
        const dashes = DASHES[at % DASHES.length]
        const key = FLOOR + 52 + 20 * at
        return (
          <g>
            <path
              class="mark"
              d={step([{ time: 0, survival: 1 }, ...points]) ?? ''}
              stroke-dasharray={dashes}
            />
            {points
              .filter(({ censored }) => censored > 0)
              .map(({ time, survival }) => (
                <path class="cross" d={`M${x(time)} ${y(survival) - 5}v10`} />
              ))}
            <path class="mark" d={`M${LEFT} ${key}h32`} stroke-dasharray={dashes} />
            <text x={LEFT + 40} y={key + 4}>
              {name}
            </text>
          </g>
        )
      })}
    </svg>
  )
}
