import { formatRef } from '../../../surveys/instrument/vocabulary.ts'
import type { PublishedResponderDefinition } from '../../../surveys/responder/definition.ts'
import type { StudyAttribute } from '../../../surveys/study/attribute.ts'
import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { type Estimand, findEndpointRole, listEstimands } from '../../../surveys/study/estimand.ts'
import type { Measures } from '../../../surveys/study/measures.ts'
import type { NoRateReason } from '../../../web/api/analyses/denominators.ts'
import type { ResponderRateReply, SiteRate } from '../../../web/api/analyses/responder-rate.ts'
import { compareTexts } from '../../platform/core/compare-texts.ts'
import { listOutcomes } from '../arm-comparison/arm-pairs.ts'
import { compareArms } from '../arm-comparison/compare-arms.ts'
import { adjustSecondaryEndpoint, type EndpointEvaluator } from '../arm-comparison/secondary-family.ts'
import { type Cohort, listBaselines } from '../cohort/cohort.ts'
import { listTimepoints } from '../completion/completion.ts'
import { countDenominators, type Denominators, findNoRateReason } from '../estimand/denominators.ts'
import { createOutcomeFinder, type EndpointOutcome } from '../estimand/endpoint-outcome.ts'
import { evaluateSite } from '../estimand/evaluated-site.ts'
import { computeRates, estimateRate, pickCounts } from '../estimand/rates.ts'
import type { ProportionOptions } from '../pooling/pool-proportions.ts'
import { poolRates } from '../pooling/pool-sites.ts'
import { type BaselineSpread, createBaselineSpread } from '../responder/baseline-spread.ts'
import { createResponderEvaluator } from '../responder/responder-evaluator.ts'
import { computeImputedRate, type ImputationSettings } from './imputed-rate.ts'
import { computeRateStrata } from './rate-strata.ts'

const INTERVAL_METHOD = 'Wilson 95%'

/** What is asked: one definition at one timepoint under an estimand, and how sites are pooled and scores imputed. */
export type ResponderRateQuestion = {
  readonly definition: PublishedResponderDefinition
  readonly timepoint: string
  readonly estimand: Estimand
  readonly imputation: ImputationSettings
  readonly pooling?: ProportionOptions
  /** Also for each group that the attribute makes. */
  readonly stratifyBy?: StudyAttribute | undefined
}

/** Whom a rate is of, as far as it says so itself. */
export type RatePopulation = Pick<Cohort, 'asOf'> & {
  /** Participants of a kind alone: no endpoint of the study. */
  readonly isOfKind: boolean
  readonly sites: readonly string[]
  /** Every timepoint that anybody has an assessment at. */
  readonly timepoints: readonly string[]
}

/**
 * The responder rate of a cohort with every denominator, by site and pooled. Pure; nothing in it is suppressed. Time and memory
 * grow with the number of participants.
 */
export function computeResponderRate(
  cohort: Cohort,
  study: StudyDefinition,
  measures: Measures,
  question: ResponderRateQuestion,
): ResponderRateReply {
  const spread = createBaselineSpread(() => listBaselines(cohort), measures)
  const evaluate: EndpointEvaluator = (asked) => {
    const findOutcome = createOutcomeFinder(asked, measures, cohort.asOf, spread)
    return cohort.sites.map((site) => evaluateSite(site, findOutcome))
  }
  const population = {
    ...{ asOf: cohort.asOf, isOfKind: cohort.everybody !== undefined },
    ...{
      sites: cohort.sites.map(({ site }) => site),
      timepoints: listTimepoints({ ...cohort, sites: cohort.everybody ?? cohort.sites }, study),
    },
  }
  return computeEvaluatedRate(population, study, measures, question, evaluate, spread)
}

