import { formatRef } from '../../../surveys/instrument/vocabulary.ts'
import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import type {
  ComparedDefinition,
  DefinitionComparisonReply,
  Rate,
} from '../../../web/api/analyses/definition-comparison.ts'
import type { NoRateReason } from '../../../web/api/analyses/denominators.ts'
import { type Cohort, listBaselines } from '../cohort/cohort.ts'
import { computeCompletion } from '../completion/completion.ts'
import type { Viewer } from '../disclosure/disclosure.ts'
import { canShowEachSite } from '../disclosure/tally.ts'
import { computeRates } from '../estimand/rates.ts'
import { createBaselineSpread } from '../responder/baseline-spread.ts'
import type { EvaluatedParticipant } from './cohort-verdicts.ts'
import { compareDefinitions } from './compare-definitions.ts'
import { listCuts } from './cuts.ts'
import { computeDurability } from './durability.ts'
import {
  buildRate,
  computeCutRates,
  countSites,
  type DefinitionComparisonQuestion,
  type EvaluatedDefinition,
  evaluateDefinition,
  type ReleasedSites,
  type Setting,
  tallyPrimary,
} from './evaluated-definition.ts'

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

function describeDefinition(of: EvaluatedDefinition, setting: Setting): ComparedDefinition {
  const { definition, evaluate, participants, noRate, bySite } = of
  const { cohort, study, measures, viewer } = setting
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
    byCut: listCuts(definition.rule, measures).map((cut) => ({
      ...cut,
      curve: computeCutRates(of, cut, setting),
    })),
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
