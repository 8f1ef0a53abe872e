import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import type { Measures } from '../../../surveys/study/measures.ts'
import { toNumber } from '../../../surveys/values/rational.ts'
import { ASSUMPTIONS } from '../../../web/api/analyses/missing-data-assumptions.ts'
import type { Cohort, CohortParticipant } from '../cohort/cohort.ts'
import { sitesLeftOut, tellsNoSmallGroup, type Viewer } from '../disclosure/disclosure.ts'
import {
  type ImputedContrast,
  imputedContrast,
  type TippingPoint,
  tippingPoint,
} from '../imputation/sensitivity.ts'
import { scoreReader } from '../responder/score-reader.ts'
import {
  type RepeatedMeasures,
  type RepeatedMeasuresRow,
  repeatedMeasures,
} from '../statistics/visit-data.ts'
import type { ArmContrast, MarginalMean } from './marginal-means.ts'
import {
  fitRepeatedMeasures,
  type RepeatedMeasuresOptions,
  type RepeatedMeasuresRefusal,
  type RepeatedMeasuresResult,
} from './repeated-measures.ts'

type Withheld = { readonly kind: 'withheld' }

/** Means and contrasts that would tell of fewer participants of other sites than the study allows are withheld. */
export type ModelOutcome =
  | RepeatedMeasuresRefusal
  | Withheld
  | (Omit<RepeatedMeasuresResult, 'observations' | 'leftOut' | 'means' | 'contrasts'> & {
      /** `null` where a mean is withheld, whose participants it would tell. */
      readonly observations: number | null
      /** `null` where they would tell of few participants of other sites. */
      readonly leftOut: { readonly withoutBaseline: number | null; readonly withoutOutcome: number | null }
      readonly means: readonly (
        | MarginalMean
        | ({ readonly visit: string; readonly arm: string } & Withheld)
      )[]
      readonly contrasts: readonly (
        | ArmContrast
        | ({ readonly visit: string; readonly arm: string; readonly against: string } & Withheld)
      )[]
    })

export type CohortModel = {
  readonly study: string
  readonly studyVersion: string
  readonly asOf: string
  /** What was modelled: the score itself at each follow-up, adjusted for its baseline. */
  readonly measure: string
  readonly minimumCell: number
  readonly method: string
  /** Sites with too few participants to be in it; none for who belongs to every site. */
  readonly sitesLeftOut: readonly string[]
  readonly model: ModelOutcome
  /** The last visit's difference of the second arm under each assumption on what is missing; `null` unless asked for. */
  readonly sensitivity: Sensitivity | null
}

export type Sensitivity =
  | {
      readonly kind: 'analysed'
      readonly imputations: number
      readonly seed: number
      readonly contrasts: readonly ImputedContrast[]
      readonly tippingPoint: TippingPoint
    }
  | Withheld
  | { readonly kind: 'not-analysed'; readonly reason: 'fewer-than-two-arms' }

const METHOD =
  'mixed model for repeated measures (REML): visit × arm, baseline × visit, site; missing at random is assumed'
/** The arm of a study that allocates nobody. */
export const EVERYBODY = 'everybody'

/**
 * The mixed model of one measure over a study's follow-ups.
 * @param name `instrument/scale` or a domain of the study
 */
export function cohortModel(
  cohort: Cohort,
  { study, measures, measure: name }: { study: StudyDefinition; measures: Measures; measure: string },
  viewer: Viewer,
  options: RepeatedMeasuresOptions & {
    readonly imputation?: { readonly imputations: number; readonly seed: number }
  } = {},
): CohortModel {
  const visits = visitsOf(study, cohort)
  const arms = study.arms.length > 0 ? study.arms.map(({ id }) => id) : [EVERYBODY]
  const everybody = cohort.sites.flatMap(({ participants }) =>
    participants.flatMap((one) => {
      const row = rowOf(one, visits, name, measures)
      return arms.includes(row.arm) ? [row] : []
    }),
  )
  const ids = cohort.sites.map(({ site }) => site)
  const measured = everybody.filter((row) => leftOutFor(row) === undefined)
  const leftOut = sitesLeftOut(
    ids.map((site) => ({ site, n: measured.filter((row) => row.site === site).length })),
    viewer,
  )
  const isIn = (site: string) => !leftOut.includes(site)
  const rows = everybody.filter(({ site }) => isIn(site))
  const names = { visits, arms, sites: ids.filter(isIn) }
  const data = repeatedMeasures(names, rows)
  const model: ModelOutcome =
    leftOut.length > 0 && measured.every(({ site }) => !isIn(site))
      ? { kind: 'withheld' }
      : shownTo(viewer, rows, visits, fitRepeatedMeasures(data, options))
  const { imputation } = options
  return {
    ...{ study: study.id, studyVersion: study.version, asOf: cohort.asOf, minimumCell: viewer.minimumCell },
    ...{ measure: measures.get(name)?.name ?? name, method: METHOD },
    sitesLeftOut: leftOut,
    model,
    sensitivity: imputation ? sensitivityOf(data, model, imputation) : null,
  }
}