/** The same of outcomes, each of one participant or of several who are alike. */
export function computeEvaluatedRate(
  population: RatePopulation,
  study: StudyDefinition,
  measures: Measures,
  question: ResponderRateQuestion,
  evaluateEndpoint: EndpointEvaluator,
  spread: BaselineSpread,
): ResponderRateReply {
  const { definition, estimand } = question
  const sites = evaluateEndpoint(question).map((site) => ({
    ...site,
    counts: countDenominators(site.outcomes),
  }))
  const all = countDenominators(iterateOutcomes(sites))
  const noRate = findNoRateReason(all, question, measures)
  const evaluate = createResponderEvaluator({ ...definition, missing: 'not-assessable' }, measures, spread)
  const due = sites.flatMap(({ site, participants, outcomes }) =>
    outcomes.flatMap((outcome, at) =>
      outcome.kind === 'due' ? [{ outcome, site, arm: participants[at]?.arm ?? null }] : [],
    ),
  )
  const about = describeQuestion(population, study, question)
  return {
    ...about,
    estimand,
    noRate,
    counts: pickCounts(all),
    rates: computeRates(
      sites.map(({ counts }) => counts),
      noRate,
    ),
    byArm: noRate === null ? compareArms(study, listOutcomes(sites), question, measures) : null,
    multiplicity:
      about.role === 'secondary'
        ? adjustSecondaryEndpoint(evaluateEndpoint, study, measures, {
            definition: definition.id,
            timepoint: about.timepoint,
            estimand: estimand.id,
          })
        : null,
    imputed:
      noRate === null
        ? computeImputedRate(due, question, measures, evaluate, question.imputation)
        : { kind: 'not-imputed', reason: 'no-rate' },
    failedBy: listMostFrequent(all.failedBy).map(([event, count]) => ({ event, count })),
    missing: listMostFrequent(all.missing).map(([reason, count]) => ({ reason, count })),
    intervalMethod: INTERVAL_METHOD,
    sites: sites.map(({ site, counts }) => buildSiteRate(study, site, counts, noRate)),
    pooled:
      noRate === null
        ? poolRates(
            sites.map(({ site, counts }) => ({ site, events: counts.met, n: counts.due })),
            question.pooling,
          )
        : { kind: 'not-pooled', reason: 'no-rate' },
    ...(question.stratifyBy && { strata: computeRateStrata(sites, question.stratifyBy, question, measures) }),
  }
}

function describeQuestion(
  { asOf, isOfKind, sites, timepoints }: RatePopulation,
  study: StudyDefinition,
  { definition, timepoint, estimand }: ResponderRateQuestion,
) {
  // Participants of a kind are no endpoint of the study, whatever the rate of everybody is.
  const role = isOfKind
    ? 'exploratory'
    : findEndpointRole(study.endpoints, { definition: definition.id, timepoint, estimand: estimand.id })
  const followUps = timepoints.filter((one) => one !== study.baseline)
  const comparisons = {
    primary: 1,
    secondary: study.endpoints?.secondary.length ?? 0,
    exploratory:
      study.responderDefinitions.length *
      followUps.length *
      listEstimands(study).length *
      (isOfKind ? 1 + study.attributes.flatMap(({ options }) => options).length : 1),
  }
  const isWhole = study.sites.every(({ id }) => sites.includes(id))
  return {
    ...{ study: study.id, studyVersion: study.version },
    ...{ definition: formatRef(definition), hash: definition.hash, evidence: definition.evidence },
    ...{ timepoint, asOf, minimumCellSize: study.minimumCellSize, measuredBy: study.domains },
    ...{ role, comparisons: comparisons[role] },
    coverage: isWhole ? ('all-sites' as const) : ('own-sites' as const),
  }
}

function* iterateOutcomes(
  sites: readonly { readonly outcomes: readonly EndpointOutcome[] }[],
): Generator<EndpointOutcome> {
  for (const { outcomes } of sites) yield* outcomes
}

function buildSiteRate(
  study: StudyDefinition,
  site: string,
  counts: Denominators,
  noRate: NoRateReason | null,
): SiteRate {
  const { name } = study.sites.find(({ id }) => id === site) ?? { name: site }
  const { rate = null, interval = null } =
    noRate === null ? (estimateRate([{ events: counts.met, n: counts.due }]) ?? {}) : {}
  return { kind: 'shown', site, name, counts: pickCounts(counts), rate, interval }
}

function listMostFrequent<Key extends string>(counts: ReadonlyMap<Key, number>): readonly [Key, number][] {
  return [...counts].sort(([key, a], [other, b]) => b - a || compareTexts(key, other))
}
