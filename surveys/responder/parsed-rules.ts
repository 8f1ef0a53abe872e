import { type ResponderRule, responderRuleSchema } from './rule.ts'

export type PlacedRule = { readonly rule: ResponderRule; readonly pointer: string }

/**
 * The rules in what somebody has written so far: the whole where it is one, else the largest parts of it that are, so that they
 * can be checked while the rest is not finished.
 *
 * @param raw anything
 * @param pointer JSON pointer of `raw`
 */
export function listParsedRules(raw: unknown, pointer = '/rule'): readonly PlacedRule[] {
  const whole = responderRuleSchema.safeParse(raw)
  if (whole.success) return [{ rule: whole.data, pointer }]
  const { rule, rules } = (typeof raw === 'object' && raw !== null ? raw : {}) as {
    readonly rule?: unknown
    readonly rules?: unknown
  }
  return [
    ...(Array.isArray(rules)
      ? rules.flatMap((one, at) => listParsedRules(one, `${pointer}/rules/${at}`))
      : []),
    ...(rule === undefined ? [] : listParsedRules(rule, `${pointer}/rule`)),
  ]
}
