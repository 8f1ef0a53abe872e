/** How long a participant was followed, and whether that ended with the event. */
export interface SurvivalTime {
  /** Days from the anchor: 0 to 2⁵³ − 1, not necessarily whole. Only times that are equal to the last digit are tied. */
  readonly time: number
  /** True when the event came at `time`; false when it had not come by then (censored). */
  readonly event: boolean
  /** What is compared, such as the arm. */
  readonly group?: string
  /** Within what it is compared, such as the site. */
  readonly stratum?: string
}

export type SurvivalRefusal =
  | 'nobody'
  /** Not finite, below 0 or above 2⁵³ − 1. */
  | 'time-out-of-range'

export interface NotEstimated<Reason extends string> {
  readonly kind: 'not-estimated'
  readonly reason: Reason
}

/** One row for each distinct time, in order. A censored participant is still at risk at the time of the censoring. */
export interface LifeTable {
  readonly n: number
  readonly times: Float64Array
  /** Followed up to this time at least. */
  readonly atRisk: Uint32Array
  readonly events: Uint32Array
  readonly censored: Uint32Array
}

export function refuseTimes(rows: readonly SurvivalTime[]): SurvivalRefusal | undefined {
  if (rows.length === 0) return 'nobody'
  if (rows.some(({ time }) => !(time >= 0 && time <= Number.MAX_SAFE_INTEGER))) return 'time-out-of-range'
  return undefined
}

/** @param rows in any order, with times that {@link refuseTimes} lets pass; nobody gives a table without rows */
export function buildLifeTable(rows: readonly SurvivalTime[]): LifeTable {
  const sorted = Float64Array.from(rows, ({ time }) => time).sort()
  const eventTimes = Float64Array.from(
    rows.filter(({ event }) => event),
    ({ time }) => time,
  ).sort()
  const n = sorted.length
  const times = new Float64Array(n)
  const atRisk = new Uint32Array(n)
  const events = new Uint32Array(n)
  const censored = new Uint32Array(n)
  let size = 0
  let event = 0
  for (let start = 0; start < n; size++) {
    const time = sorted[start] as number
    let end = start
    while (sorted[end] === time) end++
    const eventsBefore = event
    while (eventTimes[event] === time) event++
    // Adding 0 makes a negative zero a plain one.
    times[size] = time + 0
    atRisk[size] = n - start
    events[size] = event - eventsBefore
    censored[size] = end - start - (event - eventsBefore)
    start = end
  }
  return {
    n,
    times: times.subarray(0, size),
    atRisk: atRisk.subarray(0, size),
    events: events.subarray(0, size),
    censored: censored.subarray(0, size),
  }
}
