import type { NotEstimated } from './life-table.ts'

/** One participant's time in days, and what ended it: the event, something that makes it impossible, or neither. */
export type CompetingTime = {
  readonly time: number
  readonly outcome: 'event' | 'competing' | 'censored'
}

export type IncidencePoint = {
  readonly time: number
  readonly atRisk: number
  /** Probability of the event by this time, 0 to 1. */
  readonly incidence: number
  readonly standardError: number
}

export type CumulativeIncidence = {
  readonly kind: 'estimated'
  readonly method: 'Aalen–Johansen'
  readonly n: number
  readonly events: number
  readonly competing: number
  readonly points: readonly IncidencePoint[]
}

/**
 * The probability of an event by each time where something else, such as death or withdrawal, can make it impossible
 * (Aalen & Johansen, Scandinavian Journal of Statistics 5:141, 1978). One minus Kaplan–Meier would count those who left as if
 * they could still respond, and is too high. Variance by Marubini & Valsecchi (Analysing survival data, 1995, section 10.3).
 *
 * @param rows one per participant, in any order; times finite and not negative
 */
export function cumulativeIncidence(
  rows: readonly CompetingTime[],
): CumulativeIncidence | NotEstimated<'nobody' | 'time-out-of-range'> {
  if (rows.length === 0) return { kind: 'not-estimated', reason: 'nobody' }
  if (!rows.every(({ time }) => time >= 0 && time < Number.POSITIVE_INFINITY))
    return { kind: 'not-estimated', reason: 'time-out-of-range' }
  const byTime = [...Map.groupBy(rows, ({ time }) => time)].sort(([a], [b]) => a - b)
  const count = (ones: readonly CompetingTime[], outcome: CompetingTime['outcome']) =>
    ones.filter((one) => one.outcome === outcome).length
  const steps: Step[] = []
  let [atRisk, survival, incidence] = [rows.length, 1, 0]
  for (const [time, ones] of byTime) {
    const [events, competing] = [count(ones, 'event'), count(ones, 'competing')]
    const before = survival
    incidence += (before * events) / atRisk
    survival *= 1 - (events + competing) / atRisk
    steps.push({ time, atRisk, events, ended: events + competing, before, incidence })
    atRisk -= ones.length
  }
  return {
    ...{ kind: 'estimated', method: 'Aalen–Johansen', n: rows.length },
    ...{ events: count(rows, 'event'), competing: count(rows, 'competing') },
    points: steps.map(({ time, atRisk: n, incidence: value }, at) => ({
      ...{ time, atRisk: n, incidence: value },
      standardError: Math.sqrt(Math.max(0, computeVariance(steps, at))),
    })),
  }
}

type Step = {
  readonly time: number
  readonly atRisk: number
  readonly events: number
  /** Events and competing ones. */
  readonly ended: number
  /** Survival just before. */
  readonly before: number
  readonly incidence: number
}

function computeVariance(steps: readonly Step[], at: number): number {
  const { incidence } = steps[at] as Step
  return steps.slice(0, at + 1).reduce((sum, { atRisk: n, events, ended, before, incidence: then }) => {
    const gap = incidence - then
    const ofEnded = gap === 0 ? 0 : (gap ** 2 * ended) / (n * (n - ended))
    const ofEvents = (before ** 2 * (n - events) * events) / n ** 3
    return sum + ofEnded + ofEvents - (2 * gap * before * events) / n ** 2
  }, 0)
}
