import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import type { Measure, Measures } from '../../../surveys/study/measures.ts'
import { toNumber } from '../../../surveys/values/rational.ts'
import type {
  MeaningfulChangeEstimate,
  MeaningfulChangeReply,
} from '../../../web/api/analyses/meaningful-change.ts'
import type { Cohort } from '../cohort/cohort.ts'
import { hasNoSmallGroup, listSuppressedSites, type Viewer } from '../disclosure/disclosure.ts'
import { hasSmallSplit, isLargeWithoutAnySite } from '../disclosure/group-rules.ts'
import { createScoreReader } from '../responder/score-reader.ts'
import {
  computeMeaningfulChange,
  type MeaningfulChange,
  type MeaningfulChangeOptions,
} from './meaningful-change.ts'
import type { MeaningfulChangeRow } from './rows.ts'

/**
 * Thresholds of one measure at a timepoint, anchored on the study's global rating of change.
 * @param name `instrument/scale` or a domain of the study
 */
export function computeCohortMeaningfulChange(
  cohort: Cohort,
  question: { study: StudyDefinition; measures: Measures; measure: string; timepoint: string },
  viewer: Viewer,
  options: MeaningfulChangeOptions = {},
): MeaningfulChangeReply {
  const { study, measures, measure: name, timepoint } = question
  const measure = measures.get(name)
  const anchor = measures.get('global-change')
  const about = {
    ...{ study: study.id, studyVersion: study.version, asOf: cohort.asOf, timepoint },
    ...{
      measure: measure?.name ?? name,
      anchorMeasure: anchor?.name ?? null,
      minimumCellSize: viewer.minimumCellSize,
    },
    sitesLeftOut: [] as readonly string[],
  }
  if (anchor === undefined) return { ...about, result: { kind: 'not-estimated', reason: 'no-anchor' } }
  if (measure === undefined) return { ...about, result: { kind: 'not-estimated', reason: 'not-measured' } }
  const steps = createStepCounter(anchor)
  if (steps === undefined)
    return { ...about, result: { kind: 'not-estimated', reason: 'anchor-has-no-unchanged' } }
  const everybody = listMeaningfulChangeRows(cohort, measures, name, timepoint, steps)
  const measured = everybody.filter(({ row }) => row !== null)
  const leftOut = listSuppressedSites(
    cohort.sites.map(({ site }) => ({ site, n: measured.filter((one) => one.site === site).length })),
    viewer,
  )
  const rows = everybody.filter(({ site }) => !leftOut.includes(site))
  const whole = rows.flatMap(({ row }) => row ?? [])
  const improvedFrom = options.improvedFrom ?? 1
  const others = rows.flatMap(({ site, row }) =>
    row && !viewer.sites.includes(site) ? [{ site, anchor: row.anchor }] : [],
  )
  const isFew = hasSmallSplit(others, ({ anchor: one }) => one >= improvedFrom, viewer)
  const found = { ...about, sitesLeftOut: leftOut }
  if (isFew || (leftOut.length > 0 && whole.length === 0)) return { ...found, result: { kind: 'suppressed' } }
  const result = computeMeaningfulChange(whole, {
    reliability: study.reliability[measure.name] ?? null,
    ...options,
    missing: rows.length - whole.length,
  })
  // Those without a rating alone are what is left of the missing when those without a change, whom others tell, are taken off.
  const mayTellMissing =
    hasNoSmallGroup(
      rows.filter(({ row }) => row === null),
      viewer,
    ) &&
    hasNoSmallGroup(
      rows.filter(({ hasChange }) => !hasChange),
      viewer,
    )
  if (others.length === 0 && mayTellMissing)
    return { ...found, result: { kind: 'estimated', detail: 'whole', ...result } }
  const [from, to] = result.minimallyImproved
  const count = (low: number, high: number) =>
    isLargeWithoutAnySite(
      others.filter(({ anchor: one }) => one >= low && one <= high),
      viewer,
    )
  const groups = { minimal: count(from, to), unchanged: count(0, 0) }
  return {
    ...found,
    result: { ...discloseSummary(result, groups), ...(!mayTellMissing && { missing: null }) },
  }
}

/** One who was asked; without a row where the improvement or the rating is missing. */
type CandidateRow = {
  readonly site: string
  readonly row: MeaningfulChangeRow | null
  readonly hasChange: boolean
}

function listMeaningfulChangeRows(
  cohort: Cohort,
  measures: Measures,
  name: string,
  timepoint: string,
  countSteps: (value: number) => number,
): CandidateRow[] {
  const reader = createScoreReader(name, measures, true)
  const rating = createScoreReader('global-change', measures, true)
  return cohort.sites.flatMap(({ participants }) =>
    participants.flatMap(({ site, timeline }): CandidateRow[] => {
      const at = timeline.followUps.findIndex((point) => point.timepoint === timepoint)
      const point = timeline.followUps[at]
      if (point === undefined || point.standing === 'awaited') return []
      const change = reader.readImprovement(timeline, at)
      const rated = rating.readScore(point)
      const hasChange = !('reason' in change)
      if ('reason' in change || 'reason' in rated) return [{ site, row: null, hasChange }]
      const { improvement, baseline } = change
      const row = {
        improvement: toNumber(improvement),
        baseline: toNumber(baseline),
        anchor: countSteps(toNumber(rated.value)),
      }
      return [{ site, row, hasChange }]
    }),
  )
}

/** From a rating's value to steps better than unchanged. */
function createStepCounter(anchor: Measure): ((value: number) => number) | undefined {
  const unchanged = findUnchangedRating(anchor)
  if (unchanged === undefined) return undefined
  return anchor.direction === 'higher-is-worse' ? (value) => unchanged - value : (value) => value - unchanged
}

/** The rating that says neither better nor worse; `undefined` where the scale has none. */
export function findUnchangedRating({ bands }: Pick<Measure, 'bands'>): number | undefined {
  return bands.find(({ id }) => id === 'no-change')?.from
}

/** What may be told of sites that are not the viewer's. @param told whether each group is large enough */
function discloseSummary(
  result: MeaningfulChange,
  disclosed: { readonly minimal: boolean; readonly unchanged: boolean },
): MeaningfulChangeEstimate {
  const none = { n: result.n, thinned: false, points: [] }
  const { meanChange, overUnchanged } = result.anchor
  return {
    ...result,
    kind: 'estimated',
    detail: 'suppressed',
    roc: result.roc.kind === 'estimated' ? { ...result.roc, points: [], best: [] } : result.roc,
    anchor: {
      ...result.anchor,
      groups: [],
      meanChange: disclosed.minimal ? meanChange : SUPPRESSED,
      overUnchanged: disclosed.minimal && disclosed.unchanged ? overUnchanged : SUPPRESSED,
    },
    cumulative: { leftOut: none, notImproved: none },
  }
}
const SUPPRESSED = { kind: 'not-estimated', n: null, reason: 'suppressed' } as const
