import type { VerdictReason } from '../../../web/api/schemas/verdict.ts'
import { countLocalDays } from '../timeline/local-day.ts'
import type { Timeline } from '../timeline/timeline.ts'
import { buildUnknown, FALSE, type RuleEvaluator, type Ternary, TRUE, toTernary } from './ternary.ts'
import { countTreatments, findLastTreatment } from './treatment-exposure.ts'

/* Rules about when: since treatment, how many treatments, and for how long another rule has held. Days are local calendar days. */

type Bounds = { readonly atLeast?: number | undefined; readonly atMost?: number | undefined }
const isWithinBounds = (value: number, { atLeast: least, atMost }: Bounds) =>
  (least === undefined || value >= least) && (atMost === undefined || value <= atMost)

export function createDaysSinceTreatmentRule(rule: Bounds): RuleEvaluator {
  return createAnswerTimeRule(({ treatedAt, timeZone }, at) => {
    const last = findLastTreatment(treatedAt, at)
    return last === undefined
      ? buildUnknown('not-treated')
      : toTernary(isWithinBounds(countLocalDays(last, at, timeZone), rule))
  })
}

export function createTreatmentCountRule(
  rule: Bounds & { readonly withinDays?: number | undefined },
): RuleEvaluator {
  const { withinDays = Number.POSITIVE_INFINITY } = rule
  return createAnswerTimeRule((timeline, at) =>
    toTernary(isWithinBounds(countTreatments(timeline, at, withinDays), rule)),
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
 * The rule held at every follow-up that asked for it, over at least so many days that end here. It looks back until the days
 * are covered.
 *
 * Before they could have been covered the answer is `too-early` for everybody, whatever their scores are: otherwise only the
 * failures would be known. A "no" on the way is a no, behind a gap too as long as it lies within the days. A follow-up that
 * never asked for the scores is passed over; one that was missed is a gap, and one that is still awaited is waited for.
 */
export function createSustainedRule(days: number, evaluateRule: RuleEvaluator): RuleEvaluator {
  return (timeline, at) => {
    const now = timeline.followUps[at]
    const here = evaluateRule(timeline, at)
    if (now === undefined || isNotAsked(here) || now.standing === 'awaited') return here
    const held = createHold()
    for (let back = at; back >= 0; back -= 1) {
      const point = timeline.followUps[back] as typeof now
      const outcome = back === at ? here : evaluateRule(timeline, back)
      if (isNotAsked(outcome)) continue
      const since = countLocalDays(point.at, now.at, timeline.timeZone)
      if (outcome.value !== false || held.doubts.size === 0 || since <= days) held.take(outcome)
      if (since >= days) return here.value === 'unknown' ? here : held.conclude()
    }
    return TOO_EARLY
  }
}

/**
 * The rule held at every follow-up that asked for it since the last treatment, and that is at least so many days ago. Before
 * so many days are over the answer is `too-early` for everybody.
 */
export function createHeldSinceTreatmentRule(days: number, evaluateRule: RuleEvaluator): RuleEvaluator {
  return (timeline, at) => {
    const now = timeline.followUps[at]
    const here = evaluateRule(timeline, at)
    if (now === undefined || isNotAsked(here) || now.standing === 'awaited') return here
    const treatedAt = findLastTreatment(timeline.treatedAt, now.at)
    if (treatedAt === undefined) return NOT_TREATED
    if (countLocalDays(treatedAt, now.at, timeline.timeZone) < days) return TOO_EARLY
    if (here.value === 'unknown') return here
    const held = createHold()
    for (let back = at; back >= 0; back -= 1) {
      if ((timeline.followUps[back] as typeof now).at <= treatedAt) break
      const outcome = back === at ? here : evaluateRule(timeline, back)
      if (!isNotAsked(outcome)) held.take(outcome)
    }
    return held.conclude()
  }
}

const TOO_EARLY = buildUnknown('too-early')
const NOT_TREATED = buildUnknown('not-treated')

/** Whether the follow-up never asked for what the rule turns on: it is no part of what is looked at. */
function isNotAsked(outcome: Ternary): boolean {
  return outcome.value === 'unknown' && outcome.reasons.every((reason) => reason === NEVER_ASKED)
}
const NEVER_ASKED: VerdictReason = 'not-asked'

/** What is known of a hold, follow-up by follow-up. */
function createHold() {
  const doubts = new Set<VerdictReason>()
  let failed = false
  return {
    doubts,
    take(outcome: Ternary): void {
      if (outcome.value === false) failed = true
      if (outcome.value !== 'unknown') return
      // What is still awaited may yet come, so that it is no gap.
      const isAwaited = outcome.reasons.includes('not-yet-answered')
      doubts.add(isAwaited ? 'not-yet-answered' : 'gap-in-follow-up')
    },
    conclude: (): Ternary => (failed ? FALSE : doubts.size === 0 ? TRUE : buildUnknown(...doubts)),
  }
}
