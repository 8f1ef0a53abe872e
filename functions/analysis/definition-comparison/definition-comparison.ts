import { formatRef } from '../../../surveys/instrument/vocabulary.ts'
import { MISSING_POLICIES, type PublishedResponderDefinition } from '../../../surveys/responder/definition.ts'
import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import type { Measures } from '../../../surveys/study/measures.ts'
import type {
  ComparedDefinition,
  DefinitionComparisonReply,
  Rate,
} from '../../../web/api/analyses/definition-comparison.ts'
import type { Cohort } from '../cohort/cohort.ts'
import { computeCompletion } from '../completion/completion.ts'
import { discloseReasons } from '../disclosure/disclose-reasons.ts'
import type { Viewer } from '../disclosure/disclosure.ts'
import {
  canShowEachSite,
  discloseComparableRates,
  discloseRate,
  type Tally,
  tallyCells,
} from '../disclosure/tally.ts'
import { type BaselineSpread, createBaselineSpread } from '../responder/baseline-spread.ts'
import { createResponderEvaluator, type ResponderEvaluator } from '../responder/responder-evaluator.ts'
import { countSiteVerdicts, type EvaluatedParticipant, evaluateCohort } from './cohort-verdicts.ts'
import { compareDefinitions } from './compare-definitions.ts'
import { listCuts, replaceCut } from './cuts.ts'
import { computeDurability } from './durability.ts'

export type DefinitionComparisonQuestion = {
  readonly study: StudyDefinition
  readonly measures: Measures
  readonly definitions: readonly PublishedResponderDefinition[]
  readonly timepoint: string
}

/** Pure; cost grows with participants × numbers in the rules. */
export function computeDefinitionComparison(
  cohort: Cohort,
  question: DefinitionComparisonQuestion,
  viewer: Viewer,
): DefinitionComparisonReply {
  const { study, measures, definitions, timepoint } = question
  const listBaselines = () =>
    cohort.sites.flatMap(({ participants }) =>
      participants.flatMap(({ timeline }) => timeline.baseline ?? []),
    )
  const spread = createBaselineSpread(listBaselines, measures)
  const setting = { cohort, study, measures, timepoint, spread, viewer }
  const evaluated = definitions.map((definition) => {
    const evaluate = createResponderEvaluator(definition, measures, spread)
    const participants = evaluateCohort(cohort, timepoint, evaluate)
    return {
      definition,
      evaluate,
      ref: formatRef(definition),
      participants,
      ...computeSiteRates(cohort, participants, viewer),
    }
  })
  return {
    ...{ study: study.id, studyVersion: study.version, asOf: cohort.asOf, timepoint },
    minimumCellSize: viewer.minimumCellSize,
    sites: cohort.sites.map(({ site }) => site),
    completion: computeCompletion(cohort, study, viewer),
    definitions: evaluated.map((one) => describeDefinition(one, setting)),
    comparisons: evaluated.flatMap((first, at) =>
      evaluated.slice(at + 1).map((second) => compareDefinitions(first, second, viewer)),
    ),
  }
}

type Setting = Omit<DefinitionComparisonQuestion, 'definitions'> & {
  readonly cohort: Cohort
  readonly spread: BaselineSpread
  readonly viewer: Viewer
}

/** Each site's rate, and the sites whose rate is shown: all sums are over those, so that none of the rest is left over. */
function computeSiteRates({ sites }: Cohort, participants: readonly EvaluatedParticipant[], viewer: Viewer) {
  const bySite = sites.map(({ site }) => {
    const of = computeParticipantRate(
      participants.filter((one) => one.site === site),
      viewer,
    )
    // Nobody who may be told of is not nobody.
    const isHidden = of.kind === 'nobody-assessable' && !viewer.sites.includes(site)
    return { site, rate: isHidden ? SUPPRESSED : of }
  })
  return {
    bySite,
    shownSites: new Set(bySite.flatMap((one) => (one.rate.kind === 'suppressed' ? [] : [one.site]))),
  }
}

type EvaluatedDefinition = {
  readonly definition: PublishedResponderDefinition
  readonly evaluate: ResponderEvaluator
  readonly participants: readonly EvaluatedParticipant[]
} & ReturnType<typeof computeSiteRates>

