import type { ResponderDefinition } from '../../../surveys/responder/definition.ts'
import type { ResponderRule } from '../../../surveys/responder/rule.ts'
import type { Measures } from '../../../surveys/study/measures.ts'
import type { VerdictReason } from '../../../web/api/schemas/verdict.ts'
import type { Timeline } from '../timeline/timeline.ts'
import { type BaselineSpread, NO_SPREAD } from './baseline-spread.ts'
import { createScoreReader, type ScoreReader } from './score-reader.ts'
import {
  createBandRule,
  createImprovementRule,
  createLevelRule,
  createPercentImprovementRule,
  createPersonalGoalRule,
  listBandsAtLeast,
} from './score-rules.ts'
import { buildUnknown, createAtLeastRule, negate, type RuleEvaluator } from './ternary.ts'
import {
  createDaysSinceTreatmentRule,
  createHeldSinceTreatmentRule,
  createSustainedRule,
  createTreatmentCountRule,
} from './time-rules.ts'
import { MISSING_ANSWERS, type Verdict } from './verdict.ts'

/** Says of a participant's timeline whether it meets a definition at a timepoint. */
export type ResponderEvaluator = (timeline: Timeline, timepoint: string) => Verdict

/**
 * Makes a responder definition ready to judge timelines, many of them. Arithmetic is exact: a drop from 20/3 to 14/3 is 30%.
 * What is missing makes the verdict not assessable, with every reason, unless the rest decides it; the definition's
 * missing-data policy may then count it as met or not met, if nothing but answers are missing.
 *
 * @param measures what the study measures, by score and by domain: a score of a version that is not alike is not judged
 * @param spread of the baselines, for rules that count in standard deviations
 */
export function createResponderEvaluator(
  { rule, missing, lateAnswers }: Pick<ResponderDefinition, 'rule' | 'missing' | 'lateAnswers'>,
  measures: Measures,
  spread: BaselineSpread = NO_SPREAD,
): ResponderEvaluator {
  const createReader = (name: string) => createScoreReader(name, measures, lateAnswers === 'counted')
  const evaluateRule = createRuleEvaluator(rule, createReader, spread)
  return (timeline, timepoint) => {
    const at = timeline.followUps.findIndex((point) => point.timepoint === timepoint)
    const outcome = at < 0 ? buildUnknown('not-yet-answered') : evaluateRule(timeline, at)
    if (outcome.value !== 'unknown') return outcome.value ? MET : NOT_MET
    if (missing !== 'not-assessable' && outcome.reasons.every((reason) => MISSING_ANSWERS.has(reason)))
      return missing === 'counted-as-met' ? MET : NOT_MET
    return { result: 'not-assessable', reasons: outcome.reasons as VerdictReason[] }
  }
}

const MET: Verdict = { result: 'met' }
const NOT_MET: Verdict = { result: 'not-met' }

function createRuleEvaluator(
  rule: ResponderRule,
  createReader: (name: string) => ScoreReader,
  spread: BaselineSpread,
): RuleEvaluator {
  const createEachRuleEvaluator = (rules: readonly ResponderRule[]) =>
    rules.map((one) => createRuleEvaluator(one, createReader, spread))
  switch (rule.op) {
    case 'all':
    case 'any':
    case 'at-least': {
      const count = rule.op === 'at-least' ? rule.count : rule.op === 'any' ? 1 : rule.rules.length
      return createAtLeastRule(count, createEachRuleEvaluator(rule.rules))
    }
    case 'not': {
      const part = createRuleEvaluator(rule.rule, createReader, spread)
      return (timeline, at) => negate(part(timeline, at))
    }
    case 'sustained':
      return createSustainedRule(rule.days, createRuleEvaluator(rule.rule, createReader, spread))
    case 'held-since-treatment':
      return createHeldSinceTreatmentRule(rule.days, createRuleEvaluator(rule.rule, createReader, spread))
    case 'level':
      return createLevelRule(rule, createReader(rule.score))
    case 'band':
      return createBandRule(new Set(rule.in), createReader(rule.score))
    case 'global-rating':
      return createBandRule(
        listBandsAtLeast(rule.atLeast, createReader(rule.score)),
        createReader(rule.score),
      )
    case 'percent-improvement':
      return createPercentImprovementRule(rule, createReader(rule.score))
    case 'improvement':
      return createImprovementRule(rule, createReader(rule.score), spread)
    case 'own-goal':
      return createPersonalGoalRule(createReader(rule.attainment), createReader(rule.criterion))
    case 'days-since-treatment':
      return createDaysSinceTreatmentRule(rule)
    case 'treatments':
      return createTreatmentCountRule(rule)
  }
}
