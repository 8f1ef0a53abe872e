import type { VerdictReason } from '../../../web/api/schemas/verdict.ts'
import { daysBetween } from '../../records/score/score-change.ts'
import type { Course } from '../timeline/timeline.ts'
import { FALSE, type Holds, TRUE, type Truth, truthOf, unknown } from './ternary.ts'
import { countTreatments, daysSinceLast } from './treatment-exposure.ts'

/** Rules about when: since treatment, how many treatments, and for how long another rule has held. */

type Bounds = { readonly atLeast?: number | undefined; readonly atMost?: number | undefined }
const within = (value: number, { atLeast: least, atMost }: Bounds) =>
  (least === undefined || value >= least) && (atMost === undefined || value <= atMost)

/** Whole days, so that 21 days and an hour are 21. */
export function daysSinceTreatment(rule: Bounds): Holds {
  return answeredAt(({ treatedAt }, at) => {
    const days = daysSinceLast(treatedAt, at)
    return days === null ? unknown('not-treated') : truthOf(within(Math.floor(days), rule))
  })
}

export function treatments(rule: Bounds & { readonly withinDays?: number | undefined }): Holds {
  const { withinDays = Number.POSITIVE_INFINITY } = rule
  return answeredAt(({ treatedAt }, at) => truthOf(within(countTreatments(treatedAt, at, withinDays), rule)))
}

function answeredAt(holds: (course: Course, at: string) => Truth): Holds {
  return (course, place) => {
    const assessment = course.followUps[place]
    if (assessment?.standing === 'answered') return holds(course, assessment.at)
    return unknown(assessment?.standing === 'missed' ? 'missed' : 'not-yet-answered')
  }
}

/**
 * Looks back from the timepoint until the days are covered. A "no" on the way is a no, behind a gap too as long as
 * it lies within the days; a gap without one cannot be told, and neither can days that are not yet covered. A
 * timepoint that cannot be told itself is not judged by those before it.
 */
export function sustained(days: number, holds: Holds): Holds {
  return (course, at) => {
    const now = course.followUps[at]
    let doubt: VerdictReason | undefined
    for (let back = at; back >= 0; back -= 1) {
      const assessment = course.followUps[back]
      const since = now && assessment ? daysBetween(assessment.at, now.at) : 0
      const held = holds(course, back)
      if (held.value === false && (doubt === undefined || since <= days)) return FALSE
      if (held.value === 'unknown') {
        if (back === at) return held
        doubt = 'gap-in-follow-up'
      }
      if (since >= days) return doubt === undefined ? TRUE : unknown(doubt)
    }
    return unknown(doubt ?? 'too-early')
  }
}