function describeDefinition(
  { definition, evaluate, participants: all, bySite, shownSites }: EvaluatedDefinition,
  setting: Setting,
): ComparedDefinition {
  const { cohort, study, measures, viewer } = setting
  const filterShownSites = (some: readonly EvaluatedParticipant[]) =>
    some.filter(({ site }) => shownSites.has(site))
  const participants = filterShownSites(all)
  const countUnderDefinition = (changed: PublishedResponderDefinition) =>
    tallyVerdicts(
      filterShownSites(
        evaluateCohort(
          cohort,
          setting.timepoint,
          createResponderEvaluator(changed, measures, setting.spread),
        ),
      ),
      viewer,
    )
  // Of nobody who may be told of, nothing is told: not that there is nobody.
  const isHidden = shownSites.size === 0 && cohort.sites.length > 0
  const suppressIfHidden = (one: Rate): Rate => (isHidden ? SUPPRESSED : one)
  // The definition itself first, so that it is what the others must not be told apart from.
  const itself = tallyVerdicts(participants, viewer)
  const computeComparableRates = (changed: readonly PublishedResponderDefinition[]) =>
    discloseComparableRates([itself, ...changed.map(countUnderDefinition)], viewer)
      .slice(1)
      .map(suppressIfHidden)
  return {
    definition: formatRef(definition),
    hash: definition.hash,
    evidence: definition.evidence,
    measuredBy: study.domains,
    rate: suppressIfHidden(computeParticipantRate(participants, viewer)),
    bySite,
    byArm: computeArmRates(study, participants, viewer).map(({ arm, rate }) => ({
      arm,
      rate: suppressIfHidden(rate),
    })),
    notAssessable: discloseReasons(
      cohort.sites.map(({ site }) => countSiteVerdicts(site, all)),
      viewer,
    ),
    durability: computeDurability(cohort, evaluate, viewer),
    byMissingPolicy: zip(
      MISSING_POLICIES,
      computeComparableRates(MISSING_POLICIES.map((missing) => ({ ...definition, missing }))),
    ).map(([policy, rate]) => ({ policy, rate })),
    byCut: listCuts(definition.rule, measures).map((cut) => ({
      ...cut,
      curve: zip(
        cut.grid,
        computeComparableRates(
          cut.grid.map((value) => ({ ...definition, rule: replaceCut(definition.rule, cut.path, value) })),
        ),
      ).map(([value, rate]) => ({ value, rate })),
    })),
  }
}

const SUPPRESSED: Rate = { kind: 'suppressed' }

function zip<A, B>(as: readonly A[], bs: readonly B[]): (readonly [A, B])[] {
  return as.map((a, at) => [a, bs[at] as B] as const)
}

function computeParticipantRate(participants: readonly EvaluatedParticipant[], viewer: Viewer): Rate {
  return discloseRate(tallyVerdicts(participants, viewer), viewer)
}

/** All of them or none: what one arm hides, the rate of everybody less those of the others would tell. */
function computeArmRates(
  { arms }: StudyDefinition,
  participants: readonly EvaluatedParticipant[],
  viewer: Viewer,
) {
  const countArm = (arm: string | null) =>
    tallyVerdicts(
      participants.filter((one) => one.of.arm === arm),
      viewer,
    )
  const isShown = [...new Set(participants.map((one) => one.of.arm))].every((arm) =>
    canShowEachSite(countArm(arm), viewer),
  )
  return arms.map(({ id: arm }) => ({
    arm,
    rate: isShown ? discloseRate(countArm(arm), viewer) : ({ kind: 'suppressed' } as const),
  }))
}

function tallyVerdicts(
  participants: readonly EvaluatedParticipant[],
  viewer: Viewer,
): Tally<'met' | 'notMet'> {
  const findVerdictCell = ({ result }: EvaluatedParticipant) =>
    result === 'met' ? 'met' : result === 'not-met' ? 'notMet' : undefined
  return tallyCells(['met', 'notMet'] as const, participants, findVerdictCell, viewer)
}
