import type { ResponderDefinition } from '../../../surveys/responder/definition.ts'
import type { ResponderRule } from '../../../surveys/responder/rule.ts'
import type { Measures } from '../../../surveys/study/measures.ts'
import type { VerdictReason } from '../../../web/api/schemas/verdict.ts'
import type { Course } from '../timeline/timeline.ts'
import { type BaselineSpread, NO_SPREAD } from './baseline-spread.ts'
import { type ScoreReader, scoreReader } from './score-reader.ts'
import { banded, bandsFrom, improvement, level, ownGoal, percentImprovement } from './score-rules.ts'
import { atLeast, type Holds, not, unknown } from './ternary.ts'
import { daysSinceTreatment, sustained, treatments } from './time-rules.ts'
import { MISSING_ANSWERS, type Verdict } from './verdict.ts'

/** Says of a participant's course whether it meets a definition at a timepoint. */
export type Judge = (course: Course, timepoint: string) => Verdict

/**
 * Makes a responder definition ready to judge courses, many of them. Arithmetic is exact: a drop from 20/3 to 14/3 is 30%.
 * What is missing makes the verdict not determinable, with every reason, unless the rest decides it; the definition's
 * missing-data policy may then count it as met or not met, if nothing but answers are missing.
 *
 * @param measures what the study measures, by score and by domain: a score of a version that is not alike is not judged
 * @param spread of the baselines, for rules that count in standard deviations
 */
export function judgeOf(
  { rule, missing, lateAnswers }: Pick<ResponderDefinition, 'rule' | 'missing' | 'lateAnswers'>,
  measures: Measures,
  spread: BaselineSpread = NO_SPREAD,
): Judge {
  const read = (name: string) => scoreReader(name, measures, lateAnswers === 'counted')
  const holds = ready(rule, read, spread)
  return (course, timepoint) => {
    const at = course.followUps.findIndex((assessment) => assessment.timepoint === timepoint)
    const truth = at < 0 ? unknown('not-yet-answered') : holds(course, at)
    if (truth.value !== 'unknown') return truth.value ? MET : NOT_MET
    if (missing !== 'not-determinable' && truth.reasons.every((reason) => MISSING_ANSWERS.has(reason)))
      return missing === 'counted-as-met' ? MET : NOT_MET
    return { result: 'not-determinable', reasons: truth.reasons as VerdictReason[] }
  }
}

const MET: Verdict = { result: 'met' }
const NOT_MET: Verdict = { result: 'not-met' }

function ready(rule: ResponderRule, read: (name: string) => ScoreReader, spread: BaselineSpread): Holds {
  const each = (rules: readonly ResponderRule[]) => rules.map((one) => ready(one, read, spread))
  switch (rule.op) {
    case 'all':
    case 'any':
    case 'at-least': {
      const count = rule.op === 'at-least' ? rule.count : rule.op === 'any' ? 1 : rule.rules.length
      return atLeast(count, each(rule.rules))
    }
    case 'not': {
      const part = ready(rule.rule, read, spread)
      return (course, at) => not(part(course, at))
    }
    case 'sustained':
      return sustained(rule.days, ready(rule.rule, read, spread))
    case 'level':
      return level(rule, read(rule.score))
    case 'band':
      return banded(new Set(rule.in), read(rule.score))
    case 'global-rating':
      return banded(bandsFrom(rule.atLeast, read(rule.score)), read(rule.score))
    case 'percent-improvement':
      return percentImprovement(rule, read(rule.score))
    case 'improvement':
      return improvement(rule, read(rule.score), spread)
    case 'own-goal':
      return ownGoal(read(rule.attainment), read(rule.criterion))
    case 'days-since-treatment':
      return daysSinceTreatment(rule)
    case 'treatments':
      return treatments(rule)
  }
}
