import { scaleLinear } from 'd3-scale'
import { line } from 'd3-shape'
import { formats } from '../console/format.ts'
import type { RocPointView, RocView } from '../console/thresholds-view.ts'
import { textFor } from '../text/index.ts'
import { Floor, GridLines, tickWords } from './axes.tsx'

const [WIDTH, HEIGHT, LEFT, RIGHT, TOP, FLOOR] = [300, 306, 34, 288, 24, 262]
const TICKS = [0, 0.25, 0.5, 0.75, 1]

/** The improved whom each cut finds against the others whom it takes for improved; the best cut is marked, chance is dashed. */
export function RocCurve({ locale, roc }: { locale: string; roc: Extract<RocView, { kind: 'estimated' }> }) {
  const text = textFor(locale).thresholds
  const { estimate } = formats(locale)
  const words = tickWords(locale)
  const x = scaleLinear([0, 1], [LEFT, RIGHT])
  const y = scaleLinear([0, 1], [FLOOR, TOP])
  const path = line<RocPointView>(
    ({ specificity }) => x(1 - specificity),
    ({ sensitivity }) => y(sensitivity),
  )([...roc.points])
  const cut = roc.threshold === null ? textFor(locale).analysis.notEstimated : estimate(roc.threshold)
  return (
    <svg
      class="chart curve"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={text.rocDescription(estimate(roc.area.estimate), cut)}
      font-size="11"
    >
      <text class="soft" x={LEFT - 28} y={12}>
        {text.ofImproved}
      </text>
      <GridLines
        ticks={TICKS.map((tick) => ({ at: y(tick), words: words(tick * 100) }))}
        left={LEFT}
        right={RIGHT}
      />
      <Floor
        ticks={TICKS.map((tick) => ({ at: x(tick), words: words(tick * 100) }))}
        left={LEFT}
        right={RIGHT}
        at={FLOOR}
      />
      <text class="soft" x={(LEFT + RIGHT) / 2} y={FLOOR + 34} text-anchor="middle">
        {text.ofOthers}
      </text>
      <line class="stem" x1={x(0)} y1={y(0)} x2={x(1)} y2={y(1)} />
      <path class="mark" d={path ?? ''} />
      {roc.best.map(({ sensitivity, specificity }) => (
        <circle class="dot" cx={x(1 - specificity)} cy={y(sensitivity)} r="5" />
      ))}
      <text x={RIGHT - 6} y={FLOOR - 10} text-anchor="end">
        ● {text.bestCut(cut)}
      </text>
    </svg>
  )
}
