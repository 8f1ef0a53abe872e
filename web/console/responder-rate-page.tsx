import type { OneStageRate } from '../api/analyses/pooling.ts'
import type { ResponderRateQuery, ResponderRateReply } from '../api/analyses/responder-rate.ts'
import { findAnalysesText } from '../text/analyses-text.ts'
import { AnalysisLinks } from './analysis-links.tsx'
import type { ResponderRateWords } from './definition-words.ts'
import { createFormats, stripFullStop } from './format.ts'
import { type ConsoleFrame, findTitle } from './frame.ts'
import { JsonLink } from './json-link.tsx'
import { ConsoleDocument } from './page.tsx'
import { consolePaths } from './paths.ts'
import { Pick, PickForm } from './picker.tsx'
import { findWeight, PoolingDetails, PoolingPicks } from './pooling-details.tsx'
import { RateForest } from './rate-forest.tsx'
import { OutcomeTable } from './responder-rate-table.tsx'

type ResponderRatePageProps = {
  readonly frame: ConsoleFrame
  readonly result: ResponderRateReply
  readonly query: Omit<ResponderRateQuery, 'format'>
  readonly words: ResponderRateWords
}

/** One responder definition at one timepoint: each clinic, the pooled rate, and who is counted. */
export function ResponderRatePage({ frame, result, query, words }: ResponderRatePageProps) {
  const text = findAnalysesText(frame.locale).console
  const { definition } = words
  const empty = result.sites.every((site) => site.kind === 'shown' && site.assessable === 0)
  return (
    <ConsoleDocument frame={frame} title={text.outcomes.heading} section="analyses">
      <AnalysisLinks frame={frame} current="responderRate" />
      <h1>{text.outcomes.heading}</h1>
      <Pickers {...{ frame, query, words }} />
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
      {empty ? (
        <div class="card empty">
          <h2>{text.outcomes.empty}</h2>
          <p class="soft">{text.outcomes.emptyHint}</p>
        </div>
      ) : (
        <section class="card" aria-label={text.outcomes.chart}>
          <h2>{text.outcomes.chart}</h2>
          <RateForest locale={frame.locale} result={result} />
          <Pooled locale={frame.locale} result={result} />
        </section>
      )}
      <OutcomeTable locale={frame.locale} result={result} />
      {hasSuppressed(result) ? (
        <p class="soft small">{text.outcomes.suppression(result.minimumCellSize)}</p>
      ) : null}
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

function hasSuppressed({ sites, notAssessable }: ResponderRateReply): boolean {
  return (
    sites.some((site) => site.kind === 'suppressed' || site.assigned === null || site.completed === null) ||
    notAssessable.some(({ count }) => count === null)
  )
}

function Pickers({ frame, query, words }: Omit<ResponderRatePageProps, 'result'>) {
  const text = findAnalysesText(frame.locale).console.outcomes
  return (
    <PickForm
      locale={frame.locale}
      action={consolePaths.responderRate(frame.study.id)}
      kept={{ asOf: query.asOf }}
      more={<PoolingPicks locale={frame.locale} rules={query} />}
    >
      <Pick name="definition" label={text.definition} choices={words.definitions} chosen={query.definition} />
      <Pick name="timepoint" label={text.timepoint} choices={words.timepoints} chosen={query.timepoint} />
    </PickForm>
  )
}

function Pooled({ locale, result }: { locale: string; result: ResponderRateReply }) {
  const console = findAnalysesText(locale).console
  const text = console.outcomes
  const format = createFormats(locale)
  const { analysis, pooling } = findAnalysesText(locale)
  const { pooled } = result
  if (pooled.kind === 'not-pooled') return <p>{console.reasonOf(pooled.reason)}</p>
  const [low, high] = pooled.interval
  const left = result.sites
    .filter((one) => !pooled.sites.some(({ site }) => site === one.site))
    .map(({ name }) => name)
  return (
    <>
      <p>
        <b>{text.pooledIs(format.percent(pooled.rate), format.percent(low), format.percent(high))}</b>{' '}
        {text.prediction(
          format.percent(pooled.predictionInterval[0]),
          format.percent(pooled.predictionInterval[1]),
        )}
      </p>
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

function Reasons({ locale, result }: { locale: string; result: ResponderRateReply }) {
  const console = findAnalysesText(locale).console
  const text = console.outcomes
  if (result.notAssessable.length === 0) return null
  return (
    <>
      <h2>{text.reasons}</h2>
      <section class="scroll" aria-label={text.reasons} tabindex={0}>
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
            {result.notAssessable.map(({ reason, count }) => (
              <tr>
                <td>{console.reasonOf(reason)}</td>
                <td class="n">{count ?? text.suppressed}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  )
}
