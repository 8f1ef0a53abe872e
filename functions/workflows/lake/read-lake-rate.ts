import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { findEndpointRole } from '../../../surveys/study/estimand.ts'
import type { Measures } from '../../../surveys/study/measures.ts'
import type { AttributeFilter } from '../../../web/api/analyses/attribute-filter.ts'
import type { ResponderRateReply } from '../../../web/api/analyses/responder-rate.ts'
import { buildEndpointQuestion } from '../../analysis/arm-comparison/secondary-family.ts'
import { listTimepointsInOrder } from '../../analysis/completion/completion.ts'
import { createOutcomeFinder, type EndpointQuestion } from '../../analysis/estimand/endpoint-outcome.ts'
import type { EvaluatedParticipant, EvaluatedSite } from '../../analysis/estimand/evaluated-site.ts'
import {
  type BaselineSpread,
  createBaselineSpread,
  NO_SPREAD,
} from '../../analysis/responder/baseline-spread.ts'
import { MAX_IMPUTED_PARTICIPANTS } from '../../analysis/responder-rate/imputed-rate.ts'
import {
  computeEvaluatedRate,
  type ResponderRateQuestion,
} from '../../analysis/responder-rate/responder-rate.ts'
import type { Counted } from '../../analysis/timeline/counted.ts'
import type { TimelinePoint } from '../../analysis/timeline/timeline.ts'
import { isAboutSpread, listOutcomeInputs } from '../../interchange/lake/outcome-inputs.ts'
import type { ProfileQuestion } from '../../interchange/lake/profile-query.ts'
import { selectFacts } from '../../interchange/lake/select-facts.ts'
import { evaluateParticipants } from './evaluate-endpoint.ts'
import { buildProfileQuestion } from './profile-question.ts'
import {
  type Lake,
  type LakeGroup,
  type LakePopulation,
  readParticipants,
  splitSites,
} from './read-participants.ts'

/**
 * The responder rate from the facts of the lake: the same reply to the last bit as `computeResponderRate` gives of a cohort in
 * memory. The engine counts participants who are alike; what an outcome is, is decided by the same functions. Memory grows with
 * the number of different outcomes, and not of participants.
 */
export async function readLakeRate(
  lake: Lake,
  population: LakeGroup,
  measures: Measures,
  question: ResponderRateQuestion,
): Promise<ResponderRateReply> {
  const { study, sites, asOf, filter } = population
  const endpoints: readonly EndpointQuestion[] = [question, ...listFamily(study, question, filter)]
  const evaluated = new Map<string, readonly EvaluatedSite[]>()
  let spread: BaselineSpread = NO_SPREAD
  for (const endpoint of endpoints) {
    // The family has the endpoint that is asked for, too.
    if (evaluated.has(nameEndpoint(endpoint))) continue
    const own = await readSpread(lake, population, measures, endpoint)
    if (endpoint === question) spread = own
    evaluated.set(nameEndpoint(endpoint), await evaluate(lake, population, measures, endpoint, question, own))
  }
  return computeEvaluatedRate(
    {
      ...{ asOf, isOfKind: filter !== undefined, sites },
      timepoints: listTimepointsInOrder(await readTimepoints(lake, population), study),
    },
    study,
    measures,
    question,
    (endpoint) => {
      const found = evaluated.get(nameEndpoint(endpoint))
      if (!found) throw new Error('an endpoint was asked for that was not evaluated')
      return found
    },
    spread,
  )
}

/** Every secondary endpoint of the study, where the rate is one of them: their p values are adjusted together. */
function listFamily(
  study: StudyDefinition,
  { definition, timepoint, estimand }: ResponderRateQuestion,
  filter: AttributeFilter | undefined,
): readonly EndpointQuestion[] {
  const asked = { definition: definition.id, timepoint, estimand: estimand.id }
  const isSecondary = filter === undefined && findEndpointRole(study.endpoints, asked) === 'secondary'
  return isSecondary ? (study.endpoints?.secondary ?? []).map((one) => buildEndpointQuestion(study, one)) : []
}

function nameEndpoint({ definition, timepoint, estimand }: EndpointQuestion): string {
  return JSON.stringify([
    definition.rule,
    definition.lateAnswers,
    timepoint,
    estimand.population,
    estimand.events,
  ])
}

