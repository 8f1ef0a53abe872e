import type { CourseRule } from '../../../surveys/study/clinical-event.ts'
import type { StoredScore } from '../../../web/api/participants/scale-score.ts'
import { countLocalDays } from '../timeline/local-day.ts'
import type { Timeline, TimelinePoint } from '../timeline/timeline.ts'
import type { Course } from './courses.ts'

/**
 * A timeline as one course sees it: its treatments, the follow-ups from its first treatment to before the next course, and
 * what was answered up to `baselineDays` local calendar days before it.
 */
export type CourseTimeline = {
  readonly timeline: Omit<Timeline, 'baseline'>
  /** Answered points before the course, in time order. */
  readonly before: readonly TimelinePoint[]
}

export function buildCourseTimeline(
  whole: Timeline,
  { treatedAt, until }: Course,
  { baselineDays }: Pick<CourseRule, 'baselineDays'>,
): CourseTimeline {
  const { timeZone } = whole
  const [start] = treatedAt
  const before = [...(whole.baseline ? [whole.baseline] : []), ...whole.followUps]
    .filter(({ standing }) => standing === 'answered' || standing === 'after-treatment')
    .filter(({ at }) => at < start && countLocalDays(at, start, timeZone) <= baselineDays)
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
  const followUps = whole.followUps.filter(({ at }) => at >= start && (until === null || at < until))
  return { before, timeline: { timeZone, treatedAt, followUps } }
}

/**
 * One baseline of many scores, for definitions: of each score the last one before the course that could be computed, from
 * whichever assessment that was. `undefined` where nothing was answered.
 */
export function mergeBaseline(before: readonly TimelinePoint[]): TimelinePoint | undefined {
  const last = before.at(-1)
  if (last === undefined) return undefined
  const scores = new Map<string, StoredScore>()
  for (const score of before.flatMap((point) => point.scores)) {
    const name = `${score.instrument.split('@')[0]}/${score.scale}`
    if (score.kind === 'scored' || !scores.has(name)) scores.set(name, score)
  }
  return { ...last, standing: 'answered', late: false, scores: [...scores.values()] }
}
