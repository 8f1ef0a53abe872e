import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import type { Measure, Measures } from '../../../surveys/study/measures.ts'
import { toNumber } from '../../../surveys/values/rational.ts'
import type { GroupChange, MeanChangeReply, OverallMean } from '../../../web/api/analyses/mean-change.ts'
import type { MeanEstimate } from '../../../web/api/schemas/analysis-schemas.ts'
import { findStateAtIso } from '../../records/assessment/assessment.ts'
import type { Cohort, CohortParticipant } from '../cohort/cohort.ts'
import type { Viewer } from '../disclosure/disclosure.ts'
import { canShowGroup, canShowMissing, canShowParts } from '../disclosure/group-rules.ts'
import { buildMeanChangeEstimand } from '../estimand/mean-estimand.ts'
import { poolMeans } from '../pooling/pool-means.ts'
import type { SiteResult } from '../pooling/pool-sites.ts'
import type { PoolingOptions } from '../pooling/pooling.ts'
import type { SiteEstimate } from '../pooling/weighted-sums.ts'
import { createScoreReader } from '../responder/score-reader.ts'
import { estimateClusteredMean } from '../statistics/clustered-mean.ts'
import { estimateMean, estimateMeanDifference, summarizeValues } from '../statistics/mean-estimate.ts'

type Suppressed = { readonly kind: 'suppressed' }

const METHOD = 'follow-up less baseline of everybody who has both; t interval, 95%; differences by Welch'
const CONFIDENCE_LEVEL = 0.95

/**
 * The mean change of one measure from baseline to a follow-up: by site and arm, and pooled over the sites. Of sites that are
 * not the viewer's, groups below the study's minimum are suppressed, and with them every arm of the site.
 *
 * @param question `measure` is one that the study measures
 */
export function computeCohortMeanChange(
  cohort: Cohort,
  question: { study: StudyDefinition; measure: Measure; measures: Measures; timepoint: string },
  viewer: Viewer,
  options: PoolingOptions = {},
): MeanChangeReply {
  const { study, measure, measures, timepoint } = question
  const reader = createScoreReader(measure.name, measures, true)
  const better = measure.direction === 'higher-is-worse' ? -1 : 1
  const findChange = ({ timeline }: CohortParticipant): number | null => {
    const at = timeline.followUps.findIndex((point) => point.timepoint === timepoint)
    const change = reader.readImprovement(timeline, at)
    return 'reason' in change ? null : better * toNumber(change.improvement)
  }
  const sites = cohort.sites.map(({ site, participants }): SiteChanges => {
    const asked = participants.filter((one) => isAsked(one, timepoint, cohort.asOf))
    return { site, ones: asked.map((one) => ({ arm: one.arm, change: findChange(one) })) }
  })
  const arms = study.arms.map(({ id }) => id)
  // The pooled estimate is that of all sites, whoever looks.
  const pooledFor = { ...viewer, sites: sites.map(({ site }) => site) }
  const [first, ...others] = arms
  const computeArmDifference = (of: SiteChanges, arm: string, against: string, sees: Viewer) =>
    canShowArms(of, sees)
      ? estimateMeanDifference(
          summarizeValues(listArmChanges(of, arm)),
          summarizeValues(listArmChanges(of, against)),
          CONFIDENCE_LEVEL,
        )
      : SUPPRESSED
  return {
    ...{ study: study.id, studyVersion: study.version, asOf: cohort.asOf, timepoint },
    ...{ measure: measure.name, direction: measure.direction, minimumCellSize: viewer.minimumCellSize },
    method: METHOD,
    estimand: buildMeanChangeEstimand(study.arms),
    sites: sites.map((of) => ({
      site: of.site,
      change: groupChange(of.ones, of.site, viewer),
      byArm: arms.map((arm) => ({
        arm,
        change: canShowArms(of, viewer)
          ? groupChange(
              of.ones.filter((one) => one.arm === arm),
              of.site,
              viewer,
              'one-of-several',
            )
          : SUPPRESSED,
      })),
    })),
    overall: estimateOverall(sites, viewer),
    pooled: poolMeans(
      sites.flatMap((of) => {
        const change = groupChange(of.ones, of.site, pooledFor)
        return change.kind === 'shown' ? listPoolableEstimate(of.site, change.estimate) : []
      }),
      'the sites’ mean changes',
      options,
    ),
    differences: (first === undefined ? [] : others).map((arm) => {
      const against = first as string
      return {
        ...{ arm, against },
        sites: sites.map((of) => ({
          site: of.site,
          difference: computeArmDifference(of, arm, against, viewer),
        })),
        pooled: poolMeans(
          sites.flatMap((of) =>
            listPoolableEstimate(of.site, computeArmDifference(of, arm, against, pooledFor)),
          ),
          'the sites’ differences of mean changes',
          options,
        ),
      }
    }),
  }
}

type ParticipantChange = { readonly arm: string | null; readonly change: number | null }
type SiteChanges = { readonly site: string; readonly ones: readonly ParticipantChange[] }

const SUPPRESSED: Suppressed = { kind: 'suppressed' }

/** Whose window has opened: who answered early, and is not counted otherwise, is among them. */
function isAsked({ assessments }: CohortParticipant, timepoint: string, asOf: string): boolean {
  const asked = assessments.find((assessment) => assessment.timepoint === timepoint)
  return asked !== undefined && !['scheduled', 'cancelled'].includes(findStateAtIso(asked, asOf))
}

function listArmChanges({ ones }: SiteChanges, arm: string): number[] {
  return ones.flatMap((one) => (one.arm === arm && one.change !== null ? [one.change] : []))
}

function groupChange(
  ones: readonly ParticipantChange[],
  site: string,
  viewer: Viewer,
  part: 'whole' | 'one-of-several' = 'whole',
): GroupChange {
  const values = ones.flatMap(({ change }) => change ?? [])
  const without = ones.length - values.length
  if (!canShowGroup(site, values.length, viewer)) return SUPPRESSED
  return {
    kind: 'shown',
    without: canShowMissing(site, without, part, viewer) ? without : null,
    ...summarizeValues(values),
    estimate: estimateMean(summarizeValues(values), CONFIDENCE_LEVEL),
  }
}

/** Beside the sites that are shown it would be the one that is not. */
function estimateOverall(sites: readonly SiteChanges[], viewer: Viewer): OverallMean {
  const values = sites.map(({ ones }) => ones.flatMap(({ change }) => change ?? []))
  const isWhole = sites.every(({ site }, at) => canShowGroup(site, (values[at] ?? []).length, viewer))
  return isWhole ? estimateClusteredMean(values, CONFIDENCE_LEVEL) : SUPPRESSED
}

function canShowArms({ site, ones }: SiteChanges, viewer: Viewer): boolean {
  const measured = ones.filter(({ change }) => change !== null)
  const counts = [...Map.groupBy(measured, ({ arm }) => arm).values()].map(({ length }) => length)
  return canShowParts(site, counts, viewer)
}

function listPoolableEstimate(site: string, estimate: MeanEstimate | Suppressed): SiteResult<SiteEstimate>[] {
  if (estimate.kind !== 'estimated') return []
  return [{ site, effect: estimate.estimate, variance: estimate.standardError ** 2 }]
}
