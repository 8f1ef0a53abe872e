import type { OneStageRate } from '../api/analyses/pooling.ts'
import type { ResponderRateQuery, ResponderRateReply } from '../api/analyses/responder-rate.ts'
import { findAnalysesText } from '../text/analyses-text.ts'
import { AnalysisLinks } from './analysis-links.tsx'
import { ArmComparisonTables } from './arm-comparison-tables.tsx'
import { AttributePicks, FilterNote } from './attribute-filter.tsx'
import type { ResponderRateWords } from './definition-words.ts'
import { DenominatorTable } from './denominator-table.tsx'
import { createFormats, stripFullStop } from './format.ts'
import { type ConsoleFrame, findTitle } from './frame.ts'
import { JsonLink } from './json-link.tsx'
import { ConsoleDocument } from './page.tsx'
import { consolePaths } from './paths.ts'
import { Pick, PickForm } from './picker.tsx'
import { findWeight, PoolingDetails, PoolingPicks } from './pooling-details.tsx'
import { RateForest } from './rate-forest.tsx'
import { RateMeaning } from './rate-meaning.tsx'
import type { ReleaseQuery } from './release-view.ts'
import { OutcomeTable } from './responder-rate-table.tsx'
import { RateStrataTable } from './strata-tables.tsx'

type ResponderRatePageProps = {
  readonly frame: ConsoleFrame
  readonly result: ResponderRateReply
  readonly query: Omit<ResponderRateQuery, 'format'> & ReleaseQuery
  readonly words: ResponderRateWords
}

/** One responder definition at one timepoint: each clinic, the pooled rate, and who is counted. */
export function ResponderRatePage({ frame, result, query, words }: ResponderRatePageProps) {
  const text = findAnalysesText(frame.locale).console
  const { estimand } = findAnalysesText(frame.locale)
  const { definition } = words
  return (
    <ConsoleDocument frame={frame} title={text.outcomes.heading} section="analyses">
      <AnalysisLinks frame={frame} current="responderRate" />
      <h1>{text.outcomes.heading}</h1>
      <Pickers {...{ frame, query, words, result }} />
      <FilterNote frame={frame} filter={result.filter} />
      <section class="card" aria-label={text.outcomes.definition}>
        <h2>
          {definition.title}, {findTitle(words.timepoints, result.timepoint)}
        </h2>
        <p>{definition.summary}</p>
        {result.evidence === 'established' ? null : (
          <p class="note">
            <b>{text.outcomes[result.evidence]}</b>
          </p>
        )}
        <p class="soft small">
          {text.outcomes.source(stripFullStop(definition.source))} {result.definition}{' '}
          <code title={result.hash}>{result.hash.slice(0, 12)}</code>
        </p>
      </section>
      <RateMeaning locale={frame.locale} isBlinded={frame.member.blinded} result={result} words={words} />
      {result.noRate === null ? (
        <>
          <div class="card">
            <h2>{estimand.denominators}</h2>
            <DenominatorTable
              locale={frame.locale}
              title={estimand.denominators}
              rates={result.rates}
              imputed={result.imputed}
            />
          </div>
          <section class="card" aria-label={text.outcomes.chart}>
            <h2>{text.outcomes.chart}</h2>
            <RateForest locale={frame.locale} result={result} />
            <Pooled locale={frame.locale} result={result} />
          </section>
          <RateStrataTable frame={frame} strata={result.strata} />
          {result.byArm === null ? null : (
            <ArmComparisonTables
              locale={frame.locale}
              byArm={result.byArm}
              arms={words.arms}
              multiplicity={result.multiplicity}
            />
          )}
        </>
      ) : (
        <div class="card empty">
          <h2>{estimand.noRate[result.noRate]}</h2>
          <p class="soft">{text.outcomes.emptyHint}</p>
        </div>
      )}
      <OutcomeTable locale={frame.locale} result={result} />
      <Reasons locale={frame.locale} result={result} />
      <p>
        <a
          class="button outline"
          href={consolePaths.responderRate(frame.study.id, {
            ...query,
            asOf: result.asOf,
            format: 'spreadsheet',
          })}
        >
          {text.outcomes.download}
        </a>
      </p>
      <JsonLink
        locale={frame.locale}
        buildHref={(more) => consolePaths.responderRate(frame.study.id, { ...query, ...more })}
        asOf={result.asOf}
      />
    </ConsoleDocument>
  )
}

function Pickers({ frame, query, words, result }: ResponderRatePageProps) {
  const text = findAnalysesText(frame.locale).console.outcomes
  return (
    <PickForm
      locale={frame.locale}
      action={consolePaths.responderRate(frame.study.id)}
      kept={
        query.release === undefined
          ? { asOf: query.asOf, imputations: query.imputations, seed: query.seed }
          : { release: query.release }
      }
      more={query.release === undefined ? <PoolingPicks locale={frame.locale} rules={query} /> : null}
    >
      <Pick name="definition" label={text.definition} choices={words.definitions} chosen={query.definition} />
      <Pick name="timepoint" label={text.timepoint} choices={words.timepoints} chosen={query.timepoint} />
      <Pick
        name="estimand"
        label={findAnalysesText(frame.locale).estimand.choose}
        choices={words.estimands}
        chosen={result.estimand.id}
      />
      <AttributePicks frame={frame} query={query} canStratify />
    </PickForm>
  )
}

