import type { BaselineRule } from '../../../surveys/study/definition.ts'
import type { Measures } from '../../../surveys/study/measures.ts'
import {
  compare,
  createRational,
  divide,
  multiply,
  type Rational,
  subtract,
  toNumber,
} from '../../../surveys/values/rational.ts'
import type { MeasureTrajectory } from '../../../web/api/participants/trajectory.ts'
import type { TrajectoryPoint } from '../../../web/api/participants/trajectory-point.ts'
import { countDays, isSameMetric } from '../../records/score/score-change.ts'
import { createScoreReader, type ExactScore } from '../responder/score-reader.ts'
import { countDaysSinceLast } from '../responder/treatment-exposure.ts'
import type { Timeline, TimelinePoint } from '../timeline/timeline.ts'
import { areaUnderChange } from './area-under-change.ts'
import { RELIABLE_CHANGE_CRITERION, type Reliability, reliableChangeIndex } from './reliable-change.ts'

/** A score over time, before the study's windows and reliability are added. */
export type Trajectory = Omit<MeasureTrajectory, 'domains' | 'unit' | 'direction' | 'windows' | 'reliability'>

/**
 * A participant's scores of one measure over time, with change from baseline. Differences and percentages are exact
 * fractions, turned into numbers at the end.
 *
 * @param name a score, `instrument/scale`, or a domain
 * @param baselineRule `last-before-treatment`: the study's baseline as long as there is no treatment
 */
export function computeTrajectory(
  timeline: Timeline,
  name: string,
  measures: Measures,
  {
    baselineRule = 'baseline-timepoint',
    reliability,
  }: { baselineRule?: BaselineRule; reliability?: Reliability } = {},
): Trajectory {
  const reader = createScoreReader(name, measures, true)
  const better = reader.measure?.direction === 'higher-is-worse' ? -1 : 1
  const read = [...(timeline.baseline ? [timeline.baseline] : []), ...timeline.followUps]
    .map((point) => ({ point, score: reader.readScore(point) }))
    .sort((a, b) => (a.point.at < b.point.at ? -1 : 1))
  const scored = read.flatMap(({ point, score }) => ('reason' in score ? [] : [{ point, score }]))
  const [firstTreatment] = timeline.treatedAt
  const from =
    baselineRule === 'last-before-treatment' && firstTreatment !== undefined
      ? scored.findLast(({ point }) => point.at < firstTreatment)
      : scored.find(({ point }) => point === timeline.baseline && point.standing === 'answered')
  const anchor = firstTreatment ?? from?.point.at ?? scored[0]?.point.at ?? ''

  const buildPoint = ({ point, score }: { point: TimelinePoint; score: ExactScore }): TrajectoryPoint => {
    const change = from && from.point !== point ? computeScoreChange(from.score, score) : null
    const index = change && reliability ? better * reliableChangeIndex(toNumber(change), reliability) : null
    const percent = change && from ? computePercent(change, from.score.value) : null
    return {
      ...{ timepoint: point.timepoint, at: point.at, late: point.late },
      day: countDays(anchor, point.at),
      daysSinceTreatment: countDaysSinceLast(timeline.treatedAt, point.at),
      value: toNumber(score.value),
      change: change && toNumber(change),
      percentChange: percent && toNumber(percent),
      reliableChange: index,
      reliably:
        index === null
          ? null
          : index > RELIABLE_CHANGE_CRITERION
            ? 'better'
            : index < -RELIABLE_CHANGE_CRITERION
              ? 'worse'
              : 'unchanged',
    }
  }
  const baseline = from ? buildPoint(from) : null
  const later = scored.filter(({ point }) => point !== from?.point)
  const points = later.map(buildPoint)
  const after = baseline === null ? later : later.filter(({ point }) => point.at > baseline.at)
  const findExtreme = (sign: 1 | -1) =>
    after.reduce<(typeof after)[number] | undefined>((best, one) => {
      return best === undefined || sign * better * compare(one.score.value, best.score.value) > 0 ? one : best
    }, undefined)
  const buildPointIfPresent = (one: (typeof after)[number] | undefined) => (one ? buildPoint(one) : null)
  return {
    measure: reader.measure?.name ?? name,
    ...{ baselineRule, baseline, points },
    ...{ best: buildPointIfPresent(findExtreme(1)), worst: buildPointIfPresent(findExtreme(-1)) },
    troughs: listTroughs(points, timeline.treatedAt),
    area:
      baseline &&
      areaUnderChange(
        points.filter(({ at, change }) => at > baseline.at && change !== null),
        baseline,
      ),
    missing: read.flatMap(({ point: { timepoint }, score }) =>
      'reason' in score ? [{ timepoint, reason: score.reason }] : [],
    ),
  }
}

function computeScoreChange(from: ExactScore, to: ExactScore): Rational | null {
  return isSameMetric(from.stored, to.stored) ? subtract(to.value, from.value) : null
}

function computePercent(change: Rational, of: Rational): Rational | null {
  return of.numerator === 0 ? null : multiply(divide(change, of), createRational(100))
}

function listTroughs(points: readonly TrajectoryPoint[], treatedAt: readonly string[]): TrajectoryPoint[] {
  return treatedAt.slice(1).flatMap((next, place) => {
    const from = treatedAt[place] as string
    const last = points.findLast(({ at }) => at >= from && at < next)
    return last ? [last] : []
  })
}
