import type { Condition } from '../../surveys/instrument/condition.ts'
import type { InstrumentDefinition, Scale } from '../../surveys/instrument/definition.ts'
import { listChosenOptions } from '../../surveys/instrument/item.ts'
import type { GroupMissingRule, MissingRule, Rule } from '../../surveys/instrument/rule.ts'
import { pickText } from '../../surveys/instrument/vocabulary.ts'
import type { DecidingFact, Explanation, ExplanationStep } from '../../surveys/scoring/explain.ts'
import { countRequired, type Value } from '../../surveys/scoring/operations.ts'
import { type Rational, toNumber } from '../../surveys/values/rational.ts'
import { formatBandLabel } from '../text/band-label.ts'
import { findInstrumentText } from '../text/instrument-text.ts'

/** A sentence, and the sentences that it rests on. */
export type ExplanationNode = { readonly text: string; readonly parts: readonly ExplanationNode[] }

/** How a score came about, in words, down to the answers. Page and command line show the same. */
export function explainInWords(
  definition: InstrumentDefinition,
  { scale: id, score, algorithm, working }: Explanation,
  locale = 'en',
): ExplanationNode {
  const text = findInstrumentText(locale)
  const scale = definition.scales.find((candidate) => candidate.id === id)
  const name = scale ? `${pickText(scale.title, locale)} (${formatMeasure(scale, locale)})` : id
  const band = score.kind === 'scored' && scale?.bands.find((candidate) => candidate.id === score.band)
  const result =
    score.kind === 'not-scorable'
      ? text.reasons[score.reason]
      : [
          formatRationalRounded(score.exact),
          ...(band ? [formatBandLabel(band, locale)] : []),
          ...(score.standardError === null ? [] : [text.standardError(score.standardError)]),
          text.algorithm(algorithm),
        ].join(', ')
  return { text: `${name}: ${result}`, parts: [describeStep({ definition, locale }, working)] }
}

/** The same as lines of text, indented by two for each step inward. */
export function formatLines({ text, parts }: ExplanationNode, depth = 0): readonly string[] {
  return [`${'  '.repeat(depth)}${text}`, ...parts.flatMap((part) => formatLines(part, depth + 1))]
}

/** `0 to 27 points, higher is worse` */
export function formatMeasure({ range, unit, direction }: Scale, locale: string): string {
  const text = findInstrumentText(locale)
  return `${text.range(range[0], range[1])}${text.units[unit] ?? ` ${unit}`}, ${text.directions[direction]}`
}

/** At most four decimals, and the fraction beside what they cut off. */
export function formatRationalRounded(value: Rational): string {
  const rounded = Math.round(toNumber(value) * 10_000) / 10_000
  const isExact = rounded * value.denominator === value.numerator
  return isExact ? String(rounded) : `${rounded} (${value.numerator}/${value.denominator})`
}

type Setting = { readonly definition: InstrumentDefinition; readonly locale: string }

function describeStep(setting: Setting, { rule, because, value, parts }: ExplanationStep): ExplanationNode {
  return {
    text: `${describeScoringRule(setting, rule, because)} → ${formatResult(value, setting.locale)}`,
    parts: parts.map((part) => describeStep(setting, part)),
  }
}