/** Away from no difference in halves of a standard deviation of the outcomes, up to three of them. */
const SHIFTS = [0, 0.25, 0.5, 0.75, 1, 1.5, 2, 2.5, 3]

/** As much is shown as of the model: nothing where a mean of the last visit is withheld. */
function sensitivityOf(
  data: RepeatedMeasures,
  model: ModelOutcome,
  { imputations, seed }: { readonly imputations: number; readonly seed: number },
): Sensitivity {
  if (data.arms.length < 2) return { kind: 'not-analysed', reason: 'fewer-than-two-arms' }
  if (model.kind === 'withheld') return model
  const last = data.visits.at(-1)
  const contrast = model.kind === 'fitted' ? model.contrasts.find(({ visit }) => visit === last) : undefined
  if (model.kind === 'fitted' && model.means.some(({ visit, kind }) => visit === last && kind === 'withheld'))
    return { kind: 'withheld' }
  const worse = contrast?.kind === 'estimated' && contrast.estimate > 0 ? -1 : 1
  const unit = model.kind === 'fitted' ? Math.sqrt(model.covariance.at(-1)?.at(-1) ?? 1) : 1
  const options = { imputations, seed }
  return {
    ...{ kind: 'analysed', imputations, seed },
    contrasts: ASSUMPTIONS.map((assumption) => imputedContrast(data, { ...options, assumption })),
    tippingPoint: tippingPoint(
      data,
      options,
      SHIFTS.map((shift) => worse * shift * unit),
    ),
  }
}

/** Follow-ups in the study's order; one that repeats counts its times. */
function visitsOf(study: StudyDefinition, cohort: Cohort): string[] {
  const asked = new Set(
    cohort.sites.flatMap(({ participants }) =>
      participants.flatMap(({ course }) => course.followUps.map(({ timepoint }) => timepoint)),
    ),
  )
  const order = new Map(study.timepoints.map(({ id }, at) => [id, at]))
  const placeOf = (instance: string): readonly [number, number] => {
    const [id = '', time = '0'] = instance.split('.')
    return [order.get(id) ?? study.timepoints.length, Number(time)]
  }
  return [...asked].sort((one, other) => {
    const [[a, b], [c, d]] = [placeOf(one), placeOf(other)]
    return a - c || b - d || (one < other ? -1 : 1)
  })
}

function rowOf(
  { arm, site, course }: CohortParticipant,
  visits: readonly string[],
  name: string,
  measures: Measures,
): RepeatedMeasuresRow {
  const reader = scoreReader(name, measures, true)
  const baseline = reader.atBaseline(course)
  const byVisit = new Map(course.followUps.map((assessment) => [assessment.timepoint, assessment]))
  return {
    ...{ arm: arm ?? EVERYBODY, site },
    baseline: 'reason' in baseline ? Number.NaN : toNumber(baseline.value),
    outcomes: visits.map((visit) => {
      const score = reader.at(byVisit.get(visit))
      return 'reason' in score ? null : toNumber(score.value)
    }),
  }
}

const LEFT_OUT = ['withoutBaseline', 'withoutOutcome'] as const

/** Why a participant is not in the model; `undefined` of those who are. */
function leftOutFor({ baseline, outcomes }: RepeatedMeasuresRow): (typeof LEFT_OUT)[number] | undefined {
  if (!Number.isFinite(baseline)) return 'withoutBaseline'
  return outcomes.every((outcome) => outcome === null) ? 'withoutOutcome' : undefined
}

function shownTo(
  viewer: Viewer,
  rows: readonly RepeatedMeasuresRow[],
  visits: readonly string[],
  result: RepeatedMeasuresResult | RepeatedMeasuresRefusal,
): ModelOutcome {
  if (result.kind === 'not-fitted') return result
  const measured = rows.filter((row) => leftOutFor(row) === undefined)
  const isTold = (visit: string, arm: string) => {
    const at = visits.indexOf(visit)
    return tellsNoSmallGroup(
      measured.filter((row) => row.arm === arm && row.outcomes[at] !== null),
      viewer,
    )
  }
  const tellsLeftOut = LEFT_OUT.every((reason) =>
    tellsNoSmallGroup(
      rows.filter((row) => leftOutFor(row) === reason),
      viewer,
    ),
  )
  const isWhole = result.means.every(({ visit, arm }) => isTold(visit, arm))
  return {
    ...result,
    observations: isWhole ? result.observations : null,
    leftOut: tellsLeftOut ? result.leftOut : { withoutBaseline: null, withoutOutcome: null },
    means: result.means.map((mean) =>
      isTold(mean.visit, mean.arm) ? mean : { visit: mean.visit, arm: mean.arm, kind: 'withheld' },
    ),
    contrasts: result.contrasts.map((contrast) => {
      const { visit, arm, against } = contrast
      return isTold(visit, arm) && isTold(visit, against)
        ? contrast
        : { visit, arm, against, kind: 'withheld' }
    }),
  }
}
