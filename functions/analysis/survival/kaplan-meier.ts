/**
 * The share of participants to whom the event has not come yet, by time since the anchor.
 *
 * E. L. Kaplan & P. Meier, JASA 53:457, 1958; variance by M. Greenwood, The natural duration of cancer, 1926; interval on
 * the scale of log(−log S) by J. D. Kalbfleisch & R. L. Prentice, The statistical analysis of failure time data, 1980.
 */
import { normalQuantile } from '../statistics/distributions.ts'
import { requireLevel } from '../statistics/wilson.ts'
import {
  buildLifeTable,
  type LifeTable,
  type NotEstimated,
  refuseTimes,
  type SurvivalRefusal,
  type SurvivalTime,
} from './life-table.ts'

/** The curve at a time at which somebody had the event or was censored; it keeps its height until the next one. */
export interface SurvivalPoint {
  /** Days. */
  readonly time: number
  /** Participants followed up to this time at least. */
  readonly atRisk: number
  readonly events: number
  readonly censored: number
  /** Just after this time, 0 to 1. */
  readonly survival: number
  /** Greenwood's; `null` at a survival of 0, where it is not defined. */
  readonly standardError: number | null
  /** Pointwise, log-log. `null` at a survival of 0 or 1, where the log-log scale has no place. */
  readonly interval: readonly [number, number] | null
}

export interface KaplanMeier {
  readonly kind: 'estimated'
  readonly method: 'Kaplan–Meier, Greenwood, log-log'
  readonly n: number
  readonly events: number
  readonly censored: number
  readonly level: number
  /** In order of time; before the first one the survival is 1. */
  readonly points: readonly SurvivalPoint[]
}

/**
 * The Kaplan–Meier curve of all rows together. Nobody having the event is a result: a curve that stays at 1.
 *
 * @param rows one per participant, in any order
 * @param level of the intervals
 * @throws RangeError when the level is not between 0 and 1
 */
export function kaplanMeier(
  rows: readonly SurvivalTime[],
  level = 0.95,
): KaplanMeier | NotEstimated<SurvivalRefusal> {
  requireLevel(level)
  const reason = refuseTimes(rows)
  if (reason !== undefined) return { kind: 'not-estimated', reason }
  const table = buildLifeTable(rows)
  const events = table.events.reduce((sum, count) => sum + count, 0)
  return {
    kind: 'estimated',
    method: 'Kaplan–Meier, Greenwood, log-log',
    n: table.n,
    events,
    censored: table.n - events,
    level,
    points: computeCurvePoints(table, normalQuantile((1 + level) / 2)),
  }
}

function computeCurvePoints(table: LifeTable, z: number): SurvivalPoint[] {
  const points: SurvivalPoint[] = []
  let survival = 1
  let anyEvent = false
  // Of log S, not yet multiplied by S².
  let greenwood = 0
  for (const [row, time] of table.times.entries()) {
    const atRisk = table.atRisk[row] as number
    const events = table.events[row] as number
    anyEvent ||= events > 0
    survival *= (atRisk - events) / atRisk
    if (events < atRisk) greenwood += events / (atRisk * (atRisk - events))
    const error = Math.sqrt(greenwood)
    points.push({
      time,
      atRisk,
      events,
      censored: table.censored[row] as number,
      survival,
      standardError: survival > 0 ? survival * error : null,
      interval: anyEvent && survival > 0 ? logLogInterval(survival, z * error) : null,
    })
  }
  return points
}

/** S to the power of exp(±z·SE(log S)/|log S|): it stays within 0 and 1. */
function logLogInterval(survival: number, halfWidth: number): readonly [number, number] {
  const log = Math.log(survival)
  const stretch = Math.exp(halfWidth / -log)
  return [Math.exp(log * stretch), Math.exp(log / stretch)]
}

/** The Kaplan–Meier curve of each group, in the order of the groups' names; rows without a group are left out. */
export function kaplanMeierByGroup(
  rows: readonly SurvivalTime[],
  level = 0.95,
): readonly { readonly group: string; readonly curve: KaplanMeier | NotEstimated<SurvivalRefusal> }[] {
  const groups = Map.groupBy(rows, ({ group }) => group)
  return [...groups]
    .flatMap(([group, members]) => (group === undefined ? [] : [{ group, members }]))
    .sort((a, b) => (a.group < b.group ? -1 : 1))
    .map(({ group, members }) => ({ group, curve: kaplanMeier(members, level) }))
}

/**
 * How many participants were followed up to each of the times at least: the row below a plot.
 *
 * @param times days, in any order
 */
export function countAtRisk(curve: KaplanMeier, times: readonly number[]): readonly number[] {
  return times.map((time) => curve.points.find((point) => point.time >= time)?.atRisk ?? 0)
}
