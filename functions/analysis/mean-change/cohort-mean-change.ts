import type { GroupChange, MeanChangeReply, OverallMean } from '../../../web/api/analyses/mean-change.ts'
import type { MeanEstimate } from '../../../web/api/schemas/analysis-schemas.ts'
import type { Cohort } from '../cohort/cohort.ts'
import type { Viewer } from '../disclosure/disclosure.ts'
import { canShowGroup, canShowMissing, canShowParts } from '../disclosure/group-rules.ts'
import { buildMeanChangeEstimand } from '../estimand/mean-estimand.ts'
import { poolMeans } from '../pooling/pool-means.ts'
import type { SiteResult } from '../pooling/pool-sites.ts'
import type { PoolingOptions } from '../pooling/pooling.ts'
import type { SiteEstimate } from '../pooling/weighted-sums.ts'
import { estimateClusteredMean } from '../statistics/clustered-mean.ts'
import { type CountedValue, type ExactSums, sumExactly, summarizeSums } from '../statistics/exact-sums.ts'
import { estimateMean, estimateMeanDifference } from '../statistics/mean-estimate.ts'
import {
  type CohortChanges,
  listChanges,
  type MeanChangeQuestion,
  type ParticipantChange,
  type SiteChanges,
} from './participant-changes.ts'

type Suppressed = { readonly kind: 'suppressed' }

const METHOD = 'follow-up less baseline of everybody who has both; t interval, 95%; differences by Welch'
const CONFIDENCE_LEVEL = 0.95

export function computeCohortMeanChange(
  cohort: Cohort,
  question: MeanChangeQuestion,
  viewer: Viewer,
  options: PoolingOptions = {},
): MeanChangeReply {
  return computeMeanChange(listChanges(cohort, question), question, viewer, options)
}

/**
 * The mean change of one measure from baseline to a follow-up: by site and arm, and pooled over the sites. Of sites that are
 * not the viewer's, groups below the study's minimum are suppressed, and with them every arm of the site. Sums are exact, so
 * that the order of participants, and who is counted together, changes no digit.
 */
export function computeMeanChange(
  { asOf, sites }: CohortChanges,
  { study, measure, timepoint }: MeanChangeQuestion,
  viewer: Viewer,
  options: PoolingOptions = {},
): MeanChangeReply {
  const arms = study.arms.map(({ id }) => id)
  // The pooled estimate is that of all sites, whoever looks.
  const pooledFor = { ...viewer, sites: sites.map(({ site }) => site) }
  const [first, ...others] = arms
  const computeArmDifference = (of: SiteChanges, arm: string, against: string, sees: Viewer) =>
    canShowArms(of, sees)
      ? estimateMeanDifference(
          summarizeSums(sumChanges(listArm(of, arm))),
          summarizeSums(sumChanges(listArm(of, against))),
          CONFIDENCE_LEVEL,
        )
      : SUPPRESSED
  return {
    ...{ study: study.id, studyVersion: study.version, asOf, timepoint },
    ...{ measure: measure.name, direction: measure.direction, minimumCellSize: viewer.minimumCellSize },
    method: METHOD,
    estimand: buildMeanChangeEstimand(study.arms),
    sites: sites.map((of) => ({
      site: of.site,
      change: groupChange(of.ones, of.site, viewer),
      byArm: arms.map((arm) => ({
        arm,
        change: canShowArms(of, viewer)
          ? groupChange(listArm(of, arm), of.site, viewer, 'one-of-several')
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

const SUPPRESSED: Suppressed = { kind: 'suppressed' }

function listArm({ ones }: SiteChanges, arm: string): readonly ParticipantChange[] {
  return ones.filter((one) => one.arm === arm)
}

function sumChanges(ones: readonly ParticipantChange[]): ExactSums {
  return sumExactly(
    ones.flatMap(({ change, count }): readonly CountedValue[] =>
      change === null ? [] : [{ value: change, count }],
    ),
  )
}

function countParticipants(ones: readonly ParticipantChange[]): number {
  return ones.reduce((sum, { count }) => sum + count, 0)
}

function groupChange(
  ones: readonly ParticipantChange[],
  site: string,
  viewer: Viewer,
  part: 'whole' | 'one-of-several' = 'whole',
): GroupChange {
  const sums = sumChanges(ones)
  const without = countParticipants(ones) - sums.n
  if (!canShowGroup(site, sums.n, viewer)) return SUPPRESSED
  const summary = summarizeSums(sums)
  return {
    kind: 'shown',
    without: canShowMissing(site, without, part, viewer) ? without : null,
    ...summary,
    estimate: estimateMean(summary, CONFIDENCE_LEVEL),
  }
}

/** Beside the sites that are shown it would be the one that is not. */
function estimateOverall(sites: readonly SiteChanges[], viewer: Viewer): OverallMean {
  const sums = sites.map(({ ones }) => sumChanges(ones))
  const isWhole = sites.every(({ site }, at) => canShowGroup(site, sums[at]?.n ?? 0, viewer))
  return isWhole ? estimateClusteredMean(sums, CONFIDENCE_LEVEL) : SUPPRESSED
}

function canShowArms({ site, ones }: SiteChanges, viewer: Viewer): boolean {
  const measured = ones.filter(({ change }) => change !== null)
  const counts = [...Map.groupBy(measured, ({ arm }) => arm).values()].map(countParticipants)
  return canShowParts(site, counts, viewer)
}

function listPoolableEstimate(site: string, estimate: MeanEstimate | Suppressed): SiteResult<SiteEstimate>[] {
  if (estimate.kind !== 'estimated') return []
  return [{ site, effect: estimate.estimate, variance: estimate.standardError ** 2 }]
}
