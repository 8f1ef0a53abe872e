import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import type { Measures } from '../../../surveys/study/measures.ts'
import { toNumber } from '../../../surveys/values/rational.ts'
import { ASSUMPTIONS } from '../../../web/api/analyses/missing-data-assumptions.ts'
import type {
  NotFittedModel,
  RepeatedMeasuresReply,
  SiteByArm,
} from '../../../web/api/analyses/repeated-measures.ts'
import type { SensitivityAnalysis } from '../../../web/api/analyses/sensitivity.ts'
import type { Cohort, CohortParticipant } from '../cohort/cohort.ts'
import { hasNoSmallGroup, listSuppressedSites, type Viewer } from '../disclosure/disclosure.ts'
import { buildRepeatedMeasuresEstimand } from '../estimand/mean-estimand.ts'
import { estimateImputedContrast, findTippingPoint } from '../imputation/sensitivity.ts'
import { createScoreReader } from '../responder/score-reader.ts'
import {
  buildRepeatedMeasures,
  type RepeatedMeasures,
  type RepeatedMeasuresRow,
} from '../statistics/visit-data.ts'
import {
  fitRepeatedMeasures,
  type RepeatedMeasuresOptions,
  type RepeatedMeasuresResult,
} from './repeated-measures.ts'

const METHOD =
  'mixed model for repeated measures (REML): visit × arm, baseline × visit, site; missing at random is assumed'
/** The arm of everybody in a study that has none, or is read without them. */
export const ALL_PARTICIPANTS = 'everybody'

/**
 * The mixed model of one measure over a study's follow-ups.
 * @param name `instrument/scale` or a domain of the study
 */
export function computeCohortRepeatedMeasures(
  cohort: Cohort,
  { study, measures, measure: name }: { study: StudyDefinition; measures: Measures; measure: string },
  viewer: Viewer,
  options: RepeatedMeasuresOptions & {
    readonly imputation?: { readonly imputations: number; readonly seed: number }
  } = {},
): RepeatedMeasuresReply {
  const visits = listVisits(study, cohort)
  const arms = study.arms.length > 0 ? study.arms.map(({ id }) => id) : [ALL_PARTICIPANTS]
  const everybody = cohort.sites.flatMap(({ participants }) =>
    participants.flatMap((one) => {
      const arm = study.arms.length > 0 ? one.arm : ALL_PARTICIPANTS
      return arm !== null && arms.includes(arm) ? [buildRow(one, arm, visits, name, measures)] : []
    }),
  )
  const ids = cohort.sites.map(({ site }) => site)
  const measured = everybody.filter((row) => findExclusionReason(row) === undefined)
  const leftOut = listSuppressedSites(
    ids.map((site) => ({ site, n: measured.filter((row) => row.site === site).length })),
    viewer,
  )
  const isIncluded = (site: string) => !leftOut.includes(site)
  const rows = everybody.filter(({ site }) => isIncluded(site))
  const names = { visits, arms, sites: ids.filter(isIncluded) }
  const data = buildRepeatedMeasures(names, rows)
  const model: RepeatedMeasuresReply['model'] =
    leftOut.length > 0 && measured.every(({ site }) => !isIncluded(site))
      ? { kind: 'suppressed' }
      : discloseModel(viewer, rows, visits, fitRepeatedMeasures(data, options))
  const { imputation } = options
  return {
    ...{
      study: study.id,
      studyVersion: study.version,
      asOf: cohort.asOf,
      minimumCellSize: viewer.minimumCellSize,
    },
    ...{ measure: measures.get(name)?.name ?? name, method: METHOD },
    estimand: buildRepeatedMeasuresEstimand(study.arms),
    sitesLeftOut: leftOut,
    model,
    sensitivity: imputation ? computeSensitivity(data, model, imputation) : null,
  }
}

/** Away from no difference in halves of a standard deviation of the outcomes, up to three of them. */
const TIPPING_SHIFTS = [0, 0.25, 0.5, 0.75, 1, 1.5, 2, 2.5, 3]

/** As much is shown as of the model: nothing where a mean of the last visit is suppressed. */
function computeSensitivity(
  data: RepeatedMeasures,
  model: RepeatedMeasuresReply['model'],
  { imputations, seed }: { readonly imputations: number; readonly seed: number },
): SensitivityAnalysis {
  if (data.arms.length < 2) return { kind: 'not-analysed', reason: 'fewer-than-two-arms' }
  if (model.kind === 'suppressed') return model
  const last = data.visits.at(-1)
  const contrast = model.kind === 'fitted' ? model.contrasts.find(({ visit }) => visit === last) : undefined
  if (
    model.kind === 'fitted' &&
    model.means.some(({ visit, kind }) => visit === last && kind === 'suppressed')
  )
    return { kind: 'suppressed' }
  const worse = contrast?.kind === 'estimated' && contrast.estimate > 0 ? -1 : 1
  const unit = model.kind === 'fitted' ? Math.sqrt(model.covariance.at(-1)?.at(-1) ?? 1) : 1
  const options = { imputations, seed }
  return {
    ...{ kind: 'analysed', imputations, seed },
    contrasts: ASSUMPTIONS.map((assumption) => estimateImputedContrast(data, { ...options, assumption })),
    tippingPoint: findTippingPoint(
      data,
      options,
      TIPPING_SHIFTS.map((shift) => worse * shift * unit),
    ),
  }
}

