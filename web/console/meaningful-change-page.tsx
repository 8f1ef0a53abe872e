import type {
  Correlation,
  MeaningfulChangeEstimate,
  MeaningfulChangeQuery,
  MeaningfulChangeReply,
} from '../api/analyses/meaningful-change.ts'
import { findAnalysesText } from '../text/analyses-text.ts'
import { AnalysisLinks } from './analysis-links.tsx'
import type { MeaningfulChangeWords } from './analysis-words.ts'
import { AttributePicks, FilterNote } from './attribute-filter.tsx'
import { DataTable } from './data-table.tsx'
import { createFormats } from './format.ts'
import { type ConsoleFrame, findTitle, joinTitles } from './frame.ts'
import { JsonLink } from './json-link.tsx'
import { Curves, GroupsTable, Roc } from './meaningful-change-curves.tsx'
import { buildMethodRows, type MethodRow } from './meaningful-change-rows.ts'
import { MethodPlot } from './method-plot.tsx'
import { ConsoleDocument } from './page.tsx'
import { consolePaths } from './paths.ts'
import { Pick, PickForm, PickSeed } from './picker.tsx'
import type { ReleaseQuery } from './release-view.ts'

type MeaningfulChangePageProps = {
  readonly frame: ConsoleFrame
  readonly result: MeaningfulChangeReply
  readonly query: MeaningfulChangeQuery & ReleaseQuery
  readonly words: MeaningfulChangeWords
}
type WorkbenchProps = {
  readonly locale: string
  readonly words: MeaningfulChangeWords
  readonly timepoint: string
  readonly found: MeaningfulChangeEstimate
}

/** How much improvement matters, by every method side by side. */
export function MeaningfulChangePage({ frame, result, query, words }: MeaningfulChangePageProps) {
  const { locale } = frame
  const text = findAnalysesText(locale).meaningfulChange
  const { result: found } = result
  return (
    <ConsoleDocument frame={frame} title={text.heading} section="analyses">
      <AnalysisLinks frame={frame} current="meaningfulChange" />
      <h1>{text.heading}</h1>
      <p class="soft">{text.lead}</p>
      <Pickers {...{ frame, query, words }} />
      <FilterNote frame={frame} filter={result.filter} />
      {result.sitesLeftOut.length === 0 ? null : (
        <p class="note">
          {findAnalysesText(locale).analysis.sitesLeftOut(joinTitles(words.sites, result.sitesLeftOut))}
        </p>
      )}
      {found.kind === 'suppressed' ? (
        <div class="card empty">
          <h2>{text.suppressedHeading}</h2>
          <p class="soft">{text.suppressed(result.minimumCellSize)}</p>
        </div>
      ) : null}
      {found.kind === 'not-estimated' ? (
        <div class="card empty">
          <h2>{text.notEstimated}</h2>
          <p class="soft">{text.resultReasons[found.reason]}</p>
        </div>
      ) : null}
      {found.kind === 'estimated' ? (
        <Workbench {...{ locale, words, found }} timepoint={result.timepoint} />
      ) : null}
      <JsonLink
        locale={locale}
        buildHref={(more) => consolePaths.meaningfulChange(frame.study.id, { ...query, ...more })}
        asOf={result.asOf}
      />
    </ConsoleDocument>
  )
}

function Pickers({ frame, query, words }: Omit<MeaningfulChangePageProps, 'result'>) {
  const { locale } = frame
  const text = findAnalysesText(locale)
  return (
    <PickForm
      locale={locale}
      action={consolePaths.meaningfulChange(frame.study.id)}
      kept={
        query.release === undefined
          ? { replicates: query.replicates, asOf: query.asOf }
          : { release: query.release }
      }
    >
      <Pick name="measure" label={text.analysis.measure} choices={words.measures} chosen={query.measure} />
      <Pick
        name="timepoint"
        label={text.console.outcomes.timepoint}
        choices={words.timepoints}
        chosen={query.timepoint}
      />
      <PickSeed locale={locale} seed={query.seed} />
      <AttributePicks frame={frame} query={query} />
    </PickForm>
  )
}

