import { extent } from 'd3-array'
import { scaleLinear } from 'd3-scale'
import { line } from 'd3-shape'
import type { CurveView } from '../console/lab-view.ts'
import { textFor } from '../text/index.ts'

const [WIDTH, HEIGHT, LEFT, RIGHT, TOP, FLOOR] = [300, 168, 30, 286, 10, 120]

/** The share of responders against one number of a definition; the number that it has is marked. */
export function RateCurve({ locale, curve }: { locale: string; curve: CurveView }) {
  const text = textFor(locale).lab
  const shown = curve.points.flatMap(({ value, rate }) =>
    rate.kind === 'rate' ? [{ value, rate: rate.rate }] : [],
  )
  const [low, high] = extent(curve.points, ({ value }) => value)
  if (shown.length < 2 || low === undefined || high === undefined || low === high)
    return <p class="soft small">{text.curveHidden}</p>
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 })
  const x = scaleLinear([low, high], [LEFT, RIGHT])
  const y = scaleLinear([0, 1], [FLOOR, TOP])
  const path = line<(typeof shown)[number]>(
    ({ value }) => x(value),
    ({ rate }) => y(rate),
  )(shown)
  const own = shown.find(({ value }) => value === curve.value)
  const rates = shown.map(({ rate }) => rate)
  return (
    <svg
      class="chart curve"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={text.curveDescription(
        curve.title,
        percent.format(Math.max(...rates)),
        percent.format(Math.min(...rates)),
      )}
      font-size="11"
    >
      {[0, 0.5, 1].map((tick) => (
        <g>
          <line class="grid" x1={LEFT} x2={RIGHT} y1={y(tick)} y2={y(tick)} />
          <text class="soft" x={LEFT - 5} y={y(tick) + 4} text-anchor="end">
            {tick * 100}
          </text>
        </g>
      ))}
      {x.ticks(5).map((tick) => (
        <text class="soft" x={x(tick)} y={FLOOR + 15} text-anchor="middle">
          {tick}
        </text>
      ))}
      <line class="axis" x1={LEFT} x2={RIGHT} y1={FLOOR} y2={FLOOR} />
      <line class="stem" x1={x(curve.value)} x2={x(curve.value)} y1={TOP} y2={FLOOR} />
      <path class="mark" d={path ?? ''} />
      {own ? <circle class="dot" cx={x(own.value)} cy={y(own.rate)} r="4" /> : null}
      <text class="soft" x={(LEFT + RIGHT) / 2} y={FLOOR + 33} text-anchor="middle">
        {text.units[curve.unit]}
      </text>
      <text class="soft" x={LEFT - 26} y={HEIGHT - 4}>
        {text.axis}
      </text>
    </svg>
  )
}
