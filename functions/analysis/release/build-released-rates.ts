import { formatRef } from '../../../surveys/instrument/vocabulary.ts'
import type { PublishedResponderDefinition } from '../../../surveys/responder/definition.ts'
import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { type Estimand, findEndpointRole, listEstimands } from '../../../surveys/study/estimand.ts'
import type { Measures } from '../../../surveys/study/measures.ts'
import type { ResponderRateReply } from '../../../web/api/analyses/responder-rate.ts'
import type { ReleaseContent } from '../../../web/api/releases/release-content.ts'
import type { Cohort } from '../cohort/cohort.ts'
import { discloseResponderRate } from '../disclosure/disclose-responder-rate.ts'
import { isMet } from '../estimand/denominators.ts'
import { createOutcomeFinder } from '../estimand/endpoint-outcome.ts'
import { createBaselineSpread } from '../responder/baseline-spread.ts'
import { computeResponderRate } from '../responder-rate/responder-rate.ts'
import { groupShownCells, listEarlierRates } from './shown-before.ts'

/** What the study set out to show is imputed; the rest would take minutes. */
const IMPUTATION = { imputations: 20, seed: 1 }
const NO_IMPUTATION = { imputations: 0, seed: 1 }

type Endpoint = {
  readonly definition: PublishedResponderDefinition
  readonly estimand: Estimand
  readonly role: ReturnType<typeof findEndpointRole>
  /** Who met, in the cohort's order; `undefined` of those who are in no rate. */
  readonly verdicts: readonly (boolean | undefined)[]
}

/**
 * Every definition under every estimand at one timepoint, as a release shows them. What the study set out to show comes first:
 * of rows that could be subtracted from each other, the first one stands.
 */
export function buildReleasedRates(
  cohort: Cohort,
  study: StudyDefinition,
  measures: Measures,
  timepoint: string,
  earlier: readonly ReleaseContent[],
): readonly ResponderRateReply[] {
  const released: { readonly endpoint: Endpoint; readonly reply: ResponderRateReply }[] = []
  for (const endpoint of listEndpoints(cohort, study, measures, timepoint)) {
    const { definition, estimand, role } = endpoint
    const whole = computeResponderRate(cohort, study, measures, {
      ...{ definition, timepoint, estimand },
      imputation: role === 'exploratory' ? NO_IMPUTATION : IMPUTATION,
    })
    const shown = groupShownCells([
      ...listEarlierRates(earlier, { definition: formatRef(definition), timepoint, estimand: estimand.id }),
      ...released.filter((one) => canBeSubtracted(one.endpoint, endpoint)).map(({ reply }) => reply),
    ])
    released.push({ endpoint, reply: discloseResponderRate(whole, study.minimumCellSize, shown) })
  }
  return released.map(({ reply }) => reply)
}

function listEndpoints(
  cohort: Cohort,
  study: StudyDefinition,
  measures: Measures,
  timepoint: string,
): readonly Endpoint[] {
  const people = cohort.sites.flatMap(({ participants }) => participants)
  const spread = createBaselineSpread(
    () => people.flatMap(({ timeline }) => timeline.baseline ?? []),
    measures,
  )
  const endpoints = study.responderDefinitions.flatMap((definition) =>
    listEstimands(study).map((estimand): Endpoint => {
      const question = { definition, timepoint, estimand }
      const findOutcome = createOutcomeFinder(question, measures, cohort.asOf, spread)
      const verdicts = people.map((one) => {
        const outcome = findOutcome(one)
        return outcome.kind === 'due' ? isMet(outcome) : undefined
      })
      const ids = { definition: definition.id, timepoint, estimand: estimand.id }
      return { definition, estimand, role: findEndpointRole(study.endpoints, ids), verdicts }
    }),
  )
  const roles = ['primary', 'secondary', 'exploratory'] as const
  return roles.flatMap((role) => endpoints.filter((one) => one.role === role))
}

/**
 * Whether the difference of two rates would be that of a group: one definition under two estimands, or one that contains the
 * other, so that nobody met only the stricter one.
 */
function canBeSubtracted(first: Endpoint, second: Endpoint): boolean {
  if (first.definition.id === second.definition.id) return true
  const isOnly = (one: Endpoint, other: Endpoint) =>
    one.verdicts.some((met, at) => met === true && other.verdicts[at] === false)
  return !isOnly(first, second) || !isOnly(second, first)
}
