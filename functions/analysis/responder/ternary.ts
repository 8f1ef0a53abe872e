import type { Timeline } from '../timeline/timeline.ts'

/**
 * Three-valued logic (Kleene): a rule holds, does not hold, or cannot be told, and then for which reasons.
 */
export type Ternary =
  | { readonly value: true }
  | { readonly value: false }
  | { readonly value: 'unknown'; readonly reasons: readonly string[] }

export const TRUE: Ternary = { value: true }
export const FALSE: Ternary = { value: false }

export function toTernary(value: boolean): Ternary {
  return value ? TRUE : FALSE
}

export function buildUnknown(...reasons: string[]): Ternary {
  return { value: 'unknown', reasons }
}

export function negate(a: Ternary): Ternary {
  return a.value === 'unknown' ? a : toTernary(!a.value)
}

/** A rule made ready: whether it holds at one place among a timeline's follow-ups. */
export type RuleEvaluator = (timeline: Timeline, at: number) => Ternary

/**
 * True when at least `count` hold, false when so many can no longer hold, otherwise unknown, with the reasons of all that are.
 * `all` and `any` are its ends. What is settled before the last part is not looked into further.
 */
export function createAtLeastRule(count: number, parts: readonly RuleEvaluator[]): RuleEvaluator {
  const most = parts.length - count
  if (count <= 0) return () => TRUE
  if (most < 0) return () => FALSE
  return (timeline, at) => {
    let [held, failed] = [0, 0]
    const open: string[] = []
    for (const part of parts) {
      const outcome = part(timeline, at)
      if (outcome.value === true) {
        held += 1
        if (held >= count) return TRUE
      } else if (outcome.value === false) {
        failed += 1
        if (failed > most) return FALSE
      } else {
        open.push(...outcome.reasons)
      }
    }
    return buildUnknown(...new Set(open))
  }
}
