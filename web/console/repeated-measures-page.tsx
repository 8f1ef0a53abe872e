import type {
  FittedModel,
  NotFittedModel,
  RepeatedMeasuresQuery,
  RepeatedMeasuresReply,
} from '../api/analyses/repeated-measures.ts'
import { findAnalysesText } from '../text/analyses-text.ts'
import { AnalysisLinks } from './analysis-links.tsx'
import type { RepeatedMeasuresWords } from './analysis-words.ts'
import { AttributePicks, FilterNote } from './attribute-filter.tsx'
import { createFormats } from './format.ts'
import { type ConsoleFrame, findTitle, joinTitles } from './frame.ts'
import { JsonLink } from './json-link.tsx'
import { MeanMeaning } from './mean-meaning.tsx'
import { MeansChart } from './means-chart.tsx'
import { ConsoleDocument } from './page.tsx'
import { consolePaths } from './paths.ts'
import { Pick, PickForm, PickSeed } from './picker.tsx'
import type { ReleaseQuery } from './release-view.ts'
import { Sensitivity } from './repeated-measures-sensitivity.tsx'
import { ContrastsTable, CorrelationTable, MeansTable } from './repeated-measures-tables.tsx'
import { SiteByArmCard } from './site-by-arm.tsx'

type RepeatedMeasuresPageProps = {
  readonly frame: ConsoleFrame
  readonly result: RepeatedMeasuresReply
  readonly query: RepeatedMeasuresQuery & ReleaseQuery
  readonly words: RepeatedMeasuresWords
}

/** Names of people; alike in every language. */
const DEGREES_OF_FREEDOM = { satterthwaite: 'Satterthwaite', 'kenward-roger': 'Kenward–Roger' }

/** One measure over the follow-ups: its means, their differences between arms, and how they were come by. */
export function RepeatedMeasuresPage({ frame, result, query, words }: RepeatedMeasuresPageProps) {
  const { locale } = frame
  const text = findAnalysesText(locale).repeatedMeasures
  const { model } = result
  return (
    <ConsoleDocument frame={frame} title={text.heading} section="analyses">
      <AnalysisLinks frame={frame} current="repeatedMeasures" />
      <h1>{text.heading}</h1>
      <p class="soft">{text.lead}</p>
      <Pickers {...{ frame, query, words }} />
      <FilterNote frame={frame} filter={result.filter} />
      <MeanMeaning {...{ locale, estimand: result.estimand, measure: words.measure.title }} />
      <p>{text[findAssumption(frame, words)]}</p>
      {result.sitesLeftOut.length === 0 ? null : (
        <p class="note">
          {findAnalysesText(locale).analysis.sitesLeftOut(joinTitles(words.sites, result.sitesLeftOut))}
        </p>
      )}
      {model.kind === 'suppressed' ? (
        <div class="card empty">
          <h2>{text.suppressedHeading}</h2>
          <p class="soft">{text.suppressed(result.minimumCellSize)}</p>
        </div>
      ) : null}
      {model.kind === 'not-fitted' ? <NotFitted {...{ locale, model, words }} /> : null}
      {model.kind === 'fitted' ? <Fitted {...{ locale, result, query, words, model }} /> : null}
      <Sensitivity locale={locale} sensitivity={result.sensitivity} arms={words.arms} />
      <JsonLink
        locale={locale}
        buildHref={(more) => consolePaths.repeatedMeasures(frame.study.id, { ...query, ...more })}
        asOf={result.asOf}
      />
    </ConsoleDocument>
  )
}

function Pickers({ frame, query, words }: Omit<RepeatedMeasuresPageProps, 'result'>) {
  const { locale } = frame
  const text = findAnalysesText(locale)
  const hasArms = words.arms.length > 1
  const counts = [...new Set([0, 20, query.imputations])].sort((a, b) => a - b)
  return (
    <PickForm
      locale={locale}
      action={consolePaths.repeatedMeasures(frame.study.id)}
      kept={{ structures: query.structures, asOf: query.asOf, release: query.release }}
    >
      <Pick name="measure" label={text.analysis.measure} choices={words.measures} chosen={query.measure} />
      <Pick
        name="sites"
        label={text.repeatedMeasures.sites}
        choices={listNamed(text.repeatedMeasures.siteEffects)}
        chosen={query.sites}
      />
      <Pick
        name="degreesOfFreedom"
        label={text.repeatedMeasures.degreesOfFreedom}
        choices={listNamed({ automatic: text.repeatedMeasures.automatic, ...DEGREES_OF_FREEDOM })}
        chosen={query.degreesOfFreedom}
      />
      {hasArms ? (
        <>
          <Pick
            name="imputations"
            label={text.repeatedMeasures.missing}
            choices={counts.map((count) => ({
              id: String(count),
              title: count === 0 ? text.repeatedMeasures.asTheyAre : text.repeatedMeasures.impute(count),
            }))}
            chosen={String(query.imputations)}
          />
          <PickSeed locale={locale} seed={query.seed} />
        </>
      ) : null}
      <AttributePicks frame={frame} query={query} />
    </PickForm>
  )
}

function NotFitted({
  locale,
  model,
  words,
}: {
  locale: string
  model: NotFittedModel
  words: RepeatedMeasuresWords
}) {
  const text = findAnalysesText(locale).repeatedMeasures
  return (
    <section class="card" aria-label={text.notFitted}>
      <h2>{text.notFitted}</h2>
      <p>
        {text.notFittedReasons[model.reason]}{' '}
        {model.visit === undefined ? null : text.atVisit(findTitle(words.visits, model.visit))}
      </p>
      <RejectedStructures locale={locale} lead={text.tried} all={model.tried} />
    </section>
  )
}

