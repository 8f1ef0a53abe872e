import type { BaselineRule } from '../../../surveys/study/definition.ts'
import type { Measures } from '../../../surveys/study/measures.ts'
import {
  compare,
  divide,
  multiply,
  type Rational,
  rational,
  subtract,
  toNumber,
} from '../../../surveys/values/rational.ts'
import type { VerdictReason } from '../../../web/api/schemas/verdict.ts'
import { daysBetween, isSameMetric } from '../../records/score/score-change.ts'
import { type ExactScore, scoreReader } from '../responder/score-reader.ts'
import { daysSinceLast } from '../responder/treatment-exposure.ts'
import type { Assessment, Course } from '../timeline/timeline.ts'
import { type Area, areaUnder } from './area-under-change.ts'
import { RELIABLE, type Reliability, reliableChangeIndex } from './reliable-change.ts'

/** One score, in the unit of the scale. Days are of 24 hours. */
export type TrajectoryPoint = {
  readonly timepoint: string
  readonly at: string
  /** Since the anchor: the first treatment, else the baseline. Negative before it. */
  readonly day: number
  /** Since the last treatment; `null` before the first. Scores just before the next treatment are at the trough. */
  readonly daysSinceTreatment: number | null
  readonly late: boolean
  readonly value: number
  /** Follow-up less baseline. `null` at and without the baseline, and between what is not of one metric. */
  readonly change: number | null
  /** Of the baseline; `null` too at a baseline of 0. */
  readonly percentChange: number | null
  /** In standard errors of a difference, positive is better; `null` where no reliability is known. */
  readonly reliableChange: number | null
  readonly reliably: 'better' | 'worse' | 'unchanged' | null
}

export type Trajectory = {
  readonly measure: string
  readonly baselineRule: BaselineRule
  readonly baseline: TrajectoryPoint | null
  /** In time order, without the baseline. */
  readonly points: readonly TrajectoryPoint[]
  /** Nearest to no complaint, and farthest from it, after the baseline; of several the first. */
  readonly best: TrajectoryPoint | null
  readonly worst: TrajectoryPoint | null
  /** Between every two treatments the last score, where the effect is weakest. */
  readonly troughs: readonly TrajectoryPoint[]
  /** Of the change over time from the baseline on; `null` without a baseline or a point after it. */
  readonly area: Area | null
  /** Follow-ups that have no score, with the reason. */
  readonly missing: readonly { readonly timepoint: string; readonly reason: VerdictReason }[]
}

/**
 * A participant's scores of one measure over time, with change from baseline. Differences and percentages are exact
 * fractions, turned into numbers at the end.
 *
 * @param name a score, `instrument/scale`, or a domain
 * @param baselineRule `last-before-treatment`: the study's baseline as long as there is no treatment
 */
export function trajectoryOf(
  course: Course,
  name: string,
  measures: Measures,
  {
    baselineRule = 'baseline-timepoint',
    reliability,
  }: { baselineRule?: BaselineRule; reliability?: Reliability } = {},
): Trajectory {
  const reader = scoreReader(name, measures, true)
  const better = reader.measure?.direction === 'higher-is-worse' ? -1 : 1
  const assessed = [...(course.baseline ? [course.baseline] : []), ...course.followUps]
    .map((assessment) => ({ assessment, score: reader.at(assessment) }))
    .sort((a, b) => (a.assessment.at < b.assessment.at ? -1 : 1))
  const scored = assessed.flatMap(({ assessment, score }) =>
    'reason' in score ? [] : [{ assessment, score }],
  )
  const [firstTreatment] = course.treatedAt
  const from =
    baselineRule === 'last-before-treatment' && firstTreatment !== undefined
      ? scored.findLast(({ assessment }) => assessment.at < firstTreatment)
      : scored.find(({ assessment }) => assessment === course.baseline)
  const anchor = firstTreatment ?? from?.assessment.at ?? scored[0]?.assessment.at ?? ''

  const pointOf = ({ assessment, score }: { assessment: Assessment; score: ExactScore }): TrajectoryPoint => {
    const change = from && from.assessment !== assessment ? changeOf(from.score, score) : null
    const index = change && reliability ? better * reliableChangeIndex(toNumber(change), reliability) : null
    const percent = change && from ? percentOf(change, from.score.value) : null
    return {
      ...{ timepoint: assessment.timepoint, at: assessment.at, late: assessment.late },
      day: daysBetween(anchor, assessment.at),
      daysSinceTreatment: daysSinceLast(course.treatedAt, assessment.at),
      value: toNumber(score.value),
      change: change && toNumber(change),
      percentChange: percent && toNumber(percent),
      reliableChange: index,
      reliably:
        index === null ? null : index > RELIABLE ? 'better' : index < -RELIABLE ? 'worse' : 'unchanged',
    }
  }
  const baseline = from ? pointOf(from) : null
  const later = scored.filter(({ assessment }) => assessment !== from?.assessment)
  const points = later.map(pointOf)
  const after = baseline === null ? later : later.filter(({ assessment }) => assessment.at > baseline.at)
  const ranked = (sign: 1 | -1) =>
    after.reduce<(typeof after)[number] | undefined>((best, one) => {
      return best === undefined || sign * better * compare(one.score.value, best.score.value) > 0 ? one : best
    }, undefined)
  const place = (one: (typeof after)[number] | undefined) => (one ? pointOf(one) : null)
  return {
    measure: reader.measure?.name ?? name,
    ...{ baselineRule, baseline, points },
    ...{ best: place(ranked(1)), worst: place(ranked(-1)) },
    troughs: troughsOf(points, course.treatedAt),
    area:
      baseline &&
      areaUnder(
        points.filter(({ at, change }) => at > baseline.at && change !== null),
        baseline,
      ),
    missing: assessed.flatMap(({ assessment: { timepoint }, score }) =>
      'reason' in score ? [{ timepoint, reason: score.reason }] : [],
    ),
  }
}

function changeOf(from: ExactScore, to: ExactScore): Rational | null {
  return isSameMetric(from.stored, to.stored) ? subtract(to.value, from.value) : null
}

function percentOf(change: Rational, of: Rational): Rational | null {
  return of.numerator === 0 ? null : multiply(divide(change, of), rational(100))
}

function troughsOf(points: readonly TrajectoryPoint[], treatedAt: readonly string[]): TrajectoryPoint[] {
  return treatedAt.slice(1).flatMap((next, place) => {
    const from = treatedAt[place] as string
    const last = points.findLast(({ at }) => at >= from && at < next)
    return last ? [last] : []
  })
}
