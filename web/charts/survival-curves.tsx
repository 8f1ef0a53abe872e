import { max } from 'd3-array'
import { curveStepAfter, line } from 'd3-shape'
import { Axes, buildShareAxis, buildXAxis } from './axes.tsx'
import { computeLegendHeight, Legend, SAMPLE_PX } from './legend.tsx'
import { type Layout, Layouts, Picture, Placed, StretchedPath } from './picture.tsx'
import { layOutPlot } from './plot.ts'

/** Shares 0–1 just after each time at which somebody had the event or was last seen. */
export type SurvivalCurve = {
  readonly name: string
  readonly points: readonly {
    readonly time: number
    readonly survival: number
    readonly interval: readonly [number, number] | null
    readonly censored: number
  }[]
}

type SurvivalCurvesProps = {
  readonly locale: string
  readonly title: string
  /** Title of the time axis, with its unit. */
  readonly axis: string
  readonly curves: readonly SurvivalCurve[]
}

const DASHES = [undefined, '6 3', '2 3', '8 3 2 3']

/** Kaplan–Meier curves in percent, one for each group, with a tick where somebody was last seen. */
export function SurvivalCurves(props: SurvivalCurvesProps) {
  return <Layouts draw={(layout) => <Drawing {...props} {...layout} />} />
}

function Drawing({ locale, title, axis, curves, size, width }: SurvivalCurvesProps & Layout) {
  const legend = computeLegendHeight(
    curves.map(({ name }) => name),
    width,
  )
  const plot = layOutPlot({ width, left: 46, right: 20, top: legend + 12, tall: 184, xTitle: axis })
  const last = max(curves, ({ points }) => points.at(-1)?.time ?? 0) || 1
  const x = buildXAxis(plot, { locale, domain: [0, last], ticks: size === 'narrow' ? 5 : 8, isNice: true })
  const y = buildShareAxis(plot, locale)
  const step = line<{ time: number; survival: number }>(
    ({ time }) => x.scale(time),
    ({ survival }) => y.scale(survival),
  ).curve(curveStepAfter)
  const findDashes = (place: number) => DASHES[place % DASHES.length]
  return (
    <Picture size={size} height={plot.height} label={title}>
      <Legend
        entries={curves.map(({ name }, place) => ({
          title: name,
          sample: <line class="mark" x2={SAMPLE_PX} stroke-dasharray={findDashes(place)} />,
        }))}
        top={0}
        width={width}
      />
      <Axes plot={plot} x={x} y={y}>
        {curves.map(({ points }, place) => (
          <>
            <StretchedPath
              plot={plot}
              kind="mark"
              path={step([{ time: 0, survival: 1 }, ...points])}
              dashes={findDashes(place)}
            />
            {points
              .filter(({ censored }) => censored > 0)
              .map(({ time, survival }) => (
                <Placed x={x.scale(time)} y={y.scale(survival)}>
                  <path class="cross" d="M0 -5v10" />
                </Placed>
              ))}
          </>
        ))}
      </Axes>
    </Picture>
  )
}
