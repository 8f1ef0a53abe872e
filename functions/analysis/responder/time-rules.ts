import type { VerdictReason } from '../../../web/api/schemas/verdict.ts'
import { countDays } from '../../records/score/score-change.ts'
import type { Timeline } from '../timeline/timeline.ts'
import { buildUnknown, FALSE, type RuleEvaluator, type Ternary, TRUE, toTernary } from './ternary.ts'
import { countDaysSinceLast, countTreatments } from './treatment-exposure.ts'

/** Rules about when: since treatment, how many treatments, and for how long another rule has held. */

type Bounds = { readonly atLeast?: number | undefined; readonly atMost?: number | undefined }
const isWithinBounds = (value: number, { atLeast: least, atMost }: Bounds) =>
  (least === undefined || value >= least) && (atMost === undefined || value <= atMost)

/** Whole days, so that 21 days and an hour are 21. */
export function createDaysSinceTreatmentRule(rule: Bounds): RuleEvaluator {
  return createAnswerTimeRule(({ treatedAt }, at) => {
    const days = countDaysSinceLast(treatedAt, at)
    return days === null ? buildUnknown('not-treated') : toTernary(isWithinBounds(Math.floor(days), rule))
  })
}

export function createTreatmentCountRule(
  rule: Bounds & { readonly withinDays?: number | undefined },
): RuleEvaluator {
  const { withinDays = Number.POSITIVE_INFINITY } = rule
  return createAnswerTimeRule(({ treatedAt }, at) =>
    toTernary(isWithinBounds(countTreatments(treatedAt, at, withinDays), rule)),
  )
}

function createAnswerTimeRule(
  evaluateAnswerTime: (timeline: Timeline, at: string) => Ternary,
): RuleEvaluator {
  return (timeline, place) => {
    const point = timeline.followUps[place]
    if (point?.standing === 'answered') return evaluateAnswerTime(timeline, point.at)
    const isMissing = point?.standing === 'missed' || point?.standing === 'not-submitted'
    return buildUnknown(isMissing ? point.standing : 'not-yet-answered')
  }
}

/**
 * Looks back from the timepoint until the days are covered. A "no" on the way is a no, behind a gap too as long as
 * it lies within the days; a gap without one cannot be told, and neither can days that are not yet covered. A
 * timepoint that cannot be told itself is not judged by those before it.
 */
export function createSustainedRule(days: number, evaluateRule: RuleEvaluator): RuleEvaluator {
  return (timeline, at) => {
    const now = timeline.followUps[at]
    let doubt: VerdictReason | undefined
    for (let back = at; back >= 0; back -= 1) {
      const point = timeline.followUps[back]
      const since = now && point ? countDays(point.at, now.at) : 0
      const held = evaluateRule(timeline, back)
      if (held.value === false && (doubt === undefined || since <= days)) return FALSE
      if (held.value === 'unknown') {
        if (back === at) return held
        doubt = 'gap-in-follow-up'
      }
      if (since >= days) return doubt === undefined ? TRUE : buildUnknown(doubt)
    }
    return buildUnknown(doubt ?? 'too-early')
  }
}
