import { toNumber } from '../../../surveys/rational.ts'
import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import type { Measures } from '../../../surveys/study/measures.ts'
import type { Cohort, CohortParticipant } from '../cohort.ts'
import type { Viewer } from '../disclosure.ts'
import { scoreReader } from '../responder/score-reader.ts'
import { type RepeatedMeasuresRow, repeatedMeasures } from './data.ts'
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
  | (Omit<RepeatedMeasuresResult, 'means' | 'contrasts'> & {
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
  readonly model: ModelOutcome
}

const METHOD =
  'mixed model for repeated measures (REML): visit × arm, baseline × visit, site; missing at random is assumed'
/** Of a study that allocates nobody. */
const EVERYBODY = 'everybody'

/**
 * The mixed model of one measure over a study's follow-ups.
 * @param name `instrument/scale` or a domain of the study
 */
export function cohortModel(
  cohort: Cohort,
  { study, measures, measure: name }: { study: StudyDefinition; measures: Measures; measure: string },
  viewer: Viewer,
  options: RepeatedMeasuresOptions = {},
): CohortModel {
  const visits = visitsOf(study, cohort)
  const arms = study.arms.length > 0 ? study.arms.map(({ id }) => id) : [EVERYBODY]
  const rows = cohort.sites.flatMap(({ participants }) =>
    participants.flatMap((one) => {
      const row = rowOf(one, visits, name, measures)
      return arms.includes(row.arm) ? [row] : []
    }),
  )
  const names = { visits, arms, sites: cohort.sites.map(({ site }) => site) }
  const result = fitRepeatedMeasures(repeatedMeasures(names, rows), options)
  return {
    ...{ study: study.id, studyVersion: study.version, asOf: cohort.asOf, minimumCell: viewer.minimumCell },
    ...{ measure: measures.get(name)?.name ?? name, method: METHOD },
    model: shownTo(viewer, rows, visits, result),
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

function shownTo(
  { sites, minimumCell }: Viewer,
  rows: readonly RepeatedMeasuresRow[],
  visits: readonly string[],
  result: RepeatedMeasuresResult | RepeatedMeasuresRefusal,
): ModelOutcome {
  const others = rows.filter((row) => !sites.includes(row.site) && Number.isFinite(row.baseline))
  const isSmall = (count: number) => count > 0 && count < minimumCell
  if (isSmall(others.filter(({ outcomes }) => outcomes.some((one) => one !== null)).length))
    return { kind: 'withheld' }
  if (result.kind === 'not-fitted') return result
  const measured = (visit: string, arm: string) =>
    others.filter((row) => row.arm === arm && row.outcomes[visits.indexOf(visit)] !== null).length
  return {
    ...result,
    means: result.means.map((mean) =>
      isSmall(measured(mean.visit, mean.arm)) ? { visit: mean.visit, arm: mean.arm, kind: 'withheld' } : mean,
    ),
    contrasts: result.contrasts.map((contrast) => {
      const { visit, arm, against } = contrast
      return isSmall(measured(visit, arm)) || isSmall(measured(visit, against))
        ? { visit, arm, against, kind: 'withheld' }
        : contrast
    }),
  }
}