/** Follow-ups in the study's order; one that repeats counts its times. */
function listVisits(study: StudyDefinition, cohort: Cohort): string[] {
  const asked = new Set(
    cohort.sites.flatMap(({ participants }) =>
      participants.flatMap(({ timeline }) => timeline.followUps.map(({ timepoint }) => timepoint)),
    ),
  )
  const order = new Map(study.timepoints.map(({ id }, at) => [id, at]))
  const findVisitOrder = (occurrenceKey: string): readonly [number, number] => {
    const [id = '', time = '0'] = occurrenceKey.split('.')
    return [order.get(id) ?? study.timepoints.length, Number(time)]
  }
  return [...asked].sort((one, other) => {
    const [[a, b], [c, d]] = [findVisitOrder(one), findVisitOrder(other)]
    return a - c || b - d || (one < other ? -1 : 1)
  })
}

function buildRow(
  { site, timeline }: CohortParticipant,
  arm: string,
  visits: readonly string[],
  name: string,
  measures: Measures,
): RepeatedMeasuresRow {
  const reader = createScoreReader(name, measures, true)
  const baseline = reader.readBaseline(timeline)
  const byVisit = new Map(timeline.followUps.map((point) => [point.timepoint, point]))
  return {
    ...{ arm, site },
    baseline: 'reason' in baseline ? Number.NaN : toNumber(baseline.value),
    outcomes: visits.map((visit) => {
      const score = reader.readScore(byVisit.get(visit))
      return 'reason' in score ? null : toNumber(score.value)
    }),
  }
}

const EXCLUSION_REASONS = ['withoutBaseline', 'withoutOutcome'] as const

/** Why a participant is not in the model; `undefined` of those who are. */
function findExclusionReason({
  baseline,
  outcomes,
}: RepeatedMeasuresRow): (typeof EXCLUSION_REASONS)[number] | undefined {
  if (!Number.isFinite(baseline)) return 'withoutBaseline'
  return outcomes.every((outcome) => outcome === null) ? 'withoutOutcome' : undefined
}

function discloseModel(
  viewer: Viewer,
  rows: readonly RepeatedMeasuresRow[],
  visits: readonly string[],
  result: RepeatedMeasuresResult | NotFittedModel,
): RepeatedMeasuresReply['model'] {
  if (result.kind === 'not-fitted') return result
  const measured = rows.filter((row) => findExclusionReason(row) === undefined)
  const isShown = (visit: string, arm: string) => {
    const at = visits.indexOf(visit)
    return hasNoSmallGroup(
      measured.filter((row) => row.arm === arm && row.outcomes[at] !== null),
      viewer,
    )
  }
  const tellsLeftOut = EXCLUSION_REASONS.every((reason) =>
    hasNoSmallGroup(
      rows.filter((row) => findExclusionReason(row) === reason),
      viewer,
    ),
  )
  const isOwn = rows.every(({ site }) => viewer.sites.includes(site))
  const isWhole = result.means.every(({ visit, arm }) => isShown(visit, arm))
  return {
    ...result,
    observations: isWhole ? result.observations : null,
    leftOut: tellsLeftOut ? result.leftOut : { withoutBaseline: null, withoutOutcome: null },
    means: result.means.map((mean) =>
      isShown(mean.visit, mean.arm) ? mean : { visit: mean.visit, arm: mean.arm, kind: 'suppressed' },
    ),
    contrasts: result.contrasts.map((contrast) => {
      const { visit, arm, against } = contrast
      if (!isShown(visit, arm) || !isShown(visit, against)) return { visit, arm, against, kind: 'suppressed' }
      // Beside the others an adjusted p gives away the one that is suppressed.
      const isWholeFamily = result.means.every((mean) => mean.visit !== visit || isShown(visit, mean.arm))
      return contrast.kind === 'estimated' && !isWholeFamily ? { ...contrast, holmP: null } : contrast
    }),
    siteByArm: discloseSiteByArm(result.siteByArm, isOwn),
  }
}

/** Sites one by one are for those who see them all; others learn no more than what the design says. */
function discloseSiteByArm(of: SiteByArm, isOwn: boolean): SiteByArm {
  const isByDesign =
    of.kind === 'not-tested' && (of.reason === 'sites-are-not-fixed' || of.reason === 'fewer-than-two-arms')
  return isOwn || isByDesign ? of : { kind: 'suppressed' }
}
