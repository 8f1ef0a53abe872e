import { extent } from 'd3-array'
import { scaleLinear, scalePoint } from 'd3-scale'
import { line } from 'd3-shape'
import { formats } from '../console/format.ts'
import { titleIn } from '../console/frame.ts'
import type { FittedModel, ModelView } from '../console/model-view.ts'
import { textFor } from '../text/index.ts'
import { ArmLine, ArmMark, type DrawnArm } from './arm-mark.tsx'
import { Floor, GridLines, tickWords } from './axes.tsx'

type MeansOverVisitsProps = {
  readonly locale: string
  readonly view: Pick<ModelView, 'measure' | 'visits' | 'arms'>
  readonly model: FittedModel
}

/** The same plot twice, drawn for a phone and for a wide screen; the stylesheet shows one. */
export function MeansOverVisits(props: MeansOverVisitsProps) {
  return (
    <>
      <Plot {...props} size="narrow" />
      <Plot {...props} size="wide" />
    </>
  )
}

type Shown = { readonly visit: string; readonly mean: Estimate | null; readonly n: number | null }
type Estimate = Extract<FittedModel['means'][number], { kind: 'estimated' }>
type Series = DrawnArm & {
  readonly title: string
  readonly points: readonly Shown[]
}

const LINE = 18
const CHARACTER = 6.5

/**
 * Adjusted means of each arm over the visits, with their intervals and how many were measured; the mean from before
 * treatment goes across as a reference. A line is broken where a mean is not shown.
 */
function Plot({ locale, view, model, size }: MeansOverVisitsProps & { size: 'narrow' | 'wide' }) {
  const text = textFor(locale)
  const words = tickWords(locale)
  const narrow = size === 'narrow'
  const width = narrow ? 300 : 760
  const series = seriesOf(view, model)
  const visits = [...new Set(model.means.map(({ visit }) => visit))]
  const [left, right] = [narrow ? 36 : 48, width - (narrow ? 6 : 16)]
  const top = 24 + (series.length + 1) * LINE
  const floor = top + (narrow ? 180 : 230)
  const height = floor + 26 + series.length * LINE + 6
  const titles = visits.map((id) => titleIn(view.visits, id))
  const longest = Math.max(...titles.map((title) => title.length), 1) * CHARACTER
  const inset = Math.max(narrow ? 24 : 40, Math.min(longest / 2, width / 5))
  const x = scalePoint(visits, [left + inset, right - inset])
  const at = (visit: string) => x(visit) ?? left
  const y = scaleLinear(valuesShown(view, model), [floor, top]).nice(5)
  const clamp = (value: number) => Math.min(floor, Math.max(top, y(value)))
  const shift = (place: number) => (place - (series.length - 1) / 2) * (narrow ? 7 : 10)
  const every = everyThat(longest, x.step())
  const label = `${size}-means`
  const isBroken = series.some(({ points }) => points.some(({ mean }) => mean === null))
  return (
    <svg
      class={`chart ${size}`}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-labelledby={`${label}-title ${label}-description`}
      font-size="12"
    >
      <title id={`${label}-title`}>{text.model.chart(view.measure.title)}</title>
      <desc id={`${label}-description`}>{describe(series, view, locale)}</desc>
      <text class="soft" x={left} y={12}>
        {text.analysis.directions[view.measure.direction]}
        {isBroken ? ` · × ${text.model.notShown}` : ''}
      </text>
      <Legend locale={locale} series={series} baselineMean={model.baselineMean} left={left} />
      <GridLines
        ticks={y.ticks(5).map((value) => ({ at: y(value), words: words(value) }))}
        left={left}
        right={right}
      />
      <line class="stem" x1={left} x2={right} y1={clamp(model.baselineMean)} y2={clamp(model.baselineMean)} />
      {series.map((one) => (
        <Means one={one} x={(visit) => at(visit) + shift(one.place)} y={clamp} floor={floor} />
      ))}
      <Floor
        ticks={visits.flatMap((visit, place) =>
          place % every === 0 ? [{ at: at(visit), words: titles[place] ?? '' }] : [],
        )}
        left={left}
        right={right}
        at={floor}
      />
      <Counts locale={locale} series={series} x={at} step={x.step()} left={left} top={floor + 38} />
    </svg>
  )
}

type LegendProps = { locale: string; series: readonly Series[]; baselineMean: number; left: number }

/** What each line is, one below the other: names of arms are long. */
function Legend({ locale, series, baselineMean, left }: LegendProps) {
  const said = textFor(locale).model.beforeMean(formats(locale).estimate(baselineMean))
  const last = 26 + series.length * LINE
  return (
    <>
      {series.map((one, row) => (
        <g>
          <ArmLine arm={one} path={`M${left} ${26 + row * LINE}h28`} />
          <ArmMark arm={one} x={left + 14} y={26 + row * LINE} area={64} />
          <text x={left + 36} y={30 + row * LINE}>
            {one.title}
          </text>
        </g>
      ))}
      <line class="stem" x1={left} x2={left + 28} y1={last} y2={last} />
      <text x={left + 36} y={last + 4}>
        {said}
      </text>
    </>
  )
}

