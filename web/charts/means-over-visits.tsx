import { ArmLine, ArmMark } from './arm-mark.tsx'
import { Axes, buildPointAxis, buildYAxis, computeYMargin, countTickLines } from './axes.tsx'
import { computeLegendHeight, Legend, SAMPLE_PX } from './legend.tsx'
import { computeVisibleRange, drawArms, type MeanSeries, type Visit } from './mean-series.ts'
import { MeansOfArm } from './means-of-arm.tsx'
import { type Layout, Layouts, Picture, TextLines } from './picture.tsx'
import { computePlotWidth, layOutPlot } from './plot.ts'
import { estimateTextWidth, LINE_PX, wrapText } from './text-size.ts'
import { VisitCounts } from './visit-counts.tsx'

type MeansOverVisitsProps = {
  readonly locale: string
  /** What the picture shows, for those who do not see it. */
  readonly label: string
  /** Which end of the scale is better, and what the marks mean. */
  readonly note: string
  readonly visits: readonly Visit[]
  /** The reference first, where there are several. */
  readonly series: readonly MeanSeries[]
  /** Of everybody before treatment, with its words. */
  readonly baseline: { readonly mean: number; readonly words: string }
  /** Ends of the scale. */
  readonly range: readonly [number, number]
  /** Instead of a count that may not be shown. */
  readonly none: string
}

/**
 * Means of each arm over the visits, with their intervals and how many were measured; the mean before treatment goes across
 * as a reference. A line is broken where a mean is not shown.
 */
export function MeansOverVisits(props: MeansOverVisitsProps) {
  return <Layouts draw={(layout) => <Drawing {...props} {...layout} />} />
}

function Drawing({
  locale,
  label,
  note,
  visits,
  series,
  baseline,
  range,
  none,
  size,
  width,
}: MeansOverVisitsProps & Layout) {
  const isNarrow = size === 'narrow'
  const notes = wrapText(note, width)
  const arms = drawArms(series)
  const titles = [...series.map(({ title }) => title), baseline.words]
  const legendTop = notes.length * LINE_PX + 4
  const below = series.length * LINE_PX + 6
  const domain = computeVisibleRange(series, baseline.mean, range)
  const yOptions = { locale, domain, ticks: 5, isNice: true }
  const across = { width, left: computeYMargin(yOptions), right: 8 }
  const x = buildPointAxis(across, visits, computeInset(visits, across))
  const plot = layOutPlot({
    ...{ ...across, top: legendTop + computeLegendHeight(titles, width) + 12 },
    ...{ tall: isNarrow ? 180 : 230, tickLines: countTickLines(x), below },
  })
  const y = buildYAxis(plot, yOptions)
  const clamp = (value: number) => Math.min(plot.floor, Math.max(plot.top, y.scale(value)))
  const at = (visit: string) => x.scale(visit) ?? 0
  // Marks of several arms at one visit stand beside one another, and clear of those of the next visit.
  const step = (x.scale.step() * computePlotWidth(plot)) / 100 || width
  const dodge = Math.min(isNarrow ? 7 : 10, step / (series.length + 1))
  return (
    <Picture size={size} height={plot.height} label={label}>
      <TextLines lines={notes} x={0} y={12} kind="soft" />
      <Legend
        entries={[
          ...arms.map((arm) => ({
            title: arm.title,
            sample: (
              <>
                <ArmLine arm={arm} path={`M0 0h${SAMPLE_PX}`} />
                <ArmMark arm={arm} x={SAMPLE_PX / 2} area={64} />
              </>
            ),
          })),
          { title: baseline.words, sample: <line class="stem" x2={SAMPLE_PX} /> },
        ]}
        top={legendTop}
        width={width}
      />
      <Axes plot={plot} x={x} y={y}>
        <line class="stem" x1="0" x2="100%" y1={clamp(baseline.mean)} y2={clamp(baseline.mean)} />
        {arms.map((arm) => (
          <MeansOfArm
            plot={plot}
            arm={arm}
            x={at}
            y={clamp}
            shift={(arm.place - (arms.length - 1) / 2) * dodge}
          />
        ))}
        <VisitCounts locale={locale} plot={plot} arms={arms} x={x.scale} none={none} />
      </Axes>
    </Picture>
  )
}

/** How far the first and the last visit stand from the edges, so that their labels and marks stay in the picture, CSS px. */
function computeInset(
  visits: readonly Visit[],
  { width, left, right }: { readonly width: number; readonly left: number; readonly right: number },
): number {
  const computeHalf = (visit: Visit | undefined) => estimateTextWidth(visit?.title ?? '') / 2
  const needed = Math.max(computeHalf(visits.at(0)) - left, computeHalf(visits.at(-1)) - right)
  return Math.max(width / 12, Math.min(needed, width / 4))
}
