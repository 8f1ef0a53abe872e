import type { Course } from '../timeline/timeline.ts'

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

/** A rule made ready: whether it holds at one place among a course's follow-ups. */
export type Holds = (course: Course, at: number) => Truth

/**
 * True when at least `count` hold, false when so many can no longer hold, otherwise unknown, with the reasons of all that are.
 * `all` and `any` are its ends. What is settled before the last part is not looked into further.
 */
export function atLeast(count: number, parts: readonly Holds[]): Holds {
  const most = parts.length - count
  if (count <= 0) return () => TRUE
  if (most < 0) return () => FALSE
  return (course, at) => {
    let [held, failed] = [0, 0]
    const open: string[] = []
    for (const part of parts) {
      const truth = part(course, at)
      if (truth.value === true) {
        held += 1
        if (held >= count) return TRUE
      } else if (truth.value === false) {
        failed += 1
        if (failed > most) return FALSE
      } else {
        open.push(...truth.reasons)
      }
    }
    return unknown(...new Set(open))
  }
}
