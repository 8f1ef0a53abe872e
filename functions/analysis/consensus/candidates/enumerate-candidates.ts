import { applyVetoes, type Veto } from '../../../../surveys/consensus/vetoes.ts'
import type { PercentBase, ResponderRule, ScoreRef } from '../../../../surveys/responder/rule.ts'
import { computeContentHash } from '../../../../surveys/values/canonical.ts'

/** A measure with the improvements that the panel’s votes point at, in percent of its base. */
export type CandidateMeasure = {
  readonly score: ScoreRef
  readonly of: PercentBase
  /** Thresholds and ends of their intervals, in any order. */
  readonly numbers: readonly number[]
  /** Cuts are whole multiples of it: what people can remember. */
  readonly step: number
  /** Weight from trade-offs; the heaviest comes first. Left out: the order given. */
  readonly weight?: number
}

export type Candidate = {
  readonly id: string
  readonly rule: ResponderRule
  /** Without vetoes and hold: what profiles can be compared with. */
  readonly core: ResponderRule
  readonly holdDays: number
  readonly events: readonly string[]
  readonly parts: number
}

export const MAX_CANDIDATES = 200
const MAX_CUTS = 4
const MAX_MEASURES = 4

/**
 * Rules of the responder language near the numbers that the votes gave, each once, the simplest first: one measure; two joined by
 * all or any; the heaviest with one of two others; at least two, or all, of three or more. Combinations of three and more take the
 * first cut of each measure, the second of each, and so on. The same numbers give the same list.
 *
 * @param options.holdDays how long a response must hold; 0 for not at all
 * @returns at most {@link MAX_CANDIDATES}, and how many more there would have been
 */
export function enumerateCandidates(
  measures: readonly CandidateMeasure[],
  options: { readonly holdDays?: readonly number[]; readonly vetoes?: readonly Veto[] } = {},
): { readonly candidates: readonly Candidate[]; readonly leftOut: number } {
  const { holdDays = [0], vetoes = [] } = options
  const sorted = measures
    .map((measure, at) => ({ measure, at }))
    .sort((a, b) => (b.measure.weight ?? 0) - (a.measure.weight ?? 0) || a.at - b.at)
    .slice(0, MAX_MEASURES)
    .map(({ measure }) => listCutRules(measure))
  const cores = [
    ...sorted.flat(),
    ...joinPairs(sorted, 'all'),
    ...joinPairs(sorted, 'any'),
    ...joinLevels(sorted),
  ]
  const built = new Map(
    holdDays.flatMap((days) =>
      cores.map((core) => {
        const held: ResponderRule = days === 0 ? core : { op: 'sustained', days, rule: core }
        const { rule, events } = applyVetoes(held, vetoes)
        const id = `c-${computeContentHash(rule).slice(0, 10)}`
        const parts = countParts(core) + (days === 0 ? 0 : 1)
        return [id, { id, rule, core, holdDays: days, events, parts }] as const
      }),
    ),
  )
  const all = [...built.values()]
  return { candidates: all.slice(0, MAX_CANDIDATES), leftOut: Math.max(0, all.length - MAX_CANDIDATES) }
}

/** Cuts at the multiples of the step on both sides of each number, rising. */
export function listCuts({ numbers, step }: Pick<CandidateMeasure, 'numbers' | 'step'>): readonly number[] {
  const cuts = numbers.flatMap((number) => [
    Math.floor(number / step) * step,
    Math.ceil(number / step) * step,
  ])
  return [...new Set(cuts)]
    .filter((cut) => cut > 0 && cut <= 100)
    .sort((a, b) => a - b)
    .slice(0, MAX_CUTS)
}

function listCutRules(measure: CandidateMeasure): readonly ResponderRule[] {
  return listCuts(measure).map((atLeast) => ({
    ...{ op: 'percent-improvement' as const, score: measure.score, atLeast },
    ...(measure.of !== 'baseline' && { of: measure.of }),
  }))
}

function joinPairs(
  measures: readonly (readonly ResponderRule[])[],
  op: 'all' | 'any',
): readonly ResponderRule[] {
  return measures.flatMap((first, at) =>
    measures
      .slice(at + 1)
      .flatMap((second) =>
        first.flatMap((one) => second.map((other): ResponderRule => ({ op, rules: [one, other] }))),
      ),
  )
}

function joinLevels(measures: readonly (readonly ResponderRule[])[]): readonly ResponderRule[] {
  if (measures.length < 3) return []
  const levels = Math.max(...measures.map(({ length }) => length))
  return Array.from({ length: levels }, (_, level) => level).flatMap((level): ResponderRule[] => {
    const rules = measures.flatMap((cuts) => cuts[Math.min(level, cuts.length - 1)] ?? [])
    const [first, ...others] = rules
    if (first === undefined || others.length < 2) return []
    return [
      { op: 'all', rules: [first, { op: 'any', rules: others }] },
      { op: 'at-least', count: 2, rules },
      ...(rules.length > 3 ? [{ op: 'at-least' as const, count: 3, rules }] : []),
      { op: 'all', rules },
    ]
  })
}

function countParts(rule: ResponderRule): number {
  if ('rules' in rule) return rule.rules.reduce((sum, part) => sum + countParts(part), 0)
  return 'rule' in rule ? countParts(rule.rule) : 1
}
