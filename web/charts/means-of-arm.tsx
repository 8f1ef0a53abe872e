import { line } from 'd3-shape'
import { ArmMark, findArmDashes, formatArmClass } from './arm-mark.tsx'
import type { DrawnSeries } from './mean-series.ts'
import { Placed, StretchedPath } from './picture.tsx'
import type { Plot } from './plot.ts'

type MeansOfArmProps = {
  readonly plot: Plot
  readonly arm: DrawnSeries
  /** Percent across. */
  readonly x: (visit: string) => number
  /** CSS px down. */
  readonly y: (value: number) => number
  /** To the right, CSS px. */
  readonly shift: number
}

/** The means of one arm with their intervals, joined; a cross on the floor where a mean is not shown. */
export function MeansOfArm({ plot, arm, x, y, shift }: MeansOfArmProps) {
  const path = line<DrawnSeries['points'][number]>(
    ({ visit }) => x(visit),
    ({ mean }) => y(mean?.estimate ?? 0),
  ).defined(({ mean }) => mean !== null)
  return (
    <g transform={`translate(${shift} 0)`}>
      <StretchedPath
        plot={plot}
        kind={formatArmClass('series', arm)}
        path={path(arm.points)}
        dashes={findArmDashes(arm)}
      />
      {arm.points.map(({ visit, mean }) =>
        mean === null ? (
          <Placed x={x(visit)} y={plot.floor - 7}>
            <path class="cross" d="M-4 -4l8 8m0 -8l-8 8" />
          </Placed>
        ) : (
          <Placed x={x(visit)} y={y(mean.estimate)}>
            <line
              class="interval"
              y1={y(mean.interval[0]) - y(mean.estimate)}
              y2={y(mean.interval[1]) - y(mean.estimate)}
            />
            <ArmMark arm={arm} area={64} />
          </Placed>
        ),
      )}
    </g>
  )
}
