import type { AnswerState } from '../instrument/answer-states.ts'
import type { Answers } from '../instrument/answers.ts'
import { evaluateCondition, listConditionItems } from '../instrument/condition.ts'
import type { InstrumentDefinition, ScoreTable } from '../instrument/definition.ts'
import { listParts, type Rule } from '../instrument/rule.ts'
import type { GradedItem } from '../irt/graded-response.ts'
import { compare, parseDecimal, toNumber } from '../values/rational.ts'
import type { CodedResponse } from './coded.ts'
import { compileInstrument } from './compile.ts'
import type { CompiledInstrument } from './compiled-instrument.ts'
import { countRequired, type Value } from './operations.ts'
import { computePathStates, encode, SCORING_ALGORITHM, type ScaleScore, scoreInstrument } from './score.ts'
import { indexTableRows } from './table-rows.ts'

/** How a score came about, as data: what was worked out from what, down to the answers. */
export type Explanation = {
  readonly scale: string
  readonly algorithm: string
  readonly score: ScaleScore
  readonly working: ExplanationStep
}

/** One step: the rule, what it gave, and the steps that it was given. Of two branches, only the one taken stands here. */
export type ExplanationStep = {
  readonly rule: Rule
  readonly value: Value
  readonly because: DecidingFact | null
  readonly parts: readonly ExplanationStep[]
}

/** What decided a step beyond its operands. */
export type DecidingFact =
  | {
      readonly kind: 'answer'
      readonly item: string
      readonly state: AnswerState
      readonly code: string | null
    }
  | { readonly kind: 'missing-rule'; readonly answered: number; readonly needed: number; readonly of: number }
  | { readonly kind: 'row'; readonly source: string; readonly row: ScoreTable['rows'][number] }
  | { readonly kind: 'step'; readonly from: number; readonly to: number | null }
  /** `met` is `null` where the condition turns on an answer that is missing. */
  | { readonly kind: 'condition'; readonly met: boolean | null }

/** Explains every scale of an instrument. The values are those of `scoreInstrument`: both run the same rules. */
export function explainScores(
  definition: InstrumentDefinition,
  answers: Answers,
  calibration?: readonly GradedItem[],
): readonly Explanation[] {
  const instrument = compileInstrument(definition, calibration)
  const states = computePathStates(instrument, answers)
  const { responses } = encode(instrument, answers)
  const scores = scoreInstrument(definition, answers, calibration)
  const explainRule = (rule: Rule): ExplanationStep => {
    const value = instrument.compile(rule)(responses, 0)
    const explainAnswer = (item: string): DecidingFact => ({
      kind: 'answer',
      item,
      state: states.get(item) ?? 'not-reached',
      code: states.get(item) === 'answered' ? (answers[item] ?? null) : null,
    })
    if (typeof rule === 'string') return { rule, value, because: explainAnswer(rule), parts: [] }
    if ('item' in rule) return { rule, value, because: explainAnswer(rule.item), parts: [] }
    return {
      rule,
      value,
      because: findDecision(instrument, rule, responses),
      parts: listOperands(instrument, rule, responses).map(explainRule),
    }
  }
  return definition.scales.map((scale, at) => ({
    scale: scale.id,
    algorithm: SCORING_ALGORITHM,
    score: scores[at] as ScaleScore,
    working: explainRule(scale.rule),
  }))
}

/** A scale that a rule names is explained through its own rule; a condition's items come before the branch taken. */
function listOperands(
  { definition, createAnswerLookup: answersIn }: CompiledInstrument,
  rule: Exclude<Rule, string>,
  responses: CodedResponse,
): readonly Rule[] {
  if ('scale' in rule) {
    const scale = definition.scales.find(({ id }) => id === rule.scale)
    return scale ? [scale.rule] : []
  }
  if (!('op' in rule) || rule.op !== 'if') return listParts(rule)
  const met = evaluateCondition(rule.when, answersIn(responses, 0))
  return [...listConditionItems(rule.when), ...(met === undefined ? [] : [met ? rule.use : rule.otherwise])]
}

function findDecision(
  instrument: CompiledInstrument,
  rule: Exclude<Rule, string>,
  responses: CodedResponse,
): DecidingFact | null {
  if (!('op' in rule)) return null
  const computePart = (part: Rule) => instrument.compile(part)(responses, 0)
  switch (rule.op) {
    case 'sum':
    case 'mean':
    case 'max':
    case 'min':
      return {
        kind: 'missing-rule',
        answered: rule.of.filter((part) => computePart(part) !== 'items-missing').length,
        needed: countRequired(rule),
        of: rule.of.length,
      }
    case 'lookup': {
      const table = instrument.definition.tables[rule.table]
      const raw = computePart(rule.of)
      const row = typeof raw === 'string' ? undefined : indexTableRows(table).get(toNumber(raw))
      return table && row ? { kind: 'row', source: table.source, row } : null
    }
    case 'steps': {
      const value = computePart(rule.of)
      if (typeof value === 'string') return null
      const at = rule.steps.findLastIndex(({ from }) => compare(value, parseDecimal(from)) >= 0)
      const step = rule.steps[at]
      return step ? { kind: 'step', from: step.from, to: rule.steps[at + 1]?.from ?? null } : null
    }
    case 'if':
      return {
        kind: 'condition',
        met: evaluateCondition(rule.when, instrument.createAnswerLookup(responses, 0)) ?? null,
      }
    default:
      return null
  }
}
