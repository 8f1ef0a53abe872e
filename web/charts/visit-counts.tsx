import type { ScalePoint } from 'd3-scale'
import { ArmMark } from './arm-mark.tsx'
import { computeThinning } from './axes.tsx'
import type { DrawnSeries } from './mean-series.ts'
import { computePlotWidth, formatPercent, type Plot } from './plot.ts'
import { estimateLongest, LINE_PX } from './text-size.ts'

type VisitCountsProps = {
  readonly locale: string
  readonly plot: Plot
  readonly arms: readonly DrawnSeries[]
  readonly x: ScalePoint<string>
  /** Instead of a count that may not be shown. */
  readonly none: string
}

/** How many of each arm were measured, below each visit; only as many as there is room for. */
export function VisitCounts({ locale, plot, arms, x, none }: VisitCountsProps) {
  const number = new Intl.NumberFormat(locale)
  const format = (n: number | null) => (n === null ? none : number.format(n))
  const counts = arms.flatMap(({ points }) => points.map(({ n }) => format(n)))
  const every = computeThinning(estimateLongest(counts) + 8, (x.step() * computePlotWidth(plot)) / 100)
  const top = plot.titleY + 4
  return (
    <>
      {arms.map((arm, row) => (
        <g>
          <text class="soft" x={-24} y={top + row * LINE_PX}>
            n
          </text>
          {arms.length > 1 ? (
            <g transform={`translate(-8 ${top - 4 + row * LINE_PX})`}>
              <ArmMark arm={arm} area={40} />
            </g>
          ) : null}
          {arm.points.map(({ visit, n }, place) =>
            place % every === 0 ? (
              <text
                class="soft"
                x={formatPercent(x(visit) ?? 0)}
                y={top + row * LINE_PX}
                text-anchor="middle"
              >
                {format(n)}
              </text>
            ) : null,
          )}
        </g>
      ))}
    </>
  )
}