/** What a rule does; with `because`, what it did. */
export function describeScoringRule(
  { definition, locale }: Setting,
  rule: Rule,
  because: DecidingFact | null,
): string {
  const text = findInstrumentText(locale)
  if (because?.kind === 'answer')
    return [
      describeAnswer({ definition, locale }, because),
      ...describeRecoding(rule, locale, because.code),
    ].join(', ')
  if (typeof rule === 'string') return findQuestionText({ definition, locale }, rule)
  if ('scale' in rule) {
    const scale = definition.scales.find(({ id }) => id === rule.scale)
    return text.scale(pickText(scale?.title, locale) || rule.scale)
  }
  if ('constant' in rule) return text.constant(rule.constant)
  if ('item' in rule)
    return [findQuestionText({ definition, locale }, rule.item), ...describeRecoding(rule, locale)].join(', ')
  switch (rule.op) {
    case 'value':
      return text.value
    case 'sum':
    case 'mean':
    case 'max':
    case 'min': {
      const filled = describeMissingRule(rule.missing, locale)
      if (because?.kind !== 'missing-rule') {
        const [of, needed] = [rule.of.length, countRequired(rule)]
        const counted = `${text.of(text[rule.op], of)}, ${text.needed(needed, of)}`
        return needed < of ? [counted, ...filled].join('; ') : counted
      }
      const { answered, of, needed } = because
      const counted = text.ofAnswers(text[rule.op], answered, of, needed)
      return answered < of && answered >= needed ? [counted, ...filled].join('; ') : counted
    }
    case 'weighted-sum':
      return text.weightedSum(
        rule.of.map(({ weight }) => weight),
        rule.plus,
      )
    case 'linear':
      return text.linear(rule.multiply, rule.divide, rule.add)
    case 'ratio':
      return text.ratio
    case 'hours-between':
      return text.hoursBetween
    case 'steps':
      return because?.kind === 'step'
        ? text.step(because.from, because.to)
        : text.steps(
            rule.steps
              .map(({ from, value }, at) => text.stepRow(from, rule.steps[at + 1]?.from ?? null, value))
              .join('; '),
          )
    case 'lookup':
      return because?.kind === 'row' ? text.row(because.row[0], because.source) : text.table
    case 'if':
      return because?.kind === 'condition'
        ? text.condition[because.met === null ? 'unknown' : because.met ? 'met' : 'not-met']
        : text.conditional(describeCondition({ definition, locale }, rule.when))
    case 'response-pattern':
      return text.pattern
  }
}

function describeAnswer(
  setting: Setting,
  { item, state, code }: Extract<DecidingFact, { kind: 'answer' }>,
): string {
  const answer =
    state === 'answered'
      ? findAnswerText(setting, item, code ?? '')
      : findInstrumentText(setting.locale)[state]
  return `${findQuestionText(setting, item)}: ${answer}`
}

function describeCondition(setting: Setting, condition: Condition): string {
  const text = findInstrumentText(setting.locale).conditions
  const describeEach = (conditions: readonly Condition[]) =>
    conditions.map((one) => describeCondition(setting, one))
  if ('all' in condition) return describeEach(condition.all).join(text.and)
  if ('any' in condition) return text.any(describeEach(condition.any).join('; '))
  if ('not' in condition) return text.not(describeCondition(setting, condition.not))
  const question = findQuestionText(setting, condition.item)
  if ('answered' in condition) return condition.answered ? text.answered(question) : text.blank(question)
  if ('is' in condition)
    return text.is(
      question,
      condition.is.map((code) => findAnswerText(setting, condition.item, code)).join(text.or),
    )
  return 'atLeast' in condition
    ? text.atLeast(question, condition.atLeast)
    : text.atMost(question, condition.atMost)
}

function findAnswerText({ definition, locale }: Setting, item: string, code: string): string {
  const asked = definition.items.find(({ id }) => id === item)
  const chosen = asked ? listChosenOptions(definition, asked, code) : []
  return chosen.length === 0
    ? code
    : chosen.map((option) => pickText(option.label, locale) || option.code).join('; ')
}

function findQuestionText({ definition, locale }: Setting, item: string): string {
  return pickText(definition.items.find(({ id }) => id === item)?.text, locale) || item
}

/** @param code of the answer that was given; without one, every code of a recode is listed. */
function describeRecoding(rule: Rule, locale: string, code: string | null = null): readonly string[] {
  const text = findInstrumentText(locale)
  if (typeof rule === 'string' || !('item' in rule)) return []
  if ('reverse' in rule) return [text.reversed]
  const pairs = Object.entries(rule.recode).filter(([from]) => code === null || from === code)
  return [text.recoded(pairs.map(([from, value]) => `${from} → ${value}`).join('; '))]
}

/** What stands for an operand that is missing; nothing where none may be. */
function describeMissingRule({ policy }: MissingRule | GroupMissingRule, locale: string): readonly string[] {
  const text = findInstrumentText(locale)
  if (policy === 'blank-counts-zero') return [text.blankCountsZero]
  return policy === 'mean-substitute' || policy === 'half-rule' ? [text.substituted] : []
}

function formatResult(value: Value, locale: string): string {
  return typeof value === 'string' ? findInstrumentText(locale).none : formatRationalRounded(value)
}
