import { findText } from '../text/index.ts'
import { AnalysisLinks } from './analysis-links.tsx'
import { createFormats, stripFullStop } from './format.ts'
import type { ConsoleFrame } from './frame.ts'
import { JsonLink } from './json-link.tsx'
import { ConsoleDocument } from './page.tsx'
import { consolePaths } from './paths.ts'
import { Pick, PickForm } from './picker.tsx'
import { findWeight, PoolingDetails, PoolingPicks } from './pooling-details.tsx'
import { RateForest } from './rate-forest.tsx'
import { OutcomeTable } from './responder-rate-table.tsx'
import type { RateWithInterval, ResponderRateView } from './responder-rate-view.ts'

type ResponderRatePageProps = { readonly frame: ConsoleFrame; readonly view: ResponderRateView }

/** One responder definition at one timepoint: each clinic, the pooled rate, and who is counted. */
export function ResponderRatePage({ frame, view }: ResponderRatePageProps) {
  const text = findText(frame.locale).console
  const { definition } = view
  const empty = view.sites.every((site) => site.kind === 'shown' && site.assessable === 0)
  const query = { definition: definition.id, timepoint: view.timepoint.id, ...view.asked }
  return (
    <ConsoleDocument frame={frame} title={text.outcomes.heading} section="outcomes">
      <AnalysisLinks frame={frame} current="outcomes" />
      <h1>{text.outcomes.heading}</h1>
      <Pickers frame={frame} view={view} />
      <section class="card" aria-label={text.outcomes.definition}>
        <h2>
          {definition.title}, {view.timepoint.title}
        </h2>
        <p>{definition.summary}</p>
        {definition.evidence === 'established' ? null : (
          <p class="note">
            <b>{text.outcomes[definition.evidence]}</b>
          </p>
        )}
        <p class="soft small">
          {text.outcomes.source(stripFullStop(definition.source))} {definition.id}@{definition.version}{' '}
          <code title={definition.hash}>{definition.hash.slice(0, 12)}</code>
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
          <RateForest locale={frame.locale} view={view} />
          <Pooled locale={frame.locale} view={view} />
        </section>
      )}
      <OutcomeTable locale={frame.locale} view={view} />
      {hasSuppressed(view) ? (
        <p class="soft small">{text.outcomes.suppression(view.minimumCellSize)}</p>
      ) : null}
      <Reasons locale={frame.locale} view={view} />
      <p>
        <a
          class="button outline"
          href={consolePaths.responderRate(frame.study.id, { ...query, asOf: view.asOf, format: 'csv' })}
        >
          {text.outcomes.download}
        </a>
      </p>
      <JsonLink
        locale={frame.locale}
        buildHref={(more) => consolePaths.responderRate(frame.study.id, { ...query, ...more })}
        asOf={view.asOf}
      />
    </ConsoleDocument>
  )
}

function hasSuppressed({ sites, notAssessable }: ResponderRateView): boolean {
  return (
    sites.some((site) => site.kind === 'suppressed' || site.assigned === null || site.completed === null) ||
    notAssessable.some(({ count }) => count === null)
  )
}

function Pickers({ frame, view }: ResponderRatePageProps) {
  const text = findText(frame.locale).console.outcomes
  const { definition, timepoint, asked } = view
  return (
    <PickForm
      locale={frame.locale}
      action={consolePaths.responderRate(frame.study.id)}
      kept={{ asOf: asked.asOf }}
      more={<PoolingPicks locale={frame.locale} rules={asked} />}
    >
      <Pick name="definition" label={text.definition} choices={view.definitions} chosen={definition.id} />
      <Pick name="timepoint" label={text.timepoint} choices={view.timepoints} chosen={timepoint.id} />
    </PickForm>
  )
}

function Pooled({ locale, view }: { locale: string; view: ResponderRateView }) {
  const console = findText(locale).console
  const text = console.outcomes
  const format = createFormats(locale)
  const { analysis, pooling } = findText(locale)
  const { pooled } = view
  if (pooled.kind === 'not-pooled') return <p>{console.reasonOf(pooled.reason)}</p>
  const [low, high] = pooled.interval
  const left = view.sites
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
        {text.method} {left.length === 0 ? null : text.leftOut(left.join(', '))}
      </p>
      <PoolingDetails
        locale={locale}
        of={text.chart}
        pooled={pooled}
        oneStage={
          pooled.oneStage.kind === 'pooled'
            ? pooling.oneStage(formatRate(pooled.oneStage, locale))
            : pooling.oneStageNot(console.reasonOf(pooled.oneStage.reason))
        }
        withoutEach={pooled.withoutEach.map((rest) => ({
          name: view.sites.find(({ site }) => site === rest.without)?.name ?? rest.without,
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

function formatRate({ rate, interval: [low, high] }: RateWithInterval, locale: string): string {
  const { percent } = createFormats(locale)
  return `${percent(rate)} (${findText(locale).analysis.to(percent(low), percent(high))})`
}

function Reasons({ locale, view }: { locale: string; view: ResponderRateView }) {
  const console = findText(locale).console
  const text = console.outcomes
  if (view.notAssessable.length === 0) return null
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
            {view.notAssessable.map(({ reason, count }) => (
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