type MeansProps = { one: Series; x: (visit: string) => number; y: (value: number) => number; floor: number }

function Means({ one, x, y, floor }: MeansProps) {
  return (
    <g>
      <ArmLine arm={one} path={pathOf(one, x, y)} />
      {one.points.map(({ visit, mean }) => {
        const middle = x(visit)
        if (mean === null) return <path class="cross" d={`M${middle - 4} ${floor - 11}l8 8m0-8l-8 8`} />
        const [low, high] = mean.interval
        return (
          <g>
            <line class="interval" x1={middle} x2={middle} y1={y(low)} y2={y(high)} />
            <ArmMark arm={one} x={middle} y={y(mean.estimate)} area={64} />
          </g>
        )
      })}
    </g>
  )
}

type CountsProps = {
  locale: string
  series: readonly Series[]
  x: (visit: string) => number
  step: number
  left: number
  top: number
}

/** How many were measured, below each visit; only as many as there is room for. */
function Counts({ locale, series, x, step, left, top }: CountsProps) {
  const { count } = formats(locale)
  const wordsOf = (n: number | null) => (n === null ? textFor(locale).console.none : count(n))
  const longest = Math.max(...series.flatMap(({ points }) => points.map(({ n }) => wordsOf(n).length)), 1)
  const every = everyThat(longest * CHARACTER + CHARACTER, step)
  return (
    <g font-size="11">
      {series.map((one, row) => (
        <g>
          <text class="soft" x={left - 22} y={top + row * LINE}>
            n
          </text>
          {series.length > 1 ? <ArmMark arm={one} x={left - 6} y={top - 4 + row * LINE} area={40} /> : null}
          {one.points.map(({ visit, n }, place) =>
            place % every === 0 ? (
              <text class="soft" x={x(visit)} y={top + row * LINE} text-anchor="middle">
                {wordsOf(n)}
              </text>
            ) : null,
          )}
        </g>
      ))}
    </g>
  )
}

/** Of words so long, which fit beside one another: all, every second, every third … */
function everyThat(longest: number, step: number): number {
  return Math.max(1, Math.ceil(longest / Math.max(1, step)))
}

/** Of several arms the first is the reference, drawn hollow. */
function seriesOf({ arms }: MeansOverVisitsProps['view'], { means }: FittedModel): readonly Series[] {
  const kept = arms.filter(({ id }) => means.some(({ arm }) => arm === id))
  return kept.map(({ id, title }, place) => ({
    ...{ title, place, isReference: kept.length > 1 && place === 0 },
    points: means
      .filter(({ arm }) => arm === id)
      .map((mean) => ({
        visit: mean.visit,
        mean: mean.kind === 'estimated' ? mean : null,
        n: mean.kind === 'withheld' ? null : mean.n,
      })),
  }))
}

/** The part of the scale that holds the means and intervals, a third of it at least, so that no small change looks large. */
function valuesShown({ measure }: MeansOverVisitsProps['view'], model: FittedModel): [number, number] {
  const [least, most] = measure.range
  const inRange = (value: number) => Math.min(most, Math.max(least, value))
  const [low = least, high = most] = extent([
    inRange(model.baselineMean),
    ...model.means.flatMap((mean) => (mean.kind === 'estimated' ? mean.interval.map(inRange) : [])),
  ])
  const wider = Math.max(0, (most - least) / 3 - (high - low)) / 2
  const from = Math.min(inRange(low - wider), most - (most - least) / 3)
  return [from, Math.max(inRange(high + wider), from + (most - least) / 3)]
}

function pathOf(one: Series, x: (visit: string) => number, y: (value: number) => number): string {
  return (
    line<Shown>()
      .defined(({ mean }) => mean !== null)
      .x(({ visit }) => x(visit))
      .y(({ mean }) => y(mean?.estimate ?? 0))([...one.points]) ?? ''
  )
}

function describe(
  series: readonly Series[],
  { visits }: MeansOverVisitsProps['view'],
  locale: string,
): string {
  const text = textFor(locale)
  const { estimate } = formats(locale)
  return series
    .map(({ title, points }) => {
      const said = points.map(({ visit, mean }) =>
        mean === null
          ? `${titleIn(visits, visit)} ${text.model.notShown}`
          : `${titleIn(visits, visit)} ${estimate(mean.estimate)} (${text.analysis.to(estimate(mean.interval[0]), estimate(mean.interval[1]))})`,
      )
      return `${title}: ${said.join(', ')}.`
    })
    .join(' ')
}