type FittedProps = Omit<RepeatedMeasuresPageProps, 'frame'> & {
  readonly locale: string
  readonly model: FittedModel
}

function Fitted({ locale, result, query, words, model }: FittedProps) {
  const text = findAnalysesText(locale).repeatedMeasures
  const level = createFormats(locale).percent(model.level)
  const isAnySuppressed = model.means.some(({ kind }) => kind === 'suppressed')
  const title = text.chart(words.measure.title)
  return (
    <>
      <section class="card" aria-label={title}>
        <h2>{title}</h2>
        <MeansChart {...{ locale, words, model }} />
        <p class="soft small">
          {model.sites === 'none' ? text.chartLeadNoSites(level) : text.chartLead(level)}
        </p>
      </section>
      <h2>{text.means}</h2>
      <MeansTable {...{ locale, words, model }} />
      {words.arms.length > 1 ? <h2>{text.differences}</h2> : null}
      {words.arms.length > 1 && model.contrasts.length === 0 ? (
        <p class="soft">{text.nothingToCompare}</p>
      ) : null}
      {model.contrasts.length > 0 ? <ContrastsTable {...{ locale, words, model }} /> : null}
      {words.arms.length > 2 ? <p class="soft small">{text.pairs}</p> : null}
      {isAnySuppressed ? <p class="soft small">{text.suppression(result.minimumCellSize)}</p> : null}
      {words.arms.length > 1 ? <SiteByArmCard {...{ locale, words, model }} /> : null}
      <How {...{ locale, query, words, model }} />
    </>
  )
}

/** Who is in the model, what was chosen and passed over, and how the search ended. */
function How({ locale, query, words, model }: Omit<FittedProps, 'result'>) {
  const text = findAnalysesText(locale).repeatedMeasures
  const { count, estimate, tiny, percent } = createFormats(locale)
  const formatTitles = (named: RepeatedMeasuresWords['visits'], ids: readonly string[]) =>
    ids.map((id) => findTitle(named, id)).join(', ')
  const { withoutBaseline, withoutOutcome } = model.leftOut
  const asked = query.degreesOfFreedom
  const isInstead = asked !== 'automatic' && model.degreesOfFreedom !== asked
  return (
    <section class="card" aria-label={text.how}>
      <h2>{text.how}</h2>
      <ul class="facts">
        <li>
          {model.observations === null
            ? text.countedOnly(count(model.participants))
            : text.counted(count(model.participants), count(model.observations))}
        </li>
        <li>
          {withoutBaseline === null || withoutOutcome === null
            ? text.leftOutSuppressed
            : text.leftOut(count(withoutBaseline), count(withoutOutcome))}
        </li>
        {model.visitsLeftOut.length === 0 ? null : (
          <li>{text.visitsLeftOut(formatTitles(words.visits, model.visitsLeftOut))}</li>
        )}
        {model.armsLeftOut.length === 0 ? null : (
          <li>{text.armsLeftOut(formatTitles(words.arms, model.armsLeftOut))}</li>
        )}
        <li>
          {model.adjustsForBaseline
            ? text.baselineAdjusted(estimate(model.baselineMean))
            : text.baselineAlike}
        </li>
        <li>
          {text.covariance(text.structures[model.structure])}{' '}
          {model.fallbacks.length === 0 ? text.noFallback : null}
        </li>
        <li>
          {text.method(DEGREES_OF_FREEDOM[model.degreesOfFreedom], percent(model.level))}{' '}
          {isInstead ? text.methodInstead(DEGREES_OF_FREEDOM[asked]) : null}
        </li>
        {model.siteVariance === null ? null : <li>{text.siteVariance(estimate(model.siteVariance))}</li>}
        {model.logLikelihood === null || model.informationCriteria === null ? null : (
          <li>
            {text.logLikelihood(
              estimate(model.logLikelihood),
              estimate(model.informationCriteria.aic),
              estimate(model.informationCriteria.bic),
              count(model.informationCriteria.covarianceParameters),
            )}
          </li>
        )}
        {model.convergence === null ? null : (
          <li>{text.convergence(count(model.convergence.steps), tiny(model.convergence.distance))}</li>
        )}
      </ul>
      <RejectedStructures locale={locale} lead={text.passedOver} all={model.fallbacks} />
      {model.correlation.length === 0 ? null : (
        <details>
          <summary>{text.correlation}</summary>
          <CorrelationTable {...{ locale, words, model }} />
        </details>
      )}
    </section>
  )
}

function RejectedStructures(props: { locale: string; lead: string; all: FittedModel['fallbacks'] }) {
  const text = findAnalysesText(props.locale).repeatedMeasures
  if (props.all.length === 0) return null
  return (
    <>
      <p>{props.lead}</p>
      <ul class="facts">
        {props.all.map(({ structure, reason }) => (
          <li>
            {text.structures[structure]}: {text.fitReasons[reason]}.
          </li>
        ))}
      </ul>
    </>
  )
}

function listNamed(titles: Readonly<Record<string, string>>) {
  return Object.entries(titles).map(([id, title]) => ({ id, title }))
}

function findAssumption(
  { member }: ConsoleFrame,
  { arms }: RepeatedMeasuresWords,
): 'assumesArms' | 'assumesHiddenArms' | 'assumesNoArms' {
  if (arms.length > 1) return 'assumesArms'
  return member.blinded ? 'assumesHiddenArms' : 'assumesNoArms'
}
