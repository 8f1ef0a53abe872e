import { findText } from '../text/index.ts'
import { AnalysisLinks } from './analysis-links.tsx'
import { DataTable } from './data-table.tsx'
import { createFormats } from './format.ts'
import type { ConsoleFrame } from './frame.ts'
import { JsonLink } from './json-link.tsx'
import { Curves, GroupsTable, Roc } from './meaningful-change-curves.tsx'
import { buildMethodRows, type MethodRow } from './meaningful-change-rows.ts'
import type {
  CorrelationView,
  MeaningfulChangeEstimateView,
  MeaningfulChangeView,
} from './meaningful-change-view.ts'
import { MethodPlot } from './method-plot.tsx'
import { ConsoleDocument } from './page.tsx'
import { consolePaths } from './paths.ts'
import { Pick, PickForm, PickSeed } from './picker.tsx'

type MeaningfulChangePageProps = { readonly frame: ConsoleFrame; readonly view: MeaningfulChangeView }
type WorkbenchProps = {
  readonly locale: string
  readonly view: MeaningfulChangeView
  readonly result: MeaningfulChangeEstimateView
}

/** How much improvement matters, by every method side by side. */
export function MeaningfulChangePage({ frame, view }: MeaningfulChangePageProps) {
  const { locale } = frame
  const text = findText(locale).meaningfulChange
  const { result } = view
  return (
    <ConsoleDocument frame={frame} title={text.heading} section="outcomes">
      <AnalysisLinks frame={frame} current="thresholds" />
      <h1>{text.heading}</h1>
      <p class="soft">{text.lead}</p>
      <Pickers frame={frame} view={view} />
      {view.sitesLeftOut.length === 0 ? null : (
        <p class="note">{findText(locale).analysis.sitesLeftOut(view.sitesLeftOut.join(', '))}</p>
      )}
      {result.kind === 'suppressed' ? (
        <div class="card empty">
          <h2>{text.suppressedHeading}</h2>
          <p class="soft">{text.suppressed(view.minimumCellSize)}</p>
        </div>
      ) : null}
      {result.kind === 'not-estimated' ? (
        <div class="card empty">
          <h2>{text.notEstimated}</h2>
          <p class="soft">{text.resultReasons[result.reason]}</p>
        </div>
      ) : null}
      {result.kind === 'estimated' ? <Workbench locale={locale} view={view} result={result} /> : null}
      <JsonLink
        locale={locale}
        buildHref={(more) => consolePaths.meaningfulChange(frame.study.id, { ...view.asked, ...more })}
        asOf={view.asOf}
      />
    </ConsoleDocument>
  )
}

function Pickers({ frame, view }: MeaningfulChangePageProps) {
  const { locale } = frame
  const text = findText(locale)
  const { asked } = view
  return (
    <PickForm
      locale={locale}
      action={consolePaths.meaningfulChange(frame.study.id)}
      kept={{ replicates: asked.replicates, asOf: asked.asOf }}
    >
      <Pick name="measure" label={text.analysis.measure} choices={view.measures} chosen={asked.measure} />
      <Pick
        name="timepoint"
        label={text.console.outcomes.timepoint}
        choices={view.timepoints}
        chosen={asked.timepoint}
      />
      <PickSeed locale={locale} seed={asked.seed} />
    </PickForm>
  )
}

function Workbench({ locale, view, result }: WorkbenchProps) {
  const text = findText(locale).meaningfulChange
  const rows = buildMethodRows(result, locale)
  const [least, most] = view.measure.range
  const isWhole = result.detail === 'whole'
  return (
    <>
      <Sample locale={locale} view={view} result={result} />
      <section class="card" aria-label={text.methods}>
        <h2>{text.methods}</h2>
        <MethodPlot locale={locale} rows={rows} span={most - least} />
        {rows.some(({ isUnconfirmed }) => isUnconfirmed) ? (
          <p class="note">
            <b>{text.methodNames['adjusted predictive modelling (2017)']}.</b> {text.unconfirmedHint}
          </p>
        ) : null}
      </section>
      <MethodsTable locale={locale} rows={rows} level={result.level} />
      <p class="soft small">
        {describeBootstrap(result, locale)} {text.distributionHint}
      </p>
      {isWhole ? null : <p class="note">{text.detailSuppressed}</p>}
      <section class="card" aria-label={text.roc}>
        <h2>{text.roc}</h2>
        <Roc locale={locale} roc={result.roc} />
      </section>
      {isWhole && result.n > 0 ? (
        <section class="card" aria-label={text.curves}>
          <h2>{text.curves}</h2>
          <Curves locale={locale} view={view} result={result} />
          <h3>{text.groups}</h3>
          <GroupsTable locale={locale} view={view} result={result} />
        </section>
      ) : null}
    </>
  )
}

/** Who it is of, what counts as improved, and whether the rating can carry a threshold at all. */
function Sample({ locale, view, result }: WorkbenchProps) {
  const text = findText(locale).meaningfulChange
  const { count, percent, signed } = createFormats(locale)
  const { anchor, proportionImproved: share } = result
  const [from, to] = result.minimallyImproved
  const minimal = from === to ? signed(from) : findText(locale).analysis.to(signed(from), signed(to))
  return (
    <>
      <p>{text.anchoredOn(view.measure.title, view.timepoint.title, view.anchorTitle ?? '')}</p>
      <ul class="facts">
        <li>
          {result.missing === null
            ? text.countedOnly(count(result.n))
            : text.counted(count(result.n), count(result.missing))}
        </li>
        <li>{text.improvedIs(signed(result.improvedFrom), minimal)}</li>
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
      {share !== null && result.proportionWarning ? (
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
  const text = findText(locale)
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
        ...(row.estimate === null ? [row.said] : [row.said, row.saidInterval, row.n, row.resamples]),
      ])}
    />
  )
}

function describeCorrelation(found: CorrelationView, locale: string): string {
  const text = findText(locale)
  const { estimate } = createFormats(locale)
  if (found.kind === 'not-estimated')
    return `${text.analysis.notEstimated}, ${text.meaningfulChange.correlationReasons[found.reason]}`
  const { interval } = found
  return interval === null
    ? estimate(found.estimate)
    : `${estimate(found.estimate)} (${text.analysis.to(estimate(interval[0]), estimate(interval[1]))})`
}

function describeBootstrap({ thresholds, seed }: MeaningfulChangeEstimateView, locale: string): string {
  const replicates = thresholds.flatMap((one) => (one.kind === 'estimated' ? [one.replicates] : []))[0]
  if (replicates === undefined || replicates === 0) return ''
  return findText(locale).meaningfulChange.bootstrap(createFormats(locale).count(replicates), seed)
}
