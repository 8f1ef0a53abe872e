import { listCriteria, listScoreRefs, type ResponderRule } from '../../../surveys/responder/rule.ts'
import { SCORING_ALGORITHM } from '../../../surveys/scoring/score.ts'
import {
  type Estimand,
  INTERCURRENT_EVENTS,
  type IntercurrentEventKind,
} from '../../../surveys/study/estimand.ts'
import type { Measures } from '../../../surveys/study/measures.ts'
import type { EndpointQuestion } from '../../analysis/estimand/endpoint-outcome.ts'

/** A score as facts name it: every version of the instrument. */
export type AskedScore = { readonly instrument: string; readonly scale: string }

/** What an outcome depends on, beside the plan of its two timepoints. */
export type OutcomeInputs = {
  readonly baseline: string
  readonly timepoint: string
  readonly scores: readonly AskedScore[]
  /** Attributes by which participants are told apart. */
  readonly attributes: readonly string[]
  /** Events after which more than the two timepoints is looked at. */
  readonly events: readonly IntercurrentEventKind[]
  readonly strategies: Estimand['events']
  /** Whether the outcome depends on more of everybody than the two timepoints: on time, or on other follow-ups. */
  readonly isOfWholeCourse: boolean
  readonly algorithm: string
}

/** @param baseline timepoint of the study's baseline */
export function listOutcomeInputs(
  baseline: string,
  { definition, timepoint, estimand }: EndpointQuestion,
  measures: Measures,
  attributes: readonly string[],
): OutcomeInputs {
  const names = [...listScoreRefs(definition.rule), ...listCriteria(definition.rule)]
  const scores = [...new Set(names.map((name) => measures.get(name)?.name ?? name))].map((name) => {
    const [instrument = '', scale = ''] = name.split('/')
    return { instrument, scale }
  })
  return {
    ...{ baseline, timepoint, scores, attributes, algorithm: SCORING_ALGORITHM },
    strategies: estimand.events,
    events: INTERCURRENT_EVENTS.filter((kind) => estimand.events[kind] !== 'treatment-policy'),
    isOfWholeCourse: estimand.population === 'assessed' || isAboutTime(definition.rule),
  }
}

/** Whether a rule looks at treatments, or at follow-ups before the endpoint. */
function isAboutTime(rule: ResponderRule): boolean {
  return listRules(rule).some(
    ({ op }) =>
      op === 'sustained' ||
      op === 'held-since-treatment' ||
      op === 'days-since-treatment' ||
      op === 'treatments',
  )
}

/** Whether a rule counts in standard deviations of everybody’s baseline. */
export function isAboutSpread(rule: ResponderRule): boolean {
  return listRules(rule).some(
    (one) => one.op === 'improvement' && one.unit === 'baseline-standard-deviations',
  )
}

/** A rule with every rule that it is made of. */
function listRules(rule: ResponderRule): readonly ResponderRule[] {
  if ('rules' in rule) return [rule, ...rule.rules.flatMap(listRules)]
  return 'rule' in rule ? [rule, ...listRules(rule.rule)] : [rule]
}
