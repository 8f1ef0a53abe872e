import { formatRef } from '../../../surveys/instrument/vocabulary.ts'
import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import type { Measure, Measures } from '../../../surveys/study/measures.ts'
import type { TrajectoryPoint } from '../../../web/api/participants/trajectory-point.ts'
import type {
  CourseCycle,
  CourseMeasure,
  CourseReply,
} from '../../../web/api/participants/treatment-courses.ts'
import { buildCourseTimeline, type CourseTimeline, mergeBaseline } from '../course/course-timeline.ts'
import { listCourses } from '../course/courses.ts'
import { createResponderEvaluator } from '../responder/responder-evaluator.ts'
import { createScoreReader } from '../responder/score-reader.ts'
import { countDaysSinceLast } from '../responder/treatment-exposure.ts'
import type { Timeline } from '../timeline/timeline.ts'
import { computeResponseOverTime } from './response-over-time.ts'
import { computeTrajectory } from './score-trajectory.ts'

/**
 * A participant's courses of treatment: first and later ones, each with its own baseline, its scores with the time since the
 * last treatment, trough and peak of each treatment, and each definition's verdicts from the course's baseline. Days of a
 * course count from its first treatment.
 */
export function computeCourses(
  study: Pick<StudyDefinition, 'courses' | 'responderDefinitions' | 'reliability'>,
  measures: Measures,
  whole: Timeline,
): readonly CourseReply[] {
  return listCourses(whole, study.courses).map((course) => {
    const own = buildCourseTimeline(whole, course, study.courses)
    const baseline = mergeBaseline(own.before)
    const [startedAt] = course.treatedAt
    return {
      number: course.number,
      ...{ startedAt, lastTreatmentAt: course.treatedAt.at(-1) ?? startedAt, until: course.until },
      treatments: course.treatedAt.length,
      measures: [...new Set(measures.values())].flatMap(
        (measure) => computeCourseMeasure(study, measures, measure, own, whole.treatedAt) ?? [],
      ),
      definitions: study.responderDefinitions.map((definition) => ({
        definition: formatRef(definition),
        ...{ hash: definition.hash, evidence: definition.evidence },
        verdicts: computeResponseOverTime(
          { ...own.timeline, baseline },
          createResponderEvaluator(definition, measures),
        ).verdicts.map(({ timepoint, at, day, ...verdict }) => ({
          ...{ timepoint, at, day, result: verdict.result },
          reasons: verdict.result === 'not-assessable' ? verdict.reasons : [],
        })),
      })),
    }
  })
}

/** `undefined` of a score that there is not. @param treatedAt of all courses */
function computeCourseMeasure(
  { reliability }: Pick<StudyDefinition, 'reliability'>,
  measures: Measures,
  { name, direction }: Measure,
  { before, timeline }: CourseTimeline,
  treatedAt: readonly string[],
): CourseMeasure | undefined {
  const reader = createScoreReader(name, measures, true)
  const from = before.findLast((point) => !('reason' in reader.readScore(point)))
  const known = reliability[name]
  const { baseline, points } = computeTrajectory(
    { ...timeline, baseline: from && { ...from, standing: 'answered' } },
    name,
    measures,
    known ? { reliability: known } : {},
  )
  if (baseline === null && points.length === 0) return undefined
  // Of a later course, the last treatment before its baseline is one of the course before.
  const first = baseline && { ...baseline, daysSinceTreatment: countDaysSinceLast(treatedAt, baseline.at) }
  return {
    ...{ measure: name, baseline: first, points },
    cycles: listCycles(timeline.treatedAt, first, points, direction),
  }
}

function listCycles(
  treatedAt: readonly string[],
  baseline: TrajectoryPoint | null,
  points: readonly TrajectoryPoint[],
  direction: Measure['direction'],
): CourseCycle[] {
  const better = direction === 'higher-is-better' ? 1 : -1
  return treatedAt.map((at, place) => {
    const [previous, next] = [treatedAt[place - 1], treatedAt[place + 1]]
    const between = points.filter((point) => point.at >= at && (next === undefined || point.at < next))
    return {
      treatedAt: at,
      trough:
        previous === undefined
          ? baseline
          : (points.findLast((point) => point.at >= previous && point.at < at) ?? null),
      peak: between.reduce<TrajectoryPoint | null>(
        (best, one) => (best === null || better * (one.value - best.value) > 0 ? one : best),
        null,
      ),
    }
  })
}
