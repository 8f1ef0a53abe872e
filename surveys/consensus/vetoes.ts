import type { ResponderRule } from '../responder/rule.ts'
import type { Verdict } from './decide-item.ts'
import type { ConsensusQuestion } from './questions.ts'

export type VetoQuestion = Extract<ConsensusQuestion, { type: 'vetoes' }>
export type Veto = VetoQuestion['items'][number]['veto']

/** The vetoes whose verdict is in, in the order of the protocol. */
export function listAdoptedVetoes(
  { items }: VetoQuestion,
  verdicts: ReadonlyMap<string, Verdict | 'not-enough-voters'>,
): readonly Veto[] {
  return items.flatMap(({ id, veto }) => (verdicts.get(id) === 'in' ? [veto] : []))
}

/**
 * A rule with its vetoes before it: met only where none of them holds. Events have no rule in the language of definitions; they are
 * named beside it and read by people.
 */
export function applyVetoes(
  rule: ResponderRule,
  vetoes: readonly Veto[],
): { readonly rule: ResponderRule; readonly events: readonly string[] } {
  const forbidden = vetoes.flatMap((veto) => (veto.kind === 'rule' ? [veto.rule] : []))
  const events = vetoes.flatMap((veto) => (veto.kind === 'event' ? [veto.event] : []))
  if (forbidden.length === 0) return { rule, events }
  const parts = rule.op === 'all' ? rule.rules : [rule]
  const refused = forbidden.map((one): ResponderRule => ({ op: 'not', rule: one }))
  return { rule: { op: 'all', rules: [...refused, ...parts] }, events }
}
