import type {
  ArmDifference,
  GroupChange,
  MeanChangeQuery,
  MeanChangeReply,
  OverallMean,
  PooledMean,
} from '../api/analyses/mean-change.ts'
import { findAnalysesText } from '../text/analyses-text.ts'
import { AnalysisLinks } from './analysis-links.tsx'
import type { FollowUpWords } from './analysis-words.ts'
import { AttributePicks, FilterNote } from './attribute-filter.tsx'
import { DataTable } from './data-table.tsx'
import { createFormats } from './format.ts'
import { type ConsoleFrame, findTitle } from './frame.ts'
import { JsonLink } from './json-link.tsx'
import { ChangeForest, type ChangeRow } from './mean-change-forest.tsx'
import { MeanMeaning } from './mean-meaning.tsx'
import { ConsoleDocument } from './page.tsx'
import { consolePaths } from './paths.ts'
import { Pick, PickForm } from './picker.tsx'
import { findWeight, PoolingDetails, PoolingPicks } from './pooling-details.tsx'
import type { ReleaseQuery } from './release-view.ts'
import { MeanChangeStrataTable } from './strata-tables.tsx'

type ResultProps = { readonly result: MeanChangeReply; readonly words: FollowUpWords }
type MeanChangePageProps = ResultProps & {
  readonly frame: ConsoleFrame
  readonly query: MeanChangeQuery & ReleaseQuery
}
type PartProps = ResultProps & { readonly locale: string }

/** How much one measure changed from baseline: each clinic, pooled, and one arm against another. */
export function MeanChangePage({ frame, result, query, words }: MeanChangePageProps) {
  const { locale } = frame
  const text = findAnalysesText(locale)
  return (
    <ConsoleDocument frame={frame} title={text.meanChange.heading} section="analyses">
      <AnalysisLinks frame={frame} current="meanChange" />
      <h1>{text.meanChange.heading}</h1>
      <p class="soft">{text.meanChange.lead}</p>
      <PickForm
        locale={locale}
        action={consolePaths.meanChange(frame.study.id)}
        kept={{ asOf: query.asOf, release: query.release }}
        more={query.release === undefined ? <PoolingPicks locale={locale} rules={query} /> : null}
      >
        <Pick name="measure" label={text.analysis.measure} choices={words.measures} chosen={query.measure} />
        <Pick
          name="timepoint"
          label={text.console.outcomes.timepoint}
          choices={words.timepoints}
          chosen={query.timepoint}
        />
        <AttributePicks frame={frame} query={query} canStratify />
      </PickForm>
      <FilterNote frame={frame} filter={result.filter} />
      <MeanMeaning {...{ locale, estimand: result.estimand, measure: words.measure.title }} />
      <Whole {...{ locale, result, words }} />
      <MeanChangeStrataTable frame={frame} strata={result.strata} />
      {result.differences.map((difference) => (
        <Difference {...{ locale, result, words, difference }} />
      ))}
      <p class="soft small">{text.console.outcomes.suppression(result.minimumCellSize)}</p>
      <JsonLink
        locale={locale}
        buildHref={(more) => consolePaths.meanChange(frame.study.id, { ...query, ...more })}
        asOf={result.asOf}
      />
    </ConsoleDocument>
  )
}

function Whole({ locale, result, words }: PartProps) {
  const text = findAnalysesText(locale)
  const rows = result.sites.map(({ site, change }): ChangeRow => {
    const estimate = change.kind === 'shown' && change.estimate.kind === 'estimated' ? change.estimate : null
    const n = change.kind === 'shown' ? change.n : null
    return {
      name: findTitle(words.sites, site),
      n,
      estimate,
      weight: findWeight(result.pooled, site),
      words: describeEstimate(change, locale),
    }
  })
  const title = `${words.measure.title}, ${findTitle(words.timepoints, result.timepoint)}`
  return (
    <section class="card" aria-label={title}>
      <h2>{title}</h2>
      <p class="soft small">{text.analysis.directions[words.measure.direction]}</p>
      <ChangeForest
        {...{ locale, rows, pooled: result.pooled, title: text.meanChange.mean }}
        axis={text.meanChange.axis}
        upwards={text.meanChange.more}
      />
      <Pooled
        {...{ locale, result, words }}
        pooled={result.pooled}
        title={title}
        formatSentence={text.meanChange.pooledIs}
      />
      <Overall {...{ locale, overall: result.overall }} />
      <SitesTable {...{ locale, result, words }} />
    </section>
  )
}

function Overall({ locale, overall }: { readonly locale: string; readonly overall: OverallMean }) {
  const text = findAnalysesText(locale).meanChange
  const { estimate: say, count } = createFormats(locale)
  if (overall.kind === 'suppressed') return <p class="soft small">{text.overallSuppressed}</p>
  if (overall.kind === 'not-estimated')
    return <p class="soft small">{text.overallNot(text.reasons[overall.reason])}</p>
  const [low, high] = overall.interval
  return (
    <p>
      {text.overall(say(overall.estimate), say(low), say(high), count(overall.n))}{' '}
      <span class="soft small">{text.overallMethod}</span>
    </p>
  )
}

function SitesTable({ locale, result, words }: PartProps) {
  const text = findAnalysesText(locale)
  const hasArms = words.arms.length > 0
  const columns = [
    { title: text.console.outcomes.site },
    ...(hasArms ? [{ title: text.meanChange.arm }] : []),
    ...[
      text.meanChange.n,
      text.meanChange.without,
      text.meanChange.mean,
      text.meanChange.sd,
      text.console.outcomes.interval,
    ].map((title) => ({ title, isNumber: true })),
  ]
  const rows = result.sites.flatMap(({ site, change, byArm }) => {
    const name = findTitle(words.sites, site)
    return [
      [name, ...(hasArms ? [text.meanChange.everybody] : []), ...buildCells(change, locale)],
      ...byArm.map((one) => [name, findTitle(words.arms, one.arm), ...buildCells(one.change, locale)]),
    ]
  })
  return <DataTable label={text.analysis.numbers} columns={columns} rows={rows} />
}

