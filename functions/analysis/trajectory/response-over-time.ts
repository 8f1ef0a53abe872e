import { countDays } from '../../records/score/score-change.ts'
import type { ResponderEvaluator } from '../responder/responder-evaluator.ts'
import type { Verdict } from '../responder/verdict.ts'
import type { Timeline } from '../timeline/timeline.ts'

/** When something happened, or until when it is known not to have. Days of 24 hours. */
export type EventTime = {
  readonly days: number
  readonly event: boolean
  /** The last time before the event at which it had not happened yet: it happened somewhere between the two. */
  readonly after: number
}

export type ResponseOverTime = {
  readonly verdicts: readonly (Verdict & {
    readonly timepoint: string
    readonly at: string
    readonly day: number
  })[]
  /** First time that the definition was met, since the anchor. `null` where nothing could be told after it. */
  readonly toResponse: EventTime | null
  /** From the first response to the first time that it is known to be gone. `null` without a response. */
  readonly durationOfResponse: EventTime | null
  /** From the anchor to the loss of the first response. `null` without a response. */
  readonly toLoss: EventTime | null
}

/**
 * A participant's verdicts over time. Only what could be told counts: a follow-up that was missed neither begins nor ends a
 * response, so that who stops answering is censored where they were last known.
 *
 * @returns days since the first treatment, without one since the baseline; follow-ups before it are left out
 */
export function computeResponseOverTime(timeline: Timeline, evaluate: ResponderEvaluator): ResponseOverTime {
  const anchor = timeline.treatedAt[0] ?? timeline.baseline?.at
  if (anchor === undefined) return { verdicts: [], toResponse: null, durationOfResponse: null, toLoss: null }
  const verdicts = timeline.followUps
    .filter(({ at }) => at >= anchor)
    .map(({ timepoint, at }) => ({
      ...evaluate(timeline, timepoint),
      timepoint,
      at,
      day: countDays(anchor, at),
    }))
  const assessable = verdicts.filter(({ result }) => result !== 'not-assessable')
  const last = assessable.at(-1)
  if (last === undefined) return { verdicts, toResponse: null, durationOfResponse: null, toLoss: null }

  const begins = assessable.findIndex(({ result }) => result === 'met')
  const first = assessable[begins]
  if (first === undefined)
    return {
      verdicts,
      toResponse: { days: last.day, event: false, after: last.day },
      ...{ durationOfResponse: null, toLoss: null },
    }
  const ends = assessable.findIndex(({ result }, at) => at > begins && result === 'not-met')
  const lost = assessable[ends]
  const until = lost ?? last
  const stillMet = lost ? (assessable[ends - 1] ?? first).day : last.day
  return {
    verdicts,
    toResponse: { days: first.day, event: true, after: assessable[begins - 1]?.day ?? 0 },
    durationOfResponse: {
      days: until.day - first.day,
      event: lost !== undefined,
      after: stillMet - first.day,
    },
    toLoss: { days: until.day, event: lost !== undefined, after: stillMet },
  }
}
