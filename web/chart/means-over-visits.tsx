import { extent } from 'd3-array'
import { scaleLinear, scalePoint } from 'd3-scale'
import {
  line,
  type SymbolType,
  symbol,
  symbolCircle,
  symbolDiamond,
  symbolSquare,
  symbolTriangle,
} from 'd3-shape'
import { formats } from '../console/format.ts'
import { titleIn } from '../console/frame.ts'
import type { FittedModel, ModelView } from '../console/model-view.ts'
import { textFor } from '../text/index.ts'
import { Floor, GridLines, tickWords } from './axes.tsx'

type MeansOverVisitsProps = {
  readonly locale: string
  readonly view: Pick<ModelView, 'measure' | 'baseline' | 'visits' | 'arms'>
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

/** Arms are told apart by their mark and the breaks of their line, whatever the colours. */
const MARKS: readonly { readonly shape: SymbolType; readonly dashes: string | undefined }[] = [
  { shape: symbolCircle, dashes: undefined },
  { shape: symbolSquare, dashes: '7 4' },
  { shape: symbolTriangle, dashes: '2 4' },
  { shape: symbolDiamond, dashes: '9 3 2 3' },
]
const markOf = (at: number) => MARKS[at % MARKS.length] as (typeof MARKS)[number]

type Shown = { readonly visit: string; readonly mean: Estimate | null; readonly n: number | null }
type Estimate = Extract<FittedModel['means'][number], { kind: 'estimated' }>
type Series = {
  readonly id: string
  readonly title: string
  readonly place: number
  readonly isReference: boolean
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
  const { estimate } = formats(locale)
  const words = tickWords(locale)
  const narrow = size === 'narrow'
  const width = narrow ? 300 : 760
  const series = seriesOf(view, model)
  const visits = [...new Set(model.means.map(({ visit }) => visit))]
  const legend = [
    ...series.map((one) => ({ words: one.title, one })),
    { words: text.model.beforeMean(estimate(model.baselineMean)), one: undefined },
  ]
  const [left, right] = [narrow ? 36 : 48, width - (narrow ? 6 : 16)]
  const top = 24 + legend.length * LINE
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
  // A name is left out where there is no room for it beside the one before.
  const every = Math.max(1, Math.ceil(longest / Math.max(1, x.step())))
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
      {legend.map(({ words: said, one }, row) => (
        <g>
          {one === undefined ? (
            <line class="stem" x1={left} x2={left + 28} y1={26 + row * LINE} y2={26 + row * LINE} />
          ) : (
            <Sample one={one} x={left} y={26 + row * LINE} />
          )}
          <text x={left + 36} y={30 + row * LINE}>
            {said}
          </text>
        </g>
      ))}
      <GridLines
        ticks={y.ticks(5).map((value) => ({ at: y(value), words: words(value) }))}
        left={left}
        right={right}
      />
      <line class="stem" x1={left} x2={right} y1={clamp(model.baselineMean)} y2={clamp(model.baselineMean)} />
      {series.map((one) => (
        <g>
          <path
            class={classOf('series', one)}
            stroke-dasharray={markOf(one.place).dashes}
            d={pathOf(one, (visit) => at(visit) + shift(one.place), clamp)}
          />
          {one.points.map(({ visit, mean }) => {
            const middle = at(visit) + shift(one.place)
            if (mean === null) return <path class="cross" d={`M${middle - 4} ${floor - 11}l8 8m0-8l-8 8`} />
            const [low, high] = [clamp(mean.interval[0]), clamp(mean.interval[1])]
            return (
              <g>
                <line class="interval" x1={middle} x2={middle} y1={low} y2={high} />
                <path
                  class={classOf('point', one)}
                  transform={`translate(${middle} ${clamp(mean.estimate)})`}
                  d={symbol(markOf(one.place).shape, 64)() ?? ''}
                />
              </g>
            )
          })}
        </g>
      ))}
      <Floor
        ticks={visits.flatMap((visit, place) =>
          place % every === 0 ? [{ at: at(visit), words: titles[place] ?? '' }] : [],
        )}
        left={left}
        right={right}
        at={floor}
      />
      {series.map((one, row) => (
        <g font-size="11">
          <text class="soft" x={left - 22} y={floor + 38 + row * LINE}>
            n
          </text>
          {series.length > 1 ? (
            <path
              class={classOf('point', one)}
              transform={`translate(${left - 6} ${floor + 34 + row * LINE})`}
              d={symbol(markOf(one.place).shape, 40)() ?? ''}
            />
          ) : null}
          {one.points.map(({ visit, n }) => (
            <text class="soft" x={at(visit)} y={floor + 38 + row * LINE} text-anchor="middle">
              {n === null ? '–' : formats(locale).count(n)}
            </text>
          ))}
        </g>
      ))}
    </svg>
  )
}

function Sample({ one, x, y }: { one: Series; x: number; y: number }) {
  return (
    <g>
      <path class={classOf('series', one)} stroke-dasharray={markOf(one.place).dashes} d={`M${x} ${y}h28`} />
      <path
        class={classOf('point', one)}
        transform={`translate(${x + 14} ${y})`}
        d={symbol(markOf(one.place).shape, 64)() ?? ''}
      />
    </g>
  )
}

function classOf(kind: 'series' | 'point', { isReference }: Series): string {
  return isReference ? `${kind} reference` : kind
}

/** Of several arms the first is the reference, drawn hollow. */
function seriesOf({ arms }: MeansOverVisitsProps['view'], { means }: FittedModel): readonly Series[] {
  const kept = arms.filter(({ id }) => means.some(({ arm }) => arm === id))
  return kept.map(({ id, title }, place) => ({
    ...{ id, title, place, isReference: kept.length > 1 && place === 0 },
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
