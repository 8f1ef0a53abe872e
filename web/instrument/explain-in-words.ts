import type { InstrumentDefinition, Scale } from '../../surveys/instrument/definition.ts'
import { optionsOf } from '../../surveys/instrument/item.ts'
import type { Rule } from '../../surveys/instrument/rule.ts'
import { textIn } from '../../surveys/instrument/vocabulary.ts'
import type { Because, Explanation, Working } from '../../surveys/scoring/explain.ts'
import type { Value } from '../../surveys/scoring/operations.ts'
import { type Rational, toNumber } from '../../surveys/values/rational.ts'
import { textFor } from '../text/index.ts'

/** A sentence, and the sentences that it rests on. */
export type Explained = { readonly text: string; readonly parts: readonly Explained[] }

/** How a score came about, in words, down to the answers. Page and command line show the same. */
export function explainInWords(
  definition: InstrumentDefinition,
  { scale: id, score, algorithm, working }: Explanation,
  locale = 'en',
): Explained {
  const text = textFor(locale).instrument
  const scale = definition.scales.find((candidate) => candidate.id === id)
  const name = scale ? `${textIn(scale.title, locale)} (${measureOf(scale, locale)})` : id
  const band = score.kind === 'scored' && scale?.bands.find((candidate) => candidate.id === score.band)
  const result =
    score.kind === 'not-scorable'
      ? text.reasons[score.reason]
      : [
          shown(score.exact),
          ...(band ? [textIn(band.label, locale)] : []),
          ...(score.standardError === null ? [] : [text.standardError(score.standardError)]),
          text.algorithm(algorithm),
        ].join(', ')
  return { text: `${name}: ${result}`, parts: [stepInWords({ definition, locale }, working)] }
}

/** The same as lines of text, indented by two for each step inward. */
export function linesOf({ text, parts }: Explained, depth = 0): readonly string[] {
  return [`${'  '.repeat(depth)}${text}`, ...parts.flatMap((part) => linesOf(part, depth + 1))]
}

/** `0 to 27 points, higher is worse` */
export function measureOf({ range, unit, direction }: Scale, locale: string): string {
  const text = textFor(locale).instrument
  return `${text.range(range[0], range[1])}${text.units[unit] ?? ` ${unit}`}, ${text.directions[direction]}`
}

/** At most four decimals, and the fraction beside what they cut off. */
export function shown(value: Rational): string {
  const rounded = Math.round(toNumber(value) * 10_000) / 10_000
  const isExact = rounded * value.denominator === value.numerator
  return isExact ? String(rounded) : `${rounded} (${value.numerator}/${value.denominator})`
}

type Setting = { readonly definition: InstrumentDefinition; readonly locale: string }

function stepInWords(setting: Setting, { rule, because, value, parts }: Working): Explained {
  return {
    text: `${sentence(setting, rule, because)} → ${resultOf(value, setting.locale)}`,
    parts: parts.map((part) => stepInWords(setting, part)),
  }
}

/** What a rule does; with `because`, what it did. */
export function sentence({ definition, locale }: Setting, rule: Rule, because: Because | null): string {
  const text = textFor(locale).instrument
  if (because?.kind === 'answer')
    return [answerIn({ definition, locale }, because), ...changeOf(rule, locale)].join(', ')
  if (typeof rule === 'string') return questionOf({ definition, locale }, rule)
  if ('scale' in rule) {
    const scale = definition.scales.find(({ id }) => id === rule.scale)
    return text.scale(textIn(scale?.title, locale) || rule.scale)
  }
  if ('constant' in rule) return text.constant(rule.constant)
  if ('item' in rule)
    return [questionOf({ definition, locale }, rule.item), ...changeOf(rule, locale)].join(', ')
  switch (rule.op) {
    case 'value':
      return text.value
    case 'sum':
    case 'mean':
    case 'max':
    case 'min': {
      if (because?.kind !== 'missing-rule') return text.of(text[rule.op], rule.of.length)
      const { answered, of, needed } = because
      const counted = text.ofAnswers(text[rule.op], answered, of, needed)
      const isProrated = rule.op === 'sum' || rule.op === 'mean'
      return isProrated && answered < of && answered >= needed ? `${counted}; ${text.substituted}` : counted
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
      return because?.kind === 'step' ? text.step(because.from, because.to) : text.steps
    case 'lookup':
      return because?.kind === 'row' ? text.row(because.row[0], because.source) : text.table
    case 'if':
      return because?.kind === 'condition'
        ? text.condition[because.met === null ? 'unknown' : because.met ? 'met' : 'not-met']
        : text.conditional
    case 'response-pattern':
      return text.pattern
  }
}

function answerIn(setting: Setting, { item, state, code }: Extract<Because, { kind: 'answer' }>): string {
  const { definition, locale } = setting
  const asked = definition.items.find(({ id }) => id === item)
  const option = asked && optionsOf(definition, asked).find((candidate) => candidate.code === code)
  const answer =
    state === 'answered' ? textIn(option?.label, locale) || (code ?? '') : textFor(locale).instrument[state]
  return `${questionOf(setting, item)}: ${answer}`
}

function questionOf({ definition, locale }: Setting, item: string): string {
  return textIn(definition.items.find(({ id }) => id === item)?.text, locale) || item
}

function changeOf(rule: Rule, locale: string): readonly string[] {
  const text = textFor(locale).instrument
  if (typeof rule === 'string' || !('item' in rule)) return []
  return ['reverse' in rule ? text.reversed : text.recoded]
}

function resultOf(value: Value, locale: string): string {
  return typeof value === 'string' ? textFor(locale).instrument.none : shown(value)
}
