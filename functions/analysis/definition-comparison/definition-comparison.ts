import { formatRef } from '../../../surveys/instrument/vocabulary.ts'
import type { PublishedResponderDefinition } from '../../../surveys/responder/definition.ts'
import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import type { Estimand } from '../../../surveys/study/estimand.ts'
import type { Measures } from '../../../surveys/study/measures.ts'
import type {
  ComparedDefinition,
  DefinitionComparisonReply,
  Rate,
} from '../../../web/api/analyses/definition-comparison.ts'
import type { NoRateReason } from '../../../web/api/analyses/denominators.ts'
import { type Cohort, listBaselines } from '../cohort/cohort.ts'
import { computeCompletion, type IsRowApart } from '../completion/completion.ts'
import type { Viewer } from '../disclosure/disclosure.ts'
import {
  canShowEachSite,
  discloseComparableRates,
  discloseRate,
  type Tally,
  tallyCells,
} from '../disclosure/tally.ts'
import { countDenominators, type Denominators, findNoRateReason } from '../estimand/denominators.ts'
import { createOutcomeFinder } from '../estimand/endpoint-outcome.ts'
import { computeRates, estimateRate } from '../estimand/rates.ts'
import { type BaselineSpread, createBaselineSpread } from '../responder/baseline-spread.ts'
import { createResponderEvaluator, type ResponderEvaluator } from '../responder/responder-evaluator.ts'
import { type EvaluatedParticipant, evaluateCohort, findPrimaryCell } from './cohort-verdicts.ts'
import { compareDefinitions } from './compare-definitions.ts'
import { listCuts, replaceCut } from './cuts.ts'
import { computeDurability } from './durability.ts'

/** What a release shows of sites: rates and completion ask here beside their own rules. */
export type ReleasedSites = {
  /** Those whose rate under a definition is shown, by its reference. */
  readonly shownSites: ReadonlyMap<string, ReadonlySet<string>>
  readonly isRowApart: IsRowApart
}

export type DefinitionComparisonQuestion = {
  readonly study: StudyDefinition
  readonly measures: Measures
  readonly definitions: readonly PublishedResponderDefinition[]
  readonly timepoint: string
  readonly estimand: Estimand
}

/**
 * Definitions side by side under one estimand, on the same participants. Pure; cost grows with participants × numbers in the
 * rules.
 */
export function computeDefinitionComparison(
  cohort: Cohort,
  question: DefinitionComparisonQuestion,
  viewer: Viewer,
  released?: ReleasedSites,
): DefinitionComparisonReply {
  const { study, measures, definitions, timepoint, estimand } = question
  const spread = createBaselineSpread(() => listBaselines(cohort), measures)
  const setting = { ...question, cohort, spread, viewer, released }
  const evaluated = definitions.map((definition) => evaluateDefinition(definition, setting))
  return {
    ...{ study: study.id, studyVersion: study.version, asOf: cohort.asOf, timepoint, estimand },
    minimumCellSize: viewer.minimumCellSize,
    sites: cohort.sites.map(({ site }) => site),
    completion: computeCompletion(cohort, study, viewer, released?.isRowApart),
    definitions: evaluated.map((one) => describeDefinition(one, setting)),
    comparisons: evaluated.flatMap((first, at) =>
      evaluated.slice(at + 1).map((second) => compareDefinitions(first, second, viewer)),
    ),
  }
}

type Setting = DefinitionComparisonQuestion & {
  readonly cohort: Cohort
  readonly spread: BaselineSpread
  readonly viewer: Viewer
  readonly released: ReleasedSites | undefined
}

type EvaluatedDefinition = {
  readonly definition: PublishedResponderDefinition
  readonly ref: string
  readonly evaluate: ResponderEvaluator
  readonly participants: readonly EvaluatedParticipant[]
  readonly noRate: NoRateReason | null
  readonly bySite: readonly { readonly site: string; readonly rate: Rate }[]
  /** Those whose rate is shown: what compares participants is over them, so that none of the rest is left over. */
  readonly shownSites: ReadonlySet<string>
}

