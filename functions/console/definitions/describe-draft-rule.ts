import { responderRuleSchema } from '../../../surveys/responder/rule.ts'
import type { Measures } from '../../../surveys/study/measures.ts'
import {
  describeResponderRule,
  type RuleDescription,
} from '../../../web/responder/describe-responder-rule.ts'
import { findAnalysesText } from '../../../web/text/analyses-text.ts'
import { findDefinitionsText } from '../../../web/text/definitions-text.ts'
import { listRawParts, type RawRule } from './rule-fields.ts'

/** A rule in words while it is written: what is finished as it will read, and a place for what is not. */
export function describeDraftRule(raw: RawRule, measures: Measures, locale: string): RuleDescription {
  const rule = responderRuleSchema.safeParse(raw).data
  if (rule) return describeResponderRule(rule, measures, locale)
  const parts = listRawParts(raw, '').map((part) => describeDraftRule(part.raw, measures, locale))
  return { text: describeJoining(raw, locale) ?? findDefinitionsText(locale).builder.unfinished, parts }
}

/** The words before the parts of an operation, as far as its own number is there. */
function describeJoining({ op, count, days }: RawRule, locale: string): string | undefined {
  const text = findAnalysesText(locale).definitionComparison.rule
  switch (op) {
    case 'all':
    case 'any':
    case 'not':
      return text[op]
    case 'at-least':
      return typeof count === 'number' ? text.atLeast(count) : undefined
    case 'sustained':
      return typeof days === 'number' ? text.sustained(days) : undefined
    case 'held-since-treatment':
      return typeof days === 'number' ? text.heldSinceTreatment(days) : undefined
    default:
      return undefined
  }
}
