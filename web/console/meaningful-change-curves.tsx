import { extent } from 'd3-array'
import type {
  CumulativeShares,
  MeaningfulChangeEstimate,
  RocEstimate,
} from '../api/analyses/meaningful-change.ts'
import { CumulativeCurve } from '../charts/cumulative-curve.tsx'
import { RocCurve } from '../charts/roc-curve.tsx'
import { findAnalysesText } from '../text/analyses-text.ts'
import type { MeaningfulChangeWords } from './analysis-words.ts'
import { DataTable } from './data-table.tsx'
import { createFormats } from './format.ts'

type CurvesProps = {
  readonly locale: string
  readonly words: MeaningfulChangeWords
  readonly found: MeaningfulChangeEstimate
}

/** The ROC curve with every cut as a table. */
export function Roc({ locale, roc }: { locale: string; roc: RocEstimate }) {
  const text = findAnalysesText(locale)
  const { estimate, percent } = createFormats(locale)
  if (roc.kind === 'not-estimated')
    return (
      <p>
        {text.analysis.notEstimated}: {text.meaningfulChange.estimateReasons[roc.reason]}.
      </p>
    )
  const { area, points } = roc
  const cut = roc.threshold === null ? text.analysis.notEstimated : estimate(roc.threshold)
  const interval =
    area.interval === null
      ? ''
      : ` (${text.analysis.to(estimate(area.interval[0]), estimate(area.interval[1]))})`
  // The first cut takes everybody for improved, the last nobody.
  const describeCut = (cut: number | null, at: number) =>
    cut === null ? text.meaningfulChange[at === 0 ? 'everybodyCut' : 'nobodyCut'] : estimate(cut)
  return (
    <>
      <p>{text.meaningfulChange.rocLead(`${estimate(area.estimate)}${interval}`)}</p>
      {points.length === 0 ? null : (
        <>
          <div class="curves">
            <figure>
              <RocCurve
                locale={locale}
                text={{
                  label: text.meaningfulChange.rocDescription(estimate(area.estimate), cut),
                  xTitle: text.meaningfulChange.ofOthers,
                  yTitle: text.meaningfulChange.ofImproved,
                  bestCut: text.meaningfulChange.bestCut(cut),
                }}
                cuts={points}
                best={roc.best}
              />
            </figure>
          </div>
          <details>
            <summary>{text.analysis.numbers}</summary>
            <DataTable
              label={text.meaningfulChange.rocCaption}
              columns={[
                { title: text.meaningfulChange.cut },
                { title: text.meaningfulChange.sensitivity, isNumber: true },
                { title: text.meaningfulChange.falseAlarms, isNumber: true },
              ]}
              rows={points.map(({ cut, sensitivity, specificity }, at) => [
                describeCut(cut, at),
                percent(sensitivity),
                percent(1 - specificity),
              ])}
            />
          </details>
        </>
      )}
    </>
  )
}

