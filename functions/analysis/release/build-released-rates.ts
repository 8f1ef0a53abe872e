import { formatRef } from '../../../surveys/instrument/vocabulary.ts'
import type { PublishedResponderDefinition } from '../../../surveys/responder/definition.ts'
import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { type Estimand, findEndpointRole, listEstimands } from '../../../surveys/study/estimand.ts'
import type { Measures } from '../../../surveys/study/measures.ts'
import type { ResponderRateReply } from '../../../web/api/analyses/responder-rate.ts'
import type { ReleaseContent } from '../../../web/api/releases/release-content.ts'
import type { Cohort, CohortParticipant } from '../cohort/cohort.ts'
import { type ArmSource, listRows } from '../disclosure/disclose-arms.ts'
import { discloseResponderRate } from '../disclosure/disclose-responder-rate.ts'
import type { ArmCell } from '../disclosure/released-arms.ts'
import { isMet } from '../estimand/denominators.ts'
import { createOutcomeFinder } from '../estimand/endpoint-outcome.ts'
import { createBaselineSpread } from '../responder/baseline-spread.ts'
import { computeResponderRate } from '../responder-rate/responder-rate.ts'
import { groupShownCells, listEarlierRates, listShownArms } from './shown-before.ts'

/** What the study set out to show is imputed; the rest would take minutes. */
const IMPUTATION = { imputations: 20, seed: 1 }
const NO_IMPUTATION = { imputations: 0, seed: 1 }

type Endpoint = {
  readonly definition: PublishedResponderDefinition
  readonly estimand: Estimand
  readonly role: ReturnType<typeof findEndpointRole>
  /** Who met, in the cohort's order; `undefined` of those who are in no rate. */
  readonly verdicts: readonly (boolean | undefined)[]
  readonly cells: readonly ArmCell[]
}

type Released = { readonly endpoint: Endpoint; readonly reply: ResponderRateReply }

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
  const released: Released[] = []
  for (const endpoint of listEndpoints(cohort, study, measures, timepoint)) {
    const { definition, estimand, role } = endpoint
    const whole = computeResponderRate(cohort, study, measures, {
      ...{ definition, timepoint, estimand },
      imputation: role === 'exploratory' ? NO_IMPUTATION : IMPUTATION,
    })
    const before = listEarlierRates(earlier, {
      ...{ definition: formatRef(definition), timepoint, estimand: estimand.id },
    })
    const beside = released.filter((one) => canBeSubtracted(one.endpoint, endpoint))
    const shown = groupShownCells([...before, ...beside.map(({ reply }) => reply)])
    const arms: ArmSource = {
      arms: study.arms.map(({ id }) => id),
      cells: endpoint.cells,
      shownBefore: groupShownArms(before, beside),
      showsTests: whole.multiplicity?.kind !== 'holm',
    }
    released.push({ endpoint, reply: discloseResponderRate(whole, study.minimumCellSize, shown, arms) })
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
      const role = findEndpointRole(study.endpoints, ids)
      return { definition, estimand, role, verdicts, cells: countArmCells(people, verdicts) }
    }),
  )
  const roles = ['primary', 'secondary', 'exploratory'] as const
  return roles.flatMap((role) => endpoints.filter((one) => one.role === role))
}

/** Due and met of each arm at each site, and of those in none. */
function countArmCells(
  people: readonly CohortParticipant[],
  verdicts: Endpoint['verdicts'],
): readonly ArmCell[] {
  const due = people.flatMap(({ site, arm }, at) => {
    const met = verdicts[at]
    return met === undefined ? [] : [{ site, arm, met }]
  })
  return [...Map.groupBy(due, ({ site }) => site)].flatMap(([site, own]) =>
    [...Map.groupBy(own, ({ arm }) => arm)].map(([arm, ones]) => ({
      ...{ site, arm, due: ones.length },
      met: ones.filter(({ met }) => met).length,
    })),
  )
}

/** Arms as earlier releases show them, and as rows of this one do, whose sites are known. */
function groupShownArms(
  earlier: readonly ResponderRateReply[],
  beside: readonly Released[],
): ArmSource['shownBefore'] {
  const known = beside.flatMap(({ reply, endpoint }) =>
    listShownArms(reply).map(({ arm, cells }) => ({ arm, cells, sites: listRows(endpoint.cells, arm) })),
  )
  const all = [...earlier.flatMap(listShownArms).map((one) => ({ ...one, sites: null })), ...known]
  return Map.groupBy(all, ({ arm }) => arm)
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
