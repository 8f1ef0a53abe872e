import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { type Endpoint, listEstimands } from '../../../surveys/study/estimand.ts'
import type { Measures } from '../../../surveys/study/measures.ts'
import type { Multiplicity } from '../../../web/api/analyses/arm-comparison.ts'
import { countDenominators, findNoRateReason } from '../estimand/denominators.ts'
import type { EndpointQuestion } from '../estimand/endpoint-outcome.ts'
import type { EvaluatedSite } from '../estimand/evaluated-site.ts'
import { countStrata, listArmPairs, listDueOfPair, listOutcomes } from './arm-pairs.ts'
import { adjustByHolm } from './holm.ts'
import { compareByMantelHaenszel } from './mantel-haenszel.ts'

/** What became of everybody at an endpoint. */
export type EndpointEvaluator = (question: EndpointQuestion) => readonly EvaluatedSite[]

/**
 * What is done about a secondary endpoint being one of several. The family is every secondary endpoint of the study with every
 * pair of arms, as it was declared: one that cannot be tested yet keeps its place, with p = 1, so that the adjustment does not
 * grow milder while data are missing.
 *
 * @param asked a secondary endpoint of the study
 * @returns p values in the order of `listArmPairs`
 */
export function adjustSecondaryEndpoint(
  evaluate: EndpointEvaluator,
  study: StudyDefinition,
  measures: Measures,
  asked: Endpoint,
): Multiplicity {
  const { secondary, adjustment } = study.endpoints ?? { secondary: [], adjustment: 'none' as const }
  const pairs = listArmPairs(study)
  if (pairs.length === 0) return { kind: 'nothing-tested', reason: 'no-arms' }
  const family = { endpoints: secondary.length, pairs: pairs.length }
  if (adjustment === 'none') return { kind: 'not-adjusted', ...family }
  const raw = secondary.map((endpoint) => testEndpoint(evaluate, study, measures, endpoint))
  const adjusted = adjustByHolm(raw.flat().map((p) => p ?? 1))
  const at = secondary.findIndex((one) => formatEndpoint(one) === formatEndpoint(asked))
  return {
    ...{ kind: 'holm', ...family },
    tested: raw.flat().filter((p) => p !== null).length,
    comparisons: pairs.map((pair, which) => {
      const p = raw[at]?.[which] ?? null
      return { ...pair, p, adjustedP: p === null ? null : (adjusted[at * pairs.length + which] as number) }
    }),
  }
}

function formatEndpoint({ definition, timepoint, estimand }: Endpoint): string {
  return [definition, timepoint, estimand].join(' ')
}

/** p of each pair of arms within sites; `null` where nothing can be tested. */
function testEndpoint(
  evaluate: EndpointEvaluator,
  study: StudyDefinition,
  measures: Measures,
  endpoint: Endpoint,
): readonly (number | null)[] {
  const question = buildEndpointQuestion(study, endpoint)
  const all = listOutcomes(evaluate(question))
  const counts = countDenominators(all.map(({ outcome }) => outcome))
  const hasRate = findNoRateReason(counts, question, measures) === null
  return listArmPairs(study).map((pair) =>
    hasRate ? (compareByMantelHaenszel(countStrata(pair, listDueOfPair(pair, all))).test?.p ?? null) : null,
  )
}

/** An endpoint of a study with what its names stand for. @throws Error where the study does not have them */
export function buildEndpointQuestion(
  study: StudyDefinition,
  { definition: id, timepoint, estimand: estimandId }: Endpoint,
) {
  const definition = study.responderDefinitions.find((one) => one.id === id)
  const estimand = listEstimands(study).find((one) => one.id === estimandId)
  // The check of a study refuses such an endpoint.
  if (!definition || !estimand) throw new Error(`endpoint ${id} at ${timepoint} names what the study has not`)
  return { definition, timepoint, estimand }
}