/** The whole distribution of improvement: by rating, and of everybody with missing answers counted both ways. */
export function Curves({ locale, words, found }: CurvesProps) {
  const text = findAnalysesText(locale).meaningfulChange
  const { count, percent } = createFormats(locale)
  const { leftOut, notImproved } = found.cumulative
  const between = extent(leftOut.points, ({ improvement }) => improvement)
  const [low, high] = between
  if (low === undefined || high === undefined) return null
  const range = low === high ? ([low - 1, high + 1] as const) : ([low, high] as const)
  const groups = found.anchor.groups.map((group) => ({
    ...group,
    title: groupTitle(words, group.anchor, locale),
  }))
  return (
    <>
      <p class="soft small">{text.curvesLead(percent(found.level))}</p>
      <div class="curves even">
        {groups.map(({ title, n, curve }) => (
          <figure>
            <figcaption class="small">
              <b>{title}</b>, n {count(n)}
            </figcaption>
            <CumulativeCurve
              locale={locale}
              label={describeCurve(text.ofGroup, curve, locale)}
              xTitle={text.improvementAxis}
              main={{ title: text.ofGroup, points: curve.points }}
              other={{ title: text.everybody, points: leftOut.points }}
              domain={range}
            />
          </figure>
        ))}
        <figure>
          <figcaption class="small">
            <b>{text.missingBothWays}</b>, n {count(leftOut.n)}, {count(notImproved.n)}
          </figcaption>
          <CumulativeCurve
            locale={locale}
            label={describeCurve(text.leftOut, leftOut, locale)}
            xTitle={text.improvementAxis}
            main={{ title: text.leftOut, points: leftOut.points }}
            other={{ title: text.notImproved, points: notImproved.points }}
            domain={range}
            hasOtherBand
          />
        </figure>
      </div>
      <details>
        <summary>{findAnalysesText(locale).analysis.numbers}</summary>
        {groups.map(({ title, curve }) => (
          <CurveTable locale={locale} title={title} curve={curve} level={found.level} />
        ))}
        <CurveTable
          locale={locale}
          title={`${text.everybody}, ${text.leftOut}`}
          curve={leftOut}
          level={found.level}
        />
        <CurveTable
          locale={locale}
          title={`${text.everybody}, ${text.notImproved}`}
          curve={notImproved}
          level={found.level}
        />
      </details>
    </>
  )
}

/** The least, the middle and the largest improvement of a curve, each with the share that reaches it. */
function describeCurve(title: string, { points }: CumulativeShares, locale: string): string {
  const text = findAnalysesText(locale).meaningfulChange
  const { percent, estimate } = createFormats(locale)
  const places = [...new Set([0, Math.floor((points.length - 1) / 2), points.length - 1])]
  const reached = places
    .flatMap((place) => points[place] ?? [])
    .map(({ share, improvement }) => text.reached(percent(share), estimate(improvement)))
  return text.curveDescription(title, reached.join(', '))
}

function CurveTable(props: { locale: string; title: string; curve: CumulativeShares; level: number }) {
  const { locale, title, curve, level } = props
  const text = findAnalysesText(locale)
  const { estimate, percent } = createFormats(locale)
  return (
    <>
      <h3>{title}</h3>
      <DataTable
        label={`${text.meaningfulChange.curves}: ${title}`}
        columns={[
          { title: text.meaningfulChange.atLeast },
          { title: text.meaningfulChange.share, isNumber: true },
          { title: text.analysis.interval(percent(level)), isNumber: true },
        ]}
        rows={curve.points.map(({ improvement, share, interval: [low, high] }) => [
          estimate(improvement),
          percent(share),
          text.analysis.to(percent(low), percent(high)),
        ])}
      />
    </>
  )
}

/** A row for each rating: how many gave it, and how much they improved. */
export function GroupsTable({ locale, words, found }: CurvesProps) {
  const text = findAnalysesText(locale)
  const { count, estimate } = createFormats(locale)
  return (
    <DataTable
      label={text.meaningfulChange.groups}
      columns={[
        { title: text.meaningfulChange.rating },
        ...[
          'n',
          text.meaningfulChange.mean,
          text.meaningfulChange.median,
          text.meaningfulChange.deviation,
        ].map((title) => ({
          title,
          isNumber: true,
        })),
      ]}
      rows={found.anchor.groups.map((group) => [
        groupTitle(words, group.anchor, locale),
        count(group.n),
        estimate(group.mean),
        estimate(group.median),
        group.standardDeviation === null ? text.console.none : estimate(group.standardDeviation),
      ])}
    />
  )
}

function groupTitle(words: MeaningfulChangeWords, steps: number, locale: string): string {
  const title = words.stepTitles.find((one) => one.steps === steps)?.title
  const said = createFormats(locale).signed(steps)
  return title ? findAnalysesText(locale).meaningfulChange.steps(said, title) : said
}
