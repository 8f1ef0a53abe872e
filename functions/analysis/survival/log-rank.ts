import { cholesky, solve } from '../statistics/cholesky.ts'
import { chiSquareUpperTail } from '../statistics/distributions.ts'
import { createMatrix, createZeroMatrix, type Matrix, selectSquare } from '../statistics/matrix.ts'
import {
  buildLifeTable,
  type LifeTable,
  type NotEstimated,
  refuseTimes,
  type SurvivalRefusal,
  type SurvivalTime,
} from './life-table.ts'

export type LogRankRefusal =
  | SurvivalRefusal
  | 'participant-without-group'
  | 'participant-without-stratum'
  | 'one-group'
  | 'no-events'
  /** At no event were participants of two groups at risk together, in any stratum; or the groups fall apart into such. */
  | 'groups-never-at-risk-together'

export interface LogRank {
  readonly kind: 'estimated'
  readonly method: 'log-rank' | 'log-rank, stratified'
  readonly n: number
  /** Strata that the comparison is within; 1 when it is not stratified. */
  readonly strata: number
  readonly chiSquare: number
  readonly df: number
  readonly p: number
  /** In the order of their names. `expected` is the number of events if all groups were alike. */
  readonly groups: readonly {
    readonly group: string
    readonly n: number
    readonly observed: number
    readonly expected: number
  }[]
  /** Covariance of observed − expected, groups by groups. */
  readonly covariance: readonly (readonly number[])[]
}

/**
 * Whether the event comes at the same pace in all groups: the log-rank test, within strata where asked for (N. Mantel,
 * Cancer Chemother Rep 50:163, 1966; R. Peto & J. Peto, JRSS A 135:185, 1972). A group of which nobody was at risk at an
 * event is listed, but takes no part, as in R's survdiff.
 *
 * @param rows one per participant, each with a group, and with a stratum when `stratified`
 */
export function logRank(
  rows: readonly SurvivalTime[],
  options: { readonly stratified?: boolean } = {},
): LogRank | NotEstimated<LogRankRefusal> {
  const { stratified = false } = options
  const reason = refuse(rows, stratified)
  if (reason !== undefined) return { kind: 'not-estimated', reason }

  const sizes = Map.groupBy(rows, ({ group }) => group as string)
  const names = [...sizes.keys()].sort()
  const strata = stratified ? [...Map.groupBy(rows, ({ stratum }) => stratum).values()] : [rows]
  const sums = new LogRankSums(names.length)
  for (const stratum of strata) {
    const byGroup = Map.groupBy(stratum, ({ group }) => group)
    sums.add(names.map((name) => buildLifeTable(byGroup.get(name) ?? [])))
  }

  const { observed, expected, covariance } = sums
  // With one group at risk alone at every event, observed and expected are the same and all is 0.
  const taking = [...expected.keys()].filter((group) => (expected[group] as number) > 0)
  const others = taking.slice(1)
  const factor = others.length === 0 ? undefined : cholesky(selectSquare(covariance, others))
  if (factor === undefined) return { kind: 'not-estimated', reason: 'groups-never-at-risk-together' }
  const excess = others.map((group) => (observed[group] as number) - (expected[group] as number))
  const solved = solve(factor, createMatrix(excess.map((value) => [value]))).cells
  const chiSquare = excess.reduce((sum, value, i) => sum + value * (solved[i] as number), 0)
  const k = names.length
  return {
    kind: 'estimated',
    method: stratified ? 'log-rank, stratified' : 'log-rank',
    n: rows.length,
    strata: strata.length,
    chiSquare,
    df: others.length,
    p: chiSquareUpperTail(Math.max(0, chiSquare), others.length),
    groups: names.map((group, at) => ({
      group,
      n: sizes.get(group)?.length ?? 0,
      observed: observed[at] as number,
      expected: expected[at] as number,
    })),
    covariance: names.map((_, at) => [...covariance.cells.subarray(at * k, (at + 1) * k)]),
  }
}

/** Observed and expected events and their hypergeometric covariance, added up over event times and strata. */
class LogRankSums {
  readonly observed: Float64Array
  readonly expected: Float64Array
  readonly covariance: Matrix

  constructor(groups: number) {
    this.observed = new Float64Array(groups)
    this.expected = new Float64Array(groups)
    this.covariance = createZeroMatrix(groups, groups)
  }

  /** @param tables of one stratum, one per group */
  add(tables: readonly LifeTable[]): void {
    const eventTimes = new Set<number>()
    for (const { times, events } of tables)
      for (const [row, time] of times.entries()) if ((events[row] as number) > 0) eventTimes.add(time)

    const rows = new Uint32Array(tables.length)
    const atRisk = new Float64Array(tables.length)
    for (const time of Float64Array.from(eventTimes).sort()) {
      let n = 0
      let events = 0
      for (const [group, table] of tables.entries()) {
        let row = rows[group] as number
        while ((table.times[row] ?? Infinity) < time) row++
        rows[group] = row
        atRisk[group] = table.atRisk[row] ?? 0
        n += atRisk[group] as number
        if (table.times[row] !== time) continue
        this.observed[group] = (this.observed[group] as number) + (table.events[row] as number)
        events += table.events[row] as number
      }
      this.#addTime(atRisk, n, events)
    }
  }

  #addTime(atRisk: Float64Array, n: number, events: number): void {
    const k = atRisk.length
    const { cells } = this.covariance
    const spread = n === 1 ? 0 : (events * (n - events)) / (n - 1)
    for (let g = 0; g < k; g++) {
      const ofG = (atRisk[g] as number) / n
      this.expected[g] = (this.expected[g] as number) + events * ofG
      for (let h = 0; h < k; h++) {
        const ofH = (atRisk[h] as number) / n
        cells[g * k + h] = (cells[g * k + h] as number) + spread * ((g === h ? ofG : 0) - ofG * ofH)
      }
    }
  }
}

function refuse(rows: readonly SurvivalTime[], stratified: boolean): LogRankRefusal | undefined {
  const times = refuseTimes(rows)
  if (times !== undefined) return times
  if (rows.some(({ group }) => group === undefined)) return 'participant-without-group'
  if (stratified && rows.some(({ stratum }) => stratum === undefined)) return 'participant-without-stratum'
  if (new Set(rows.map(({ group }) => group)).size < 2) return 'one-group'
  if (!rows.some(({ event }) => event)) return 'no-events'
  return undefined
}
