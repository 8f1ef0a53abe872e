import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import type { Measure, Measures } from '../../../surveys/study/measures.ts'
import { toNumber } from '../../../surveys/values/rational.ts'
import { stateAtIso } from '../../records/assessment/assessment.ts'
import type { Cohort, CohortParticipant } from '../cohort/cohort.ts'
import type { Viewer } from '../disclosure/disclosure.ts'
import type { SiteEstimate } from '../pooling/between-site-variance.ts'
import { type PooledMean, poolMeans } from '../pooling/pool-means.ts'
import type { OfSite } from '../pooling/pool-sites.ts'
import type { PoolingOptions } from '../pooling/pooling.ts'
import { scoreReader } from '../responder/score-reader.ts'
import {
  type MeanEstimate,
  type MeanSummary,
  meanDifference,
  meanEstimate,
  summaryOf,
} from '../statistics/mean-estimate.ts'

type Withheld = { readonly kind: 'withheld' }

/** A group's change from baseline: follow-up less baseline, in the unit of the scale. */
export type GroupChange =
  | ({
      readonly kind: 'shown'
      /** Asked by then, but without a change: not answered, not scorable, no baseline. `null` where it is withheld. */
      readonly without: number | null
      readonly estimate: MeanEstimate
    } & MeanSummary)
  | Withheld

export type SiteChange = {
  readonly site: string
  readonly change: GroupChange
  readonly byArm: readonly { readonly arm: string; readonly change: GroupChange }[]
}

/** One arm's mean change less the first arm's. */
export type ArmDifference = {
  readonly arm: string
  readonly against: string
  readonly sites: readonly { readonly site: string; readonly difference: MeanEstimate | Withheld }[]
  readonly pooled: PooledMean
}

export type CohortChange = {
  readonly study: string
  readonly studyVersion: string
  readonly asOf: string
  readonly timepoint: string
  /** `instrument/scale` */
  readonly measure: string
  readonly direction: Measure['direction']
  readonly minimumCell: number
  readonly method: string
  readonly sites: readonly SiteChange[]
  readonly pooled: PooledMean
  readonly differences: readonly ArmDifference[]
}

const METHOD = 'follow-up less baseline of everybody who has both; t interval, 95%; differences by Welch'
const LEVEL = 0.95

/**
 * The mean change of one measure from baseline to a follow-up: by site and arm, and pooled over the sites. Of sites that are
 * not the viewer's, groups below the study's minimum are withheld, and with them every arm of the site.
 *
 * @param question `measure` is one that the study measures
 */
export function cohortChange(
  cohort: Cohort,
  question: { study: StudyDefinition; measure: Measure; measures: Measures; timepoint: string },
  viewer: Viewer,
  options: PoolingOptions = {},
): CohortChange {
  const { study, measure, measures, timepoint } = question
  const reader = scoreReader(measure.name, measures, true)
  const better = measure.direction === 'higher-is-worse' ? -1 : 1
  const changeOf = ({ course }: CohortParticipant): number | null => {
    const at = course.followUps.findIndex((assessment) => assessment.timepoint === timepoint)
    const change = reader.improvement(course, at)
    return 'reason' in change ? null : better * toNumber(change.gained)
  }
  const sites = cohort.sites.map(({ site, participants }): ChangesOfSite => {
    const asked = participants.filter((one) => isAsked(one, timepoint, cohort.asOf))
    return { site, ones: asked.map((one) => ({ arm: one.arm, change: changeOf(one) })) }
  })
  const arms = study.arms.map(({ id }) => id)
  // What is pooled: everything for those who see it, for everyone else what anyone may see, the same for every viewer.
  const seesAll = study.sites.every(({ id }) => viewer.sites.includes(id))
  const pooledFor = seesAll ? viewer : { ...viewer, sites: [] }
  const [first, ...others] = arms
  const between = (of: ChangesOfSite, arm: string, against: string, sees: Viewer) =>
    tellsArms(of, sees)
      ? meanDifference(summaryOf(changesOf(of, arm)), summaryOf(changesOf(of, against)), LEVEL)
      : WITHHELD
  return {
    ...{ study: study.id, studyVersion: study.version, asOf: cohort.asOf, timepoint },
    ...{ measure: measure.name, direction: measure.direction, minimumCell: viewer.minimumCell },
    method: METHOD,
    sites: sites.map((of) => ({
      site: of.site,
      change: groupChange(of.ones, of.site, viewer),
      byArm: arms.map((arm) => ({
        arm,
        change: tellsArms(of, viewer)
          ? groupChange(
              of.ones.filter((one) => one.arm === arm),
              of.site,
              viewer,
              'one-of-several',
            )
          : WITHHELD,
      })),
    })),
    pooled: poolMeans(
      sites.flatMap((of) => {
        const change = groupChange(of.ones, of.site, pooledFor)
        return change.kind === 'shown' ? poolable(of.site, change.estimate) : []
      }),
      'the sites’ mean changes',
      options,
    ),
    differences: (first === undefined ? [] : others).map((arm) => {
      const against = first as string
      return {
        ...{ arm, against },
        sites: sites.map((of) => ({ site: of.site, difference: between(of, arm, against, viewer) })),
        pooled: poolMeans(
          sites.flatMap((of) => poolable(of.site, between(of, arm, against, pooledFor))),
          'the sites’ differences of mean changes',
          options,
        ),
      }
    }),
  }
}

type Changed = { readonly arm: string | null; readonly change: number | null }
type ChangesOfSite = { readonly site: string; readonly ones: readonly Changed[] }

const WITHHELD: Withheld = { kind: 'withheld' }

/** Whose window has opened: who answered early, and is not counted otherwise, is among them. */
function isAsked({ assignments }: CohortParticipant, timepoint: string, asOf: string): boolean {
  const asked = assignments.find((assignment) => assignment.timepoint === timepoint)
  return asked !== undefined && !['scheduled', 'cancelled'].includes(stateAtIso(asked, asOf))
}

function changesOf({ ones }: ChangesOfSite, arm: string): number[] {
  return ones.flatMap((one) => (one.arm === arm && one.change !== null ? [one.change] : []))
}

/** @param as a part of a site: what it leaves out would tell, with that of the other parts and the whole, of small ones */
function groupChange(
  ones: readonly Changed[],
  site: string,
  { sites, minimumCell }: Viewer,
  as: 'whole' | 'one-of-several' = 'whole',
): GroupChange {
  const values = ones.flatMap(({ change }) => change ?? [])
  const without = ones.length - values.length
  const isOwn = sites.includes(site)
  if (!isOwn && values.length < minimumCell) return WITHHELD
  const tells = isOwn || (as === 'whole' && (without === 0 || without >= minimumCell))
  return {
    kind: 'shown',
    without: tells ? without : null,
    ...summaryOf(values),
    estimate: meanEstimate(summaryOf(values), LEVEL),
  }
}

/** Whether a site's arms may be told apart: not where one of them is small, which the others and the whole would tell. */
function tellsArms({ site, ones }: ChangesOfSite, { sites, minimumCell }: Viewer): boolean {
  if (sites.includes(site)) return true
  const told = ones.filter(({ change }) => change !== null)
  return [...Map.groupBy(told, ({ arm }) => arm).values()].every((arm) => arm.length >= minimumCell)
}

function poolable(site: string, estimate: MeanEstimate | Withheld): OfSite<SiteEstimate>[] {
  if (estimate.kind !== 'estimated') return []
  return [{ site, effect: estimate.estimate, variance: estimate.standardError ** 2 }]
}
