import { type Domain, formatRef } from '../../../surveys/instrument/vocabulary.ts'
import type { BaselineRule, StudyDefinition } from '../../../surveys/study/definition.ts'
import type { Measures } from '../../../surveys/study/measures.ts'
import type {
  MeasureTrajectory,
  TimedEvent,
  TrajectoryReply,
  TreatmentCapStatus,
} from '../../../web/api/participants/trajectory.ts'
import { parseParticipantSite } from '../../platform/core/scope.ts'
import { findStateAtIso } from '../../records/assessment/assessment.ts'
import { createResponderEvaluator } from '../responder/responder-evaluator.ts'
import { filterAsOf, type StoredRows } from '../timeline/as-of.ts'
import { buildTimeline, findSiteTimeZone, type Timeline, type TimelineRows } from '../timeline/timeline.ts'
import { findNearestInWindow } from './analysis-window.ts'
import { computeCourses } from './course-clock.ts'
import { minimalDetectableChange } from './reliable-change.ts'
import { computeResponseOverTime, type EventTime } from './response-over-time.ts'
import { computeTrajectory } from './score-trajectory.ts'
import { countTreatmentsInPeriod } from './treatment-cap.ts'

/**
 * Pure. Windows that had not opened by the instant are left out. Change follows the baseline rule; definitions are judged
 * from the study's baseline, as they are everywhere, and without the spread of other participants' baselines.
 *
 * @param rows of the participant alone, with their histories
 * @param asOf ISO instant with milliseconds
 * @param baselineRule the study's own where it is left out
 */
export function computeParticipantTrajectory(
  study: StudyDefinition,
  measures: Measures,
  { participant, ...rows }: StoredRows & { readonly participant: string },
  { asOf, baselineRule = study.baselineRule }: { asOf: string; baselineRule?: BaselineRule | undefined },
): TrajectoryReply {
  const known = filterAsOf(rows, asOf)
  const opened = known.assessments.filter((assessment) => findStateAtIso(assessment, asOf) !== 'scheduled')
  const timeZone = findSiteTimeZone(study, parseParticipantSite(participant))
  const timeline = buildTimeline(study, { ...known, assessments: opened }, asOf, timeZone)
  return {
    ...{ study: study.id, studyVersion: study.version, participant, asOf, baselineRule },
    firstTreatmentAt: timeline.treatedAt[0] ?? null,
    treatments: compareWithCap(study, known, asOf, timeZone),
    measures: computeMeasuresOverTime(study, measures, timeline, baselineRule),
    definitions: study.responderDefinitions.map((definition) => {
      const { verdicts, ...times } = computeResponseOverTime(
        timeline,
        createResponderEvaluator(definition, measures),
      )
      return {
        definition: formatRef(definition),
        hash: definition.hash,
        evidence: definition.evidence,
        verdicts: verdicts.map(({ timepoint, at, day, ...verdict }) => ({
          ...{ timepoint, at, day, result: verdict.result },
          reasons: verdict.result === 'not-assessable' ? verdict.reasons : [],
        })),
        toResponse: formatTimedEvent(times.toResponse),
        durationOfResponse: formatTimedEvent(times.durationOfResponse),
        toLoss: formatTimedEvent(times.toLoss),
      }
    }),
    courses: computeCourses(study, measures, timeline),
  }
}

/** Every score that stands for a domain, and every other one that was given at least once, in the order of the batteries. */
function computeMeasuresOverTime(
  study: StudyDefinition,
  measures: Measures,
  timeline: Timeline,
  baselineRule: BaselineRule,
): MeasureTrajectory[] {
  return [...new Set(measures.values())].flatMap((measure) => {
    const { name, unit, direction } = measure
    const reliability = study.reliability[name]
    const trajectory = computeTrajectory(timeline, name, measures, {
      baselineRule,
      ...(reliability && { reliability }),
    })
    const domains = Object.entries(study.domains).flatMap(([domain, score]) =>
      score === name ? [domain as Domain] : [],
    )
    const isGiven = trajectory.baseline !== null || trajectory.points.length > 0
    if (domains.length === 0 && !isGiven) return []
    return [
      {
        ...trajectory,
        ...{ domains, unit, direction },
        windows: study.analysisWindows.map(({ id: window, ...days }) => ({
          window,
          point: findNearestInWindow(trajectory.points, days) ?? null,
        })),
        reliability: reliability
          ? {
              ...reliability,
              mdc95: minimalDetectableChange(reliability),
              mdc90: minimalDetectableChange(reliability, 0.9),
            }
          : null,
      },
    ]
  })
}

function compareWithCap(
  { treatmentCap }: StudyDefinition,
  { treatments }: TimelineRows,
  asOf: string,
  timeZone: string,
): TreatmentCapStatus {
  const given = treatments
    .filter(({ voided }) => !voided)
    .filter(({ kind }) => treatmentCap === undefined || kind === treatmentCap.treatment)
    .map(({ givenAt }) => givenAt)
  const { most, ...count } = countTreatmentsInPeriod(
    { treatedAt: given, timeZone },
    asOf,
    treatmentCap?.most ?? null,
    treatmentCap?.withinDays,
  )
  if (!treatmentCap || most === null) return { ...count, cap: null }
  const { treatment, evidence, source } = treatmentCap
  return { ...count, cap: { treatment, most, evidence, source } }
}

function formatTimedEvent(time: EventTime | null): TimedEvent {
  if (time === null) return null
  return time.event
    ? { kind: 'event', after: time.after, by: time.days }
    : { kind: 'censored', until: time.days }
}
