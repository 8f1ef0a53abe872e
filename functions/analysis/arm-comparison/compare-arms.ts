import { listCriteria, listScoreRefs } from '../../../surveys/responder/rule.ts'
import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import type { Measures } from '../../../surveys/study/measures.ts'
import { toNumber } from '../../../surveys/values/rational.ts'
import type { ArmComparison, ArmRate, ShownArms } from '../../../web/api/analyses/arm-comparison.ts'
import { countDenominators } from '../estimand/denominators.ts'
import type { EndpointQuestion } from '../estimand/endpoint-outcome.ts'
import type { EvaluatedParticipant } from '../estimand/evaluated-site.ts'
import { estimateRate, pickCounts } from '../estimand/rates.ts'
import { createScoreReader } from '../responder/score-reader.ts'
import type { Counted } from '../timeline/counted.ts'
import {
  type ArmPair,
  countStrata,
  listArmPairs,
  listDueOfPair,
  type OutcomeOfParticipant,
} from './arm-pairs.ts'
import { adjustByHolm } from './holm.ts'
import { compareByMantelHaenszel, type MantelHaenszel } from './mantel-haenszel.ts'
import { type CovariateRow, standardizeRates } from './standardized-rates.ts'

/**
 * The primary rate by arm, and every pair of arms compared: stratified by site, and adjusted for site and the baseline of every
 * score that the definition uses. P values of several pairs are adjusted by Holm.
 *
 * @returns `null` for a study with fewer than two arms
 */
export function compareArms(
  study: Pick<StudyDefinition, 'arms'>,
  all: readonly OutcomeOfParticipant[],
  question: EndpointQuestion,
  measures: Measures,
): ShownArms | null {
  if (study.arms.length < 2) return null
  const covariates = chooseCovariates(question, measures)
  const compared = listArmPairs(study).map((pair) => comparePair(pair, all, covariates))
  const tested = compared.flatMap(({ test }, at) => (test === null ? [] : [{ at, p: test.p }]))
  const adjusted = adjustByHolm(tested.map(({ p }) => p))
  const holm = new Map(tested.map(({ at }, which) => [at, adjusted[which] as number]))
  return {
    kind: 'compared',
    arms: study.arms.map(({ id }) => describeArm(id, all)),
    covariates: covariates.map(({ name }) => name),
    comparisons: compared.map((one, at) => ({ ...one, holmP: holm.get(at) ?? null })),
  }
}

function describeArm(arm: string, all: readonly OutcomeOfParticipant[]): ArmRate {
  const own = all.filter(({ participant }) => participant.arm === arm)
  const sites = [...Map.groupBy(own, ({ participant }) => participant.site).values()].map((ones) =>
    countDenominators(ones.map(({ outcome }) => outcome)),
  )
  const counts = countDenominators(own.map(({ outcome }) => outcome))
  return {
    ...{ arm, counts: pickCounts(counts) },
    rate: estimateRate(sites.map(({ met, due }) => ({ events: met, n: due }))),
  }
}

type Covariate = ReturnType<typeof createScoreReader>

/** The scores of the rule that are asked at baseline: what a participant wants to reach is none of them. */
function chooseCovariates({ definition }: EndpointQuestion, measures: Measures): readonly Covariate[] {
  const criteria = new Set(listCriteria(definition.rule))
  const names = new Set(
    listScoreRefs(definition.rule).flatMap((ref) =>
      criteria.has(ref) ? [] : (measures.get(ref)?.name ?? []),
    ),
  )
  return Array.from(names, (name) => createScoreReader(name, measures, true))
}

function comparePair(
  pair: ArmPair,
  all: readonly OutcomeOfParticipant[],
  covariates: readonly Covariate[],
): Omit<ArmComparison, 'holmP' | 'test'> & Pick<MantelHaenszel, 'test'> {
  const { arm, against } = pair
  const rows = listDueOfPair(pair, all)
  // One that nobody has at baseline, such as a rating of change, is no covariate.
  const asked = covariates.filter((one) =>
    rows.some(({ participant }) => readBaseline(one, participant) !== null),
  )
  const complete = rows.flatMap(({ participant, isMet: met, count }): CovariateRow[] => {
    const values = asked.map((one) => readBaseline(one, participant))
    if (values.includes(null)) return []
    return [
      {
        ...{ outcome: met ? 1 : 0, arm: participant.arm === arm ? 1 : 0, site: participant.site, count },
        covariates: values as number[],
      },
    ]
  })
  const adjusted = standardizeRates(complete)
  const { strata: count, ...stratified } = compareByMantelHaenszel(countStrata(pair, rows))
  return {
    arm,
    against,
    sites: count,
    ...stratified,
    adjusted: { ...adjusted, withoutBaseline: sumCounts(rows) - sumCounts(complete) },
  }
}

function sumCounts(rows: readonly Counted[]): number {
  return rows.reduce((sum, { count = 1 }) => sum + count, 0)
}

function readBaseline(reader: Covariate, { timeline }: EvaluatedParticipant): number | null {
  const score = reader.readBaseline(timeline)
  return 'reason' in score ? null : toNumber(score.value)
}