function Pooled({ locale, result }: { locale: string; result: ResponderRateReply }) {
  const console = findAnalysesText(locale).console
  const text = console.outcomes
  const format = createFormats(locale)
  const { analysis, pooling, releases } = findAnalysesText(locale)
  const { pooled } = result
  if (pooled.kind === 'not-pooled') return <p>{console.reasonOf(pooled.reason)}</p>
  if (pooled.kind === 'suppressed') return <p>{releases.pooledSuppressed}</p>
  const sentence = (
    <p>
      <b>
        {pooled.interval === null
          ? releases.pooledAbout(format.percent(pooled.rate))
          : text.pooledIs(
              ...([pooled.rate, ...pooled.interval].map(format.percent) as [string, string, string]),
            )}
      </b>{' '}
      {pooled.predictionInterval === null
        ? null
        : text.prediction(
            format.percent(pooled.predictionInterval[0]),
            format.percent(pooled.predictionInterval[1]),
          )}
    </p>
  )
  if (pooled.kind === 'rounded')
    return (
      <>
        {sentence}
        <p class="soft small">
          {pooled.interval === null
            ? releases.coarse(pooled.k, format.percent(pooled.step))
            : releases.rounded(pooled.k, format.percent(pooled.step))}
        </p>
      </>
    )
  const left = result.sites
    .filter((one) => !pooled.sites.some(({ site }) => site === one.site))
    .map(({ name }) => name)
  return (
    <>
      {sentence}
      <p class="soft small">
        {pooling.heterogeneity(pooled.k, format.percentage(pooled.i2), format.small(pooled.tau2))}{' '}
        {pooling.rateMethods[pooled.rateMethod]}. {text.method}{' '}
        {left.length === 0 ? null : text.leftOut(left.join(', '))}
      </p>
      <PoolingDetails
        locale={locale}
        of={text.chart}
        pooled={pooled}
        others={[
          pooling.clinicMean(formatEstimate(pooled.clinicMean, locale), format.small(pooled.clinicMean.icc)),
          pooling.twoStage(formatEstimate(pooled.twoStage, locale)),
          pooled.oneStage.kind === 'pooled'
            ? pooling.oneStage(formatOneStage(pooled.oneStage, locale))
            : pooling.oneStageNot(console.reasonOf(pooled.oneStage.reason)),
        ]}
        withoutEach={pooled.withoutEach.map((rest) => ({
          name: result.sites.find(({ site }) => site === rest.without)?.name ?? rest.without,
          weight: findWeight(pooled, rest.without),
          estimate: rest.kind === 'pooled' ? format.percent(rest.rate) : console.none,
          interval:
            rest.kind === 'pooled'
              ? analysis.to(format.percent(rest.interval[0]), format.percent(rest.interval[1]))
              : console.reasonOf(rest.reason),
        }))}
      />
    </>
  )
}

/** With its profile interval, or the normal one where there is none. */
function formatOneStage(
  { rate: { estimate, profile, wald } }: Extract<OneStageRate, { kind: 'pooled' }>,
  locale: string,
): string {
  return formatEstimate(
    { rate: estimate, interval: profile.kind === 'estimated' ? profile.interval : wald },
    locale,
  )
}

function formatEstimate(
  { rate, interval: [low, high] }: { readonly rate: number; readonly interval: readonly [number, number] },
  locale: string,
): string {
  const { percent } = createFormats(locale)
  return `${percent(rate)} (${findAnalysesText(locale).analysis.to(percent(low), percent(high))})`
}

/** Who failed by an event, and whose answers are missing. */
function Reasons({ locale, result }: { locale: string; result: ResponderRateReply }) {
  const { console, estimand } = findAnalysesText(locale)
  return (
    <>
      <CountTable
        locale={locale}
        title={estimand.failedBy}
        rows={result.failedBy.map(({ event, count }) => [estimand.events[event], count])}
      />
      <CountTable
        locale={locale}
        title={estimand.missing}
        rows={result.missing.map(({ reason, count }) => [console.reasonOf(reason), count])}
      />
    </>
  )
}

function CountTable({
  locale,
  title,
  rows,
}: {
  locale: string
  title: string
  rows: readonly (readonly [label: string, count: number | null])[]
}) {
  const text = findAnalysesText(locale).console.outcomes
  if (rows.length === 0) return null
  return (
    <>
      <h2>{title}</h2>
      <section class="scroll" aria-label={title} tabindex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{text.reason}</th>
              <th scope="col" class="n">
                {text.count}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(([label, count]) => (
              <tr>
                <td>{label}</td>
                <td class="n">{count ?? text.suppressed}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  )
}
