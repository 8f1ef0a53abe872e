import type { SiteEffect } from '../../../web/api/analyses/repeated-measures.ts'
import type { RepeatedMeasures } from '../statistics/visit-data.ts'
import type { Weights } from './degrees-of-freedom.ts'

/** How sites enter the means; `by-arm`: as fixed effects that differ between arms. */
export type DesignSites = SiteEffect | 'by-arm'

/**
 * The means: an intercept for each arm at each visit, a slope on baseline for each visit (baseline counted from its mean),
 * and where asked for an effect of each site, or of each site in each arm, that is the same at every visit.
 *
 * Every covariate of a participant multiplies one column at each visit, so that the design matrix is never written out:
 * `columnAt(visit, covariate)` says which.
 */
export type Design = {
  readonly covariates: number
  /** The first of them: those with a column for each visit. */
  readonly visitCovariates: number
  /** Columns of means, then columns of random site effects. */
  readonly fixedColumns: number
  readonly randomColumns: number
  /** Visit by visit, covariate by covariate; −1 where there is nothing to estimate. */
  readonly columns: Int32Array
  /** Writes a participant's covariates. */
  fill(participant: number, into: Float64Array): void
  /** Column of an arm's mean at a visit; −1 where nobody of the arm was measured. */
  findMeanColumn(visit: number, arm: number): number
  /**
   * How a site’s difference between an arm and the first one departs from that of all sites, as weights of the design’s columns.
   * Nothing for the first arm, and where sites do not enter by arm.
   */
  findSiteByArm(site: number, arm: number): Weights
  /** Columns of the interaction of site and arm, (sites − 1)·(arms − 1) of them. */
  readonly siteByArmColumns: readonly number[]
  /** The mean baseline, at which the arms' means are taken. */
  readonly baselineMean: number
  readonly adjustsForBaseline: boolean
}

/**
 * @param used who has a baseline and at least one outcome
 * @param counts how many of them were measured, visit by visit, arm by arm
 */
export function buildDesign(
  data: RepeatedMeasures,
  used: readonly boolean[],
  counts: Int32Array,
  siteEffect: DesignSites,
): Design {
  const visits = data.visits.length
  const arms = data.arms.length
  const baseline = summarise(data.baseline, used)
  const adjustsForBaseline = baseline.highest > baseline.lowest
  const sitesUsed = [...new Set(data.site.filter((_, at) => used[at]))].sort((a, b) => a - b)
  const placeOfSite = new Map(sitesUsed.map((site, place) => [site, place]))
  const withSites = siteEffect !== 'none' && sitesUsed.length > 1
  const lastSite = sitesUsed.length - 1
  const isRandom = siteEffect === 'random'
  const byArm = withSites && siteEffect === 'by-arm' ? (arms - 1) * lastSite : 0
  const siteCovariates = (withSites ? (isRandom ? sitesUsed.length : lastSite) : 0) + byArm
  const slope = adjustsForBaseline ? 1 : 0
  const covariates = arms + slope + siteCovariates

  const columns = new Int32Array(visits * covariates).fill(-1)
  let next = 0
  for (let visit = 0; visit < visits; visit++) {
    let measured = 0
    for (let arm = 0; arm < arms; arm++) {
      const count = counts[visit * arms + arm] as number
      if (count > 0) columns[visit * covariates + arm] = next++
      measured += count
    }
    if (adjustsForBaseline && measured > 0) columns[visit * covariates + arms] = next++
  }
  const fixedSites = isRandom ? 0 : siteCovariates
  for (let visit = 0; visit < visits; visit++)
    for (let place = 0; place < siteCovariates; place++)
      columns[visit * covariates + arms + slope + place] = next + place
  // Effects that add up to 0: the last site's is less the sum of the others.
  const writeSite = (place: number, into: Float64Array, first: number, length: number) => {
    if (isRandom || place < lastSite) into[first + place] = 1
    else into.fill(-1, first, first + length)
  }
  const firstByArm = arms + slope + siteCovariates - byArm
  return {
    covariates,
    visitCovariates: arms + slope,
    fixedColumns: next + fixedSites,
    randomColumns: siteCovariates - fixedSites,
    columns,
    baselineMean: baseline.mean,
    adjustsForBaseline,
    findMeanColumn: (visit, arm) => columns[visit * covariates + arm] as number,
    fill(participant, into) {
      into.fill(0)
      into[data.arm[participant] as number] = 1
      if (adjustsForBaseline) into[arms] = (data.baseline[participant] as number) - baseline.mean
      if (!withSites) return
      const place = placeOfSite.get(data.site[participant] as number) as number
      writeSite(place, into, arms + slope, siteCovariates - byArm)
      const arm = data.arm[participant] as number
      if (byArm > 0 && arm > 0) writeSite(place, into, firstByArm + (arm - 1) * lastSite, lastSite)
    },
    siteByArmColumns: Array.from({ length: byArm }, (_, at) => columns[firstByArm + at] as number),
    findSiteByArm(site, arm) {
      const place = placeOfSite.get(site)
      if (byArm === 0 || arm === 0 || place === undefined) return []
      const written = new Float64Array(lastSite)
      writeSite(place, written, 0, lastSite)
      const first = firstByArm + (arm - 1) * lastSite
      return Array.from(written, (weight, at) => [columns[first + at] as number, weight] as const)
    },
  }
}

function summarise(values: Float64Array, used: readonly boolean[]) {
  let sum = 0
  let count = 0
  let lowest = Number.POSITIVE_INFINITY
  let highest = Number.NEGATIVE_INFINITY
  for (let at = 0; at < values.length; at++) {
    if (!used[at]) continue
    const value = values[at] as number
    sum += value
    count += 1
    lowest = Math.min(lowest, value)
    highest = Math.max(highest, value)
  }
  return { mean: sum / count, lowest, highest }
}