function Difference({
  locale,
  result,
  words,
  difference: { arm, against, sites, pooled },
}: PartProps & { readonly difference: ArmDifference }) {
  const text = findAnalysesText(locale)
  const { estimate: say } = createFormats(locale)
  const title = text.meanChange.compared(findTitle(words.arms, arm), findTitle(words.arms, against))
  const rows = sites.map(({ site, difference }): ChangeRow => {
    const of = result.sites.find((one) => one.site === site)
    const about = {
      name: findTitle(words.sites, site),
      n: countBoth(of, arm, against),
      weight: findWeight(pooled, site),
    }
    if (difference.kind === 'suppressed')
      return { ...about, estimate: null, words: text.console.outcomes.suppressed }
    if (difference.kind === 'not-estimated')
      return { ...about, estimate: null, words: text.meanChange.reasons[difference.reason] }
    const [low, high] = difference.interval
    return {
      ...{ ...about, estimate: difference },
      words: text.meanChange.words(say(difference.estimate), say(low), say(high)),
    }
  })
  return (
    <section class="card" aria-label={title}>
      <h2>{title}</h2>
      <ChangeForest
        {...{ locale, rows, pooled, title }}
        axis={text.meanChange.differenceAxis}
        upwards={text.meanChange.moreDifference}
      />
      <Pooled
        {...{ locale, result, words }}
        pooled={pooled}
        title={title}
        formatSentence={text.meanChange.differenceIs}
      />
    </section>
  )
}

/** How many of a clinic are in the two arms together; `null` where either number is suppressed. */
function countBoth(
  of: MeanChangeReply['sites'][number] | undefined,
  arm: string,
  against: string,
): number | null {
  const counts = [arm, against].map((id) => {
    const change = of?.byArm.find((one) => one.arm === id)?.change
    return change?.kind === 'shown' ? change.n : null
  })
  return counts.reduce((sum, n) => (sum === null || n === null ? null : sum + n), 0)
}

function Pooled(
  props: PartProps & {
    readonly pooled: PooledMean
    readonly title: string
    readonly formatSentence: (mean: string, low: string, high: string) => string
  },
) {
  const { locale, result, words, pooled, title, formatSentence: says } = props
  const text = findAnalysesText(locale)
  const { estimate: say, percentage, small } = createFormats(locale)
  if (pooled.kind === 'not-pooled') {
    const reasons: Readonly<Record<string, string>> = text.meanChange.notPooled
    return <p>{reasons[pooled.reason] ?? pooled.reason}</p>
  }
  if (pooled.kind === 'suppressed') return <p>{text.releases.pooledSuppressed}</p>
  const [low, high] = pooled.interval
  const [least, most] = pooled.predictionInterval
  const sentence = (
    <p>
      <b>{says(say(pooled.estimate), say(low), say(high))}</b>{' '}
      {text.meanChange.prediction(say(least), say(most))}
    </p>
  )
  if (pooled.kind === 'rounded')
    return (
      <>
        {sentence}
        <p class="soft small">{text.releases.roundedMean(pooled.k)}</p>
      </>
    )
  const left = result.sites.filter((one) => !pooled.sites.some(({ site }) => site === one.site))
  return (
    <>
      {sentence}
      <p class="soft small">
        {text.pooling.heterogeneity(pooled.k, percentage(pooled.i2), small(pooled.tau2))}{' '}
        {text.meanChange.sitesMethod}{' '}
        {left.length === 0
          ? null
          : text.meanChange.leftOut(left.map(({ site }) => findTitle(words.sites, site)).join(', '))}
      </p>
      <PoolingDetails
        locale={locale}
        of={title}
        pooled={pooled}
        withoutEach={pooled.withoutEach.map((rest) => ({
          name: findTitle(words.sites, rest.without),
          weight: findWeight(pooled, rest.without),
          estimate: rest.kind === 'pooled' ? say(rest.estimate) : text.console.none,
          interval:
            rest.kind === 'pooled'
              ? text.analysis.to(say(rest.interval[0]), say(rest.interval[1]))
              : text.console.none,
        }))}
      />
    </>
  )
}

function describeEstimate(change: GroupChange, locale: string): string {
  const text = findAnalysesText(locale)
  const { estimate: say } = createFormats(locale)
  if (change.kind === 'suppressed') return text.console.outcomes.suppressed
  if (change.estimate.kind === 'not-estimated') return text.meanChange.reasons[change.estimate.reason]
  const [low, high] = change.estimate.interval
  return text.meanChange.words(say(change.estimate.estimate), say(low), say(high))
}

function buildCells(change: GroupChange, locale: string): readonly (string | number)[] {
  const text = findAnalysesText(locale)
  const { estimate: say } = createFormats(locale)
  if (change.kind === 'suppressed') return [text.console.outcomes.suppressed]
  const { n, without, mean, sd, estimate } = change
  return [
    ...[n, without ?? text.console.outcomes.suppressed],
    ...[mean, sd].map((value) => (value === null ? text.console.none : say(value))),
    estimate.kind === 'estimated'
      ? text.analysis.to(say(estimate.interval[0]), say(estimate.interval[1]))
      : text.meanChange.reasons[estimate.reason],
  ]
}