function Workbench({ locale, words, timepoint, found }: WorkbenchProps) {
  const text = findAnalysesText(locale).meaningfulChange
  const rows = buildMethodRows(found, locale)
  const [least, most] = words.measure.range
  const isWhole = found.detail === 'whole'
  return (
    <>
      <Sample {...{ locale, words, timepoint, found }} />
      <section class="card" aria-label={text.methods}>
        <h2>{text.methods}</h2>
        <MethodPlot locale={locale} rows={rows} span={most - least} />
        {rows.some(({ isUnconfirmed }) => isUnconfirmed) ? (
          <p class="note">
            <b>{text.methodNames['adjusted predictive modelling (2017)']}.</b> {text.unconfirmedHint}
          </p>
        ) : null}
      </section>
      <MethodsTable locale={locale} rows={rows} level={found.level} />
      <p class="soft small">
        {describeBootstrap(found, locale)} {text.distributionHint}
      </p>
      {isWhole ? null : <p class="note">{text.detailSuppressed}</p>}
      <section class="card" aria-label={text.roc}>
        <h2>{text.roc}</h2>
        <Roc locale={locale} roc={found.roc} />
      </section>
      {isWhole && found.n > 0 ? (
        <section class="card" aria-label={text.curves}>
          <h2>{text.curves}</h2>
          <Curves {...{ locale, words, found }} />
          <h3>{text.groups}</h3>
          <GroupsTable {...{ locale, words, found }} />
        </section>
      ) : null}
    </>
  )
}

/** Who it is of, what counts as improved, and whether the rating can carry a threshold at all. */
function Sample({ locale, words, timepoint, found }: WorkbenchProps) {
  const text = findAnalysesText(locale).meaningfulChange
  const { count, percent, signed } = createFormats(locale)
  const { anchor, proportionImproved: share } = found
  const [from, to] = found.minimallyImproved
  const minimal = from === to ? signed(from) : findAnalysesText(locale).analysis.to(signed(from), signed(to))
  return (
    <>
      <p>
        {text.anchoredOn(
          words.measure.title,
          findTitle(words.timepoints, timepoint),
          words.anchorTitle ?? '',
        )}
      </p>
      <ul class="facts">
        <li>
          {found.missing === null
            ? text.countedOnly(count(found.n))
            : text.counted(count(found.n), count(found.missing))}
        </li>
        <li>{text.improvedIs(signed(found.improvedFrom), minimal)}</li>
        <li>{share === null ? text.nobody : text.proportion(percent(share))}</li>
        <li>
          {text.correlation}: {text.pearson} {describeCorrelation(anchor.correlation, locale)};{' '}
          {text.spearman} {describeCorrelation(anchor.rankCorrelation, locale)}.
        </li>
        <li>{text.association}</li>
      </ul>
      {anchor.tooWeak ? (
        <p class="note">{anchor.rankCorrelation.kind === 'estimated' ? text.weak : text.weakUnknown}</p>
      ) : null}
      {share !== null && found.proportionWarning ? (
        <p class="note">{text.unbalanced(percent(share))}</p>
      ) : null}
    </>
  )
}

function MethodsTable({
  locale,
  rows,
  level,
}: {
  locale: string
  rows: readonly MethodRow[]
  level: number
}) {
  const text = findAnalysesText(locale)
  const numbers = [text.analysis.estimate, text.analysis.interval(createFormats(locale).percent(level)), 'n']
  return (
    <DataTable
      label={`${text.meaningfulChange.methods}: ${text.analysis.numbers}`}
      columns={[
        { title: text.meaningfulChange.method },
        ...[...numbers, text.meaningfulChange.resamples].map((title) => ({ title, isNumber: true })),
      ]}
      rows={rows.map((row) => [
        row.isUnconfirmed ? (
          <>
            {row.title} <span class="tag">{text.meaningfulChange.unconfirmed}</span>
          </>
        ) : (
          row.title
        ),
        ...(row.estimate === null ? [row.said] : [row.said, row.intervalText, row.n, row.resamples]),
      ])}
    />
  )
}

function describeCorrelation(found: Correlation, locale: string): string {
  const text = findAnalysesText(locale)
  const { estimate } = createFormats(locale)
  if (found.kind === 'not-estimated')
    return `${text.analysis.notEstimated}, ${text.meaningfulChange.correlationReasons[found.reason]}`
  const { interval } = found
  return interval === null
    ? estimate(found.estimate)
    : `${estimate(found.estimate)} (${text.analysis.to(estimate(interval[0]), estimate(interval[1]))})`
}

function describeBootstrap({ thresholds, seed }: MeaningfulChangeEstimate, locale: string): string {
  const replicates = thresholds.flatMap((one) => (one.kind === 'estimated' ? [one.replicates] : []))[0]
  if (replicates === undefined || replicates === 0) return ''
  return findAnalysesText(locale).meaningfulChange.bootstrap(createFormats(locale).count(replicates), seed)
}
