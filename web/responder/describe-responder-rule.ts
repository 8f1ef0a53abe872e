import { pickText } from '../../surveys/instrument/vocabulary.ts'
import type { ResponderDefinition } from '../../surveys/responder/definition.ts'
import type { ResponderRule } from '../../surveys/responder/rule.ts'
import type { Measures } from '../../surveys/study/measures.ts'
import { findAnalysesText } from '../text/analyses-text.ts'

/** A sentence, and the sentences that it joins. */
export type RuleDescription = { readonly text: string; readonly parts: readonly RuleDescription[] }

/** What a responder definition says, made of its rule alone: it cannot say anything else than what is judged by. */
export function describeResponderDefinition(
  { rule, missing, lateAnswers }: Pick<ResponderDefinition, 'rule' | 'missing' | 'lateAnswers'>,
  measures: Measures,
  locale: string,
): readonly RuleDescription[] {
  const text = findAnalysesText(locale).definitionComparison.rule
  const buildLine = (words: string): RuleDescription => ({ text: words, parts: [] })
  return [
    describeResponderRule(rule, measures, locale),
    buildLine(text.missing[missing]),
    ...(lateAnswers === 'left-out' ? [buildLine(text.late)] : []),
  ]
}

export function describeResponderRule(
  rule: ResponderRule,
  measures: Measures,
  locale: string,
): RuleDescription {
  const text = findAnalysesText(locale).definitionComparison.rule
  const describePart = (part: ResponderRule) => describeResponderRule(part, measures, locale)
  switch (rule.op) {
    case 'all':
    case 'any':
      return { text: text[rule.op], parts: rule.rules.map(describePart) }
    case 'at-least':
      return { text: text.atLeast(rule.count), parts: rule.rules.map(describePart) }
    case 'not':
      return { text: text.not, parts: [describePart(rule.rule)] }
    case 'sustained':
      return { text: text.sustained(rule.days), parts: [describePart(rule.rule)] }
    case 'held-since-treatment':
      return { text: text.heldSinceTreatment(rule.days), parts: [describePart(rule.rule)] }
    default:
      return { text: describeLeaf(rule, measures, locale), parts: [] }
  }
}

type Leaf = Exclude<ResponderRule, { rules: ResponderRule[] } | { rule: ResponderRule }>

function describeLeaf(rule: Leaf, measures: Measures, locale: string): string {
  const text = findAnalysesText(locale).definitionComparison.rule
  const domains: Readonly<Record<string, string>> = findAnalysesText(locale).instrument.domains
  const findScoreTitle = (score: string) =>
    pickText(measures.get(score)?.title, locale) || capitalize(domains[score] ?? '') || score
  const formatBands = (score: string, ids: readonly string[]) =>
    ids
      .map((id) => pickText(measures.get(score)?.bands.find((band) => band.id === id)?.label, locale) || id)
      .join(', ')
  switch (rule.op) {
    case 'percent-improvement':
      return (
        (rule.of === 'distance-from-best' ? text.percentOfDistance : text.percent)(
          findScoreTitle(rule.score),
          rule.atLeast,
        ) + (rule.baselineAtLeast === undefined ? '' : text.floor(rule.baselineAtLeast))
      )
    case 'improvement':
      if (rule.unit === 'percent-of-range') return text.range(findScoreTitle(rule.score), rule.atLeast)
      if (rule.unit === 'baseline-standard-deviations')
        return text.deviations(findScoreTitle(rule.score), rule.atLeast)
      return text.points(findScoreTitle(rule.score), rule.atLeast)
    case 'level':
      return text.level(findScoreTitle(rule.score), rule)
    case 'band':
      return text.band(findScoreTitle(rule.score), formatBands(rule.score, rule.in))
    case 'global-rating':
      return text.rating(findScoreTitle(rule.score), formatBands(rule.score, [rule.atLeast]))
    case 'own-goal':
      return text.ownGoal(findScoreTitle(rule.attainment))
    case 'days-since-treatment':
      return text.days(rule.atLeast, rule.atMost)
    case 'treatments':
      return text.treatments(rule.atLeast, rule.atMost, rule.withinDays)
  }
}

function capitalize(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** The same in one line: `All of these: (Pain improved by at least 30% from baseline; Sleep is at most 3)`. */
export function formatRuleText({ text, parts }: RuleDescription): string {
  return parts.length === 0 ? text : `${text} (${parts.map(formatRuleText).join('; ')})`
}

/** A rule in one line, in every language of the console. */
export function describeInEachLanguage(rule: ResponderRule, measures: Measures): Record<string, string> {
  return Object.fromEntries(
    ['en', 'es'].map((locale) => [locale, formatRuleText(describeResponderRule(rule, measures, locale))]),
  )
}
