import type { CourseRule } from '../../../surveys/study/clinical-event.ts'
import { countLocalDays } from '../timeline/local-day.ts'
import type { Timeline } from '../timeline/timeline.ts'

/** Treatments that follow each other without a longer gap. */
export type Course = {
  /** 1 for the first. */
  readonly number: number
  /** ISO instants in time order. */
  readonly treatedAt: readonly [string, ...string[]]
  /** When the next course began; `null` of the last one. */
  readonly until: string | null
}

/**
 * Splits treatments, of whatever kind, into courses: one more than `gapDays` local calendar days after the one before begins
 * another course.
 *
 * @param treatedAt in time order
 * @example listCourses({ treatedAt: ['2026-01-05T15:00:00.000Z', '2026-04-05T15:00:00.000Z'], timeZone: 'UTC' }, { gapDays: 60 }) // two courses
 */
export function listCourses(
  { treatedAt, timeZone }: Pick<Timeline, 'treatedAt' | 'timeZone'>,
  { gapDays }: Pick<CourseRule, 'gapDays'>,
): readonly Course[] {
  const courses: [string, ...string[]][] = []
  let before: string | undefined
  for (const at of treatedAt) {
    const last = courses.at(-1)
    const isFurther = before !== undefined && countLocalDays(before, at, timeZone) > gapDays
    if (last && !isFurther) last.push(at)
    else courses.push([at])
    before = at
  }
  return courses.map((given, place) => ({
    ...{ number: place + 1, treatedAt: given, until: courses[place + 1]?.[0] ?? null },
  }))
}
