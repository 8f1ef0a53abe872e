import type { SiteByArm } from '../../../web/api/analyses/repeated-measures.ts'
import type { RepeatedMeasures } from '../statistics/visit-data.ts'
import type { Weights } from './degrees-of-freedom.ts'
import { type Fit, fitStructure, type Sample } from './fit.ts'
import { testJointly } from './joint-test.ts'
import { estimateContrast, listPairs } from './marginal-means.ts'
import { buildSample } from './sample.ts'

type Chosen = Pick<Fit, 'structure' | 'degreesOfFreedom'>

/**
 * Whether the difference between arms differs between sites: the model once more with site × arm, the same at every visit, by
 * the covariance structure and degrees of freedom of the main model. Over the sites where every arm was measured, since a site
 * without an arm says nothing about that arm there.
 *
 * @param sample of the main model
 */
export function examineSiteByArm(
  main: Sample,
  { structure, degreesOfFreedom }: Chosen,
  level: number,
): SiteByArm {
  if (main.data.arms.length < 2) return { kind: 'not-tested', reason: 'fewer-than-two-arms' }
  const { complete, incomplete } = splitSites(main)
  const names = main.data.sites
  if (complete.length < 2) return { kind: 'not-tested', reason: 'fewer-than-two-sites-with-every-arm' }
  const { sample, participants } = buildSample(pickSites(main.data, new Set(complete)))
  const fit = fitStructure(sample, structure, 'by-arm', degreesOfFreedom)
  if (fit.kind === 'not-fitted') return { kind: 'not-tested', reason: fit.reason }
  const { design } = fit.problem
  const test = testJointly(
    fit.maximum.standing.effects,
    fit.uncertainty,
    design.siteByArmColumns.map((column): Weights => [[column, 1]]),
  )
  if (test === undefined) return { kind: 'not-tested', reason: 'information-singular' }
  return {
    ...{ kind: 'tested', participants, degreesOfFreedom: fit.degreesOfFreedom },
    sitesLeftOut: incomplete.map((site) => names[site] as string),
    test,
    contrasts: complete.flatMap((site) =>
      listPairs(sample.data.arms).map(({ arm, against }) => ({
        ...{ site: names[site] as string },
        ...{ arm: sample.data.arms[arm] as string, against: sample.data.arms[against] as string },
        ...estimateContrast(fit, combineOverVisits(fit, sample, site, arm, against), level),
      })),
    ),
  }
}

/** Places of sites with participants in the model: those with every arm, and those without one of them. */
function splitSites({ data, used }: Sample) {
  const cells = new Set<number>()
  used.forEach((isUsed, at) => {
    if (isUsed) cells.add((data.site[at] as number) * data.arms.length + (data.arm[at] as number))
  })
  const present = data.sites.flatMap((_, site) =>
    data.arms.some((_arm, arm) => cells.has(site * data.arms.length + arm)) ? [site] : [],
  )
  const hasEveryArm = (site: number) => data.arms.every((_, arm) => cells.has(site * data.arms.length + arm))
  return {
    complete: present.filter(hasEveryArm),
    incomplete: present.filter((site) => !hasEveryArm(site)),
  }
}

/** The participants of some sites; sites keep their places. */
function pickSites(data: RepeatedMeasures, sites: ReadonlySet<number>): RepeatedMeasures {
  const visits = data.visits.length
  const kept = Array.from(data.site.keys()).filter((at) => sites.has(data.site[at] as number))
  const outcomes = new Float64Array(kept.length * visits)
  kept.forEach((at, place) => {
    outcomes.set(data.outcomes.subarray(at * visits, (at + 1) * visits), place * visits)
  })
  const pick = <Values extends Uint16Array | Float64Array>(values: Values) =>
    kept.map((at) => values[at] as number)
  return {
    ...data,
    arm: Uint16Array.from(pick(data.arm)),
    site: Uint16Array.from(pick(data.site)),
    baseline: Float64Array.from(pick(data.baseline)),
    outcomes,
  }
}

/** A site's difference of two arms, as the mean over the visits at which both were measured; nothing where there are none. */
function combineOverVisits(
  { problem: { design } }: Fit,
  { data }: Sample,
  site: number,
  arm: number,
  against: number,
): Weights {
  const pairs = data.visits
    .map((_, visit) => [design.findMeanColumn(visit, arm), design.findMeanColumn(visit, against)] as const)
    .filter(([one, other]) => one >= 0 && other >= 0)
  if (pairs.length === 0) return []
  return [
    ...pairs.flatMap(
      ([one, other]): Weights => [
        [one, 1 / pairs.length],
        [other, -1 / pairs.length],
      ],
    ),
    ...design.findSiteByArm(site, arm),
    ...design.findSiteByArm(site, against).map(([column, weight]) => [column, -weight] as const),
  ]
}
