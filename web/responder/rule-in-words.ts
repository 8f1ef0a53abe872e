import { textIn } from '../../surveys/instrument/vocabulary.ts'
import type { ResponderDefinition } from '../../surveys/responder/definition.ts'
import type { ResponderRule } from '../../surveys/responder/rule.ts'
import type { Measures } from '../../surveys/study/measures.ts'
import { textFor } from '../text/index.ts'

/** A sentence, and the sentences that it joins. */
export type RuleInWords = { readonly text: string; readonly parts: readonly RuleInWords[] }

/** What a responder definition says, made of its rule alone: it cannot say anything else than what is judged by. */
export function definitionInWords(
  { rule, missing, lateAnswers }: Pick<ResponderDefinition, 'rule' | 'missing' | 'lateAnswers'>,
  measures: Measures,
  locale: string,
): readonly RuleInWords[] {
  const text = textFor(locale).lab.rule
  const alone = (words: string): RuleInWords => ({ text: words, parts: [] })
  return [
    ruleInWords(rule, measures, locale),
    alone(text.missing[missing]),
    ...(lateAnswers === 'left-out' ? [alone(text.late)] : []),
  ]
}

export function ruleInWords(rule: ResponderRule, measures: Measures, locale: string): RuleInWords {
  const text = textFor(locale).lab.rule
  const said = (part: ResponderRule) => ruleInWords(part, measures, locale)
  switch (rule.op) {
    case 'all':
    case 'any':
      return { text: text[rule.op], parts: rule.rules.map(said) }
    case 'at-least':
      return { text: text.atLeast(rule.count), parts: rule.rules.map(said) }
    case 'not':
      return { text: text.not, parts: [said(rule.rule)] }
    case 'sustained':
      return { text: text.sustained(rule.days), parts: [said(rule.rule)] }
    default:
      return { text: sentence(rule, measures, locale), parts: [] }
  }
}

type Leaf = Exclude<ResponderRule, { rules: ResponderRule[] } | { rule: ResponderRule }>

function sentence(rule: Leaf, measures: Measures, locale: string): string {
  const text = textFor(locale).lab.rule
  const named = (score: string) => textIn(measures.get(score)?.title, locale) || score
  const bands = (score: string, ids: readonly string[]) =>
    ids
      .map((id) => textIn(measures.get(score)?.bands.find((band) => band.id === id)?.label, locale) || id)
      .join(', ')
  switch (rule.op) {
    case 'percent-improvement':
      return (
        text.percent(named(rule.score), rule.atLeast) +
        (rule.baselineAtLeast === undefined ? '' : text.floor(rule.baselineAtLeast))
      )
    case 'improvement':
      if (rule.unit === 'percent-of-range') return text.range(named(rule.score), rule.atLeast)
      if (rule.unit === 'baseline-standard-deviations')
        return text.deviations(named(rule.score), rule.atLeast)
      return text.points(named(rule.score), rule.atLeast)
    case 'level':
      return text.level(named(rule.score), rule.atLeast, rule.atMost)
    case 'band':
      return text.band(named(rule.score), bands(rule.score, rule.in))
    case 'global-rating':
      return text.rating(named(rule.score), bands(rule.score, [rule.atLeast]))
    case 'own-goal':
      return text.ownGoal(named(rule.attainment))
    case 'days-since-treatment':
      return text.days(rule.atLeast, rule.atMost)
    case 'treatments':
      return text.treatments(rule.atLeast, rule.atMost, rule.withinDays)
  }
}