async function evaluate(
  lake: Lake,
  population: LakeGroup,
  measures: Measures,
  endpoint: EndpointQuestion,
  question: ResponderRateQuestion,
  spread: BaselineSpread,
): Promise<readonly EvaluatedSite[]> {
  const { study, sites, asOf, filter } = population
  const { stratifyBy } = question
  const asked = buildQuestion(population, endpoint, measures, stratifyBy?.id)
  const findOutcome = createOutcomeFinder(endpoint, measures, asOf, spread)
  const tellApart = createDistinction(study, asked, stratifyBy?.id)
  const evaluateAll = (isOneByOne: boolean) =>
    evaluateParticipants(
      readParticipants(lake, population, asked, !isOneByOne && !asked.inputs.isOfWholeCourse),
      sites,
      {
        ...{ findOutcome, filter, tellApart, isOneByOne },
      },
    )
  const counted = await evaluateAll(false)
  if (endpoint !== question || question.imputation.imputations < 2) return counted
  const due = counted.flatMap(({ outcomes }) => outcomes).filter(({ kind }) => kind === 'due')
  const n = due.reduce((sum, { count = 1 }) => sum + count, 0)
  // So few are imputed one by one.
  return n <= MAX_IMPUTED_PARTICIPANTS ? evaluateAll(true) : counted
}

function buildQuestion(
  { study, arms, filter = [] }: LakeGroup,
  endpoint: EndpointQuestion,
  measures: Measures,
  stratum: string | undefined,
): ProfileQuestion {
  const attributes = new Set([
    ...filter.map(({ attribute }) => attribute),
    ...(stratum === undefined ? [] : [stratum]),
  ])
  const inputs = listOutcomeInputs(study.baseline, endpoint, measures, [...attributes])
  return buildProfileQuestion(study, inputs, measures, arms)
}

/** Arms are compared with the baseline held alike, so that it tells participants apart there, and nowhere else. */
function createDistinction(study: StudyDefinition, { inputs }: ProfileQuestion, stratum: string | undefined) {
  const hasArms = study.arms.length > 1
  return ({ arm, attributes, timeline: { baseline } }: EvaluatedParticipant): string =>
    JSON.stringify([
      arm,
      stratum === undefined ? null : (attributes.get(stratum) ?? null),
      hasArms && baseline
        ? [
            baseline.standing,
            baseline.scores
              .filter(({ instrument, scale }) =>
                inputs.scores.some(
                  (one) => one.scale === scale && instrument.startsWith(`${one.instrument}@`),
                ),
              )
              .map((score) => [score.instrument, score.scale, score.kind === 'scored' ? score.exact : null]),
          ]
        : null,
    ])
}

/** Everybody's baselines, where a rule counts in standard deviations of them. */
async function readSpread(
  lake: Lake,
  population: LakeGroup,
  measures: Measures,
  endpoint: EndpointQuestion,
): Promise<BaselineSpread> {
  if (!isAboutSpread(endpoint.definition.rule)) return NO_SPREAD
  const asked = buildQuestion(population, endpoint, measures, undefined)
  const baselines = new Map<string, TimelinePoint & { count: number }>()
  for await (const { participants } of readParticipants(lake, population, asked, true))
    for (const one of participants) {
      const { baseline } = one.timeline
      if (!baseline) continue
      const { count = 1 } = one as Counted
      const name = JSON.stringify([baseline.standing, baseline.scores])
      const known = baselines.get(name)
      if (known) known.count += count
      else baselines.set(name, { ...baseline, count })
    }
  return createBaselineSpread(() => [...baselines.values()], measures)
}

async function readTimepoints(
  { engine, tables }: Lake,
  { study, sites, asOf }: LakePopulation,
): Promise<ReadonlySet<string>> {
  const found = new Set<string>()
  for (const part of splitSites(engine, sites)) {
    const facts = selectFacts(tables.plans, ['timepoint'], { study: study.id, sites: part, asOf })
    const sql = `select distinct timepoint from ${facts} t`
    for await (const rows of engine.ask({ sql, tables: [tables.plans], study: study.id, sites: part }))
      for (const [timepoint] of rows) found.add(timepoint as string)
  }
  return found
}
