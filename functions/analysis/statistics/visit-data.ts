/**
 * Outcomes of one measure over the visits of a study, a row per participant, in columns so that 100,000 of them are a few
 * megabytes.
 */
export type RepeatedMeasures = {
  /** In time order, without the baseline. */
  readonly visits: readonly string[]
  /** The first is the one that the others are compared with. One arm where nobody was allocated. */
  readonly arms: readonly string[]
  readonly sites: readonly string[]
  /** Place in `arms`, by participant. */
  readonly arm: Uint16Array
  /** Place in `sites`, by participant. */
  readonly site: Uint16Array
  /** The measure before treatment, by participant. */
  readonly baseline: Float64Array
  /** Participant by participant, visit by visit; NaN where it was not measured. */
  readonly outcomes: Float64Array
}

export type RepeatedMeasuresRow = {
  readonly arm: string
  readonly site: string
  readonly baseline: number
  /** In the order of the visits; `null` where it was not measured. */
  readonly outcomes: readonly (number | null)[]
}

/**
 * @throws RangeError for an arm or site that is not listed, rows that do not have one place for each visit, and outcomes that
 *   are no finite numbers
 */
export function buildRepeatedMeasures(
  names: Pick<RepeatedMeasures, 'visits' | 'arms' | 'sites'>,
  rows: readonly RepeatedMeasuresRow[],
): RepeatedMeasures {
  const armAt = new Map(names.arms.map((name, at) => [name, at]))
  const siteAt = new Map(names.sites.map((name, at) => [name, at]))
  const visits = names.visits.length
  const data = {
    ...{ visits: names.visits, arms: names.arms, sites: names.sites },
    arm: new Uint16Array(rows.length),
    site: new Uint16Array(rows.length),
    baseline: new Float64Array(rows.length),
    outcomes: new Float64Array(rows.length * visits),
  }
  rows.forEach((row, at) => {
    const arm = armAt.get(row.arm)
    const site = siteAt.get(row.site)
    if (arm === undefined || site === undefined) throw new RangeError(`not listed: ${row.arm}, ${row.site}`)
    if (row.outcomes.length !== visits)
      throw new RangeError(`${visits} visits, ${row.outcomes.length} places`)
    data.arm[at] = arm
    data.site[at] = site
    data.baseline[at] = row.baseline
    row.outcomes.forEach((outcome, visit) => {
      if (outcome !== null && !Number.isFinite(outcome)) throw new RangeError(`not an outcome: ${outcome}`)
      data.outcomes[at * visits + visit] = outcome ?? Number.NaN
    })
  })
  return data
}