function evaluateDefinition(definition: PublishedResponderDefinition, setting: Setting): EvaluatedDefinition {
  const { cohort, measures, spread, viewer } = setting
  const participants = evaluateUnder(definition, setting)
  const counts = countDenominators(participants.map(({ outcome }) => outcome))
  const noRate = findNoRateReason(counts, { ...setting, definition }, measures)
  const bySite = cohort.sites.map(({ site }) => {
    const own = participants.filter((one) => one.site === site)
    return { site, rate: buildRate(own, noRate, viewer) }
  })
  const ref = formatRef(definition)
  return {
    ...{ definition, ref, participants, noRate, bySite },
    evaluate: createResponderEvaluator(definition, measures, spread),
    shownSites:
      setting.released?.shownSites.get(ref) ??
      new Set(bySite.flatMap((one) => (one.rate.kind === 'suppressed' ? [] : [one.site]))),
  }
}

function evaluateUnder(
  definition: PublishedResponderDefinition,
  setting: Setting,
): readonly EvaluatedParticipant[] {
  const { cohort, measures, spread } = setting
  return evaluateCohort(
    cohort,
    createOutcomeFinder({ ...setting, definition }, measures, cohort.asOf, spread),
  )
}

function describeDefinition(of: EvaluatedDefinition, setting: Setting): ComparedDefinition {
  const { definition, evaluate, participants, noRate, bySite } = of
  const { cohort, study, measures, viewer } = setting
  const itself = tallyPrimary(participants, viewer)
  // The definition itself first, so that it is what the others must not be distinguished from.
  const computeComparableRates = (changed: readonly PublishedResponderDefinition[]): Rate[] =>
    noRate === null
      ? discloseComparableRates(
          [itself, ...changed.map((one) => tallyPrimary(evaluateUnder(one, setting), viewer))],
          viewer,
        ).slice(1)
      : changed.map(() => ({ kind: 'no-rate', reason: noRate }))
  const isWhole = cohort.sites.every(({ site }) => viewer.sites.includes(site))
  return {
    definition: formatRef(definition),
    hash: definition.hash,
    evidence: definition.evidence,
    measuredBy: study.domains,
    rate: buildRate(participants, noRate, viewer),
    rates: isWhole ? computeRates(countSites(participants), noRate) : null,
    bySite: [...bySite],
    byArm: computeArmRates(study, participants, noRate, viewer),
    durability: computeDurability(cohort, evaluate, viewer, study.arms),
    byCut: listCuts(definition.rule, measures).map((cut) => {
      const rates = computeComparableRates(
        cut.grid.map((value) => ({ ...definition, rule: replaceCut(definition.rule, cut.path, value) })),
      )
      return { ...cut, curve: cut.grid.map((value, at) => ({ value, rate: rates[at] as Rate })) }
    }),
  }
}

/** All of them or none: what one arm hides, the rate of everybody less those of the others would tell. */
function computeArmRates(
  { arms }: StudyDefinition,
  participants: readonly EvaluatedParticipant[],
  noRate: NoRateReason | null,
  viewer: Viewer,
): { arm: string; rate: Rate }[] {
  const listArm = (arm: string | null) => participants.filter((one) => one.of.arm === arm)
  const isShown = [...new Set(participants.map((one) => one.of.arm))].every((arm) =>
    canShowEachSite(tallyPrimary(listArm(arm), viewer), viewer),
  )
  return arms.map(({ id: arm }) => ({
    arm,
    rate: isShown ? buildRate(listArm(arm), noRate, viewer) : { kind: 'suppressed' },
  }))
}

function buildRate(
  participants: readonly EvaluatedParticipant[],
  noRate: NoRateReason | null,
  viewer: Viewer,
): Rate {
  if (noRate !== null) return { kind: 'no-rate', reason: noRate }
  const rate = discloseRate(tallyPrimary(participants, viewer), viewer)
  if (rate.kind !== 'rate') return rate
  const estimate = estimateRate(countSites(participants).map(({ met, due }) => ({ events: met, n: due })))
  return estimate === null ? rate : { ...rate, interval: estimate.interval }
}

function countSites(participants: readonly EvaluatedParticipant[]): Denominators[] {
  return [...Map.groupBy(participants, ({ site }) => site).values()].map((ones) =>
    countDenominators(ones.map(({ outcome }) => outcome)),
  )
}

function tallyPrimary(
  participants: readonly EvaluatedParticipant[],
  viewer: Viewer,
): Tally<'met' | 'notMet'> {
  return tallyCells(['met', 'notMet'] as const, participants, findPrimaryCell, viewer)
}
