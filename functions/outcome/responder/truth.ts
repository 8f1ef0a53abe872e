import type { Course } from './course.ts'

/**
 * Three-valued logic (Kleene): a rule holds, does not hold, or cannot be told, and then for which reasons.
 */
export type Truth =
  | { readonly value: true }
  | { readonly value: false }
  | { readonly value: 'unknown'; readonly reasons: readonly string[] }

export const TRUE: Truth = { value: true }
export const FALSE: Truth = { value: false }

export function truthOf(value: boolean): Truth {
  return value ? TRUE : FALSE
}

export function unknown(...reasons: string[]): Truth {
  return { value: 'unknown', reasons }
}

export function not(a: Truth): Truth {
  return a.value === 'unknown' ? a : truthOf(!a.value)
}

/** True when at least `count` hold, false when so many can no longer hold, otherwise unknown. `all` and `any` are its ends. */
export function atLeast(count: number, truths: readonly Truth[]): Truth {
  const held = truths.filter(({ value }) => value === true).length
  if (held >= count) return TRUE
  const open = truths.filter((truth) => truth.value === 'unknown')
  if (held + open.length < count) return FALSE
  return unknown(...new Set(open.flatMap((truth) => (truth.value === 'unknown' ? truth.reasons : []))))
}

/** A rule made ready: whether it holds at one place among a course's follow-ups. */
export type Holds = (course: Course, at: number) => Truth
