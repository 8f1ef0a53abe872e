import { formatRef, pickText } from '../../../surveys/instrument/vocabulary.ts'
import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import type { Measures } from '../../../surveys/study/measures.ts'
import type { TrajectoryPoint } from '../../../web/api/participants/trajectory-point.ts'
import type { CourseMeasure, CourseReply } from '../../../web/api/participants/treatment-courses.ts'
import type { CourseMeasureView, CourseScore, CoursesView, Named } from '../../../web/console/index.ts'

/** How courses are named. */
type Words = {
  readonly measures: Measures
  readonly locale: string
  readonly buildTitle: (timepoint: string) => Named
}

/** Courses in the console's words: the scores of the study's domains, or all of them where it names none. */
export function buildCoursesView(
  { courses: rule, domains, responderDefinitions }: StudyDefinition,
  courses: readonly CourseReply[],
  { measures, locale, buildTitle }: Words,
): CoursesView {
  const ofDomains = new Set(Object.values(domains))
  const titles = new Map<string, string>(
    responderDefinitions.map((one) => [formatRef(one), pickText(one.title, locale)]),
  )
  return {
    ...rule,
    courses: courses.map(({ number, startedAt, lastTreatmentAt, treatments, ...course }) => ({
      ...{ number, startedAt, lastTreatmentAt, treatments },
      measures: course.measures
        .filter(({ measure }) => ofDomains.size === 0 || ofDomains.has(measure))
        .map((one) =>
          buildMeasure(one, pickText(measures.get(one.measure)?.title, locale) || one.measure, buildTitle),
        ),
      responses: course.definitions.map(({ definition, verdicts }) => ({
        definition: titles.get(definition) ?? definition,
        verdicts: verdicts.map(({ timepoint, result }) => ({
          ...{ timepoint: buildTitle(timepoint), verdict: result },
        })),
      })),
    })),
  }
}

function buildMeasure(
  { baseline, points, cycles }: CourseMeasure,
  title: string,
  buildTitle: Words['buildTitle'],
): CourseMeasureView {
  const buildScore = (point: TrajectoryPoint | null): CourseScore | null =>
    point && { timepoint: buildTitle(point.timepoint), value: point.value }
  const latest = points.at(-1)
  return {
    title,
    baseline: buildScore(baseline),
    latest: latest
      ? {
          ...{ timepoint: buildTitle(latest.timepoint), value: latest.value, change: latest.change },
          ...{ percentChange: latest.percentChange, daysSinceTreatment: latest.daysSinceTreatment },
        }
      : null,
    cycles: cycles.map(({ treatedAt, trough, peak }) => ({
      ...{ treatedAt, trough: buildScore(trough), peak: buildScore(peak) },
    })),
  }
}
