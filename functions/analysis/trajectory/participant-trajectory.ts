import { type Domain, type Evidence, formatRef } from '../../../surveys/instrument/vocabulary.ts'
import type { BaselineRule, ScoreReliability, StudyDefinition } from '../../../surveys/study/definition.ts'
import type { Measure, Measures } from '../../../surveys/study/measures.ts'
import type { VerdictReason } from '../../../web/api/schemas/verdict.ts'
import { findStateAtIso } from '../../records/assessment/assessment.ts'
import { createResponderEvaluator } from '../responder/responder-evaluator.ts'
import { filterAsOf, type StoredRows } from '../timeline/as-of.ts'
import { buildTimeline, type Timeline, type TimelineRows } from '../timeline/timeline.ts'
import { findNearestInWindow } from './analysis-window.ts'
import { minimalDetectableChange } from './reliable-change.ts'
import { computeResponseOverTime, type EventTime } from './response-over-time.ts'
import { computeTrajectory, type Trajectory, type TrajectoryPoint } from './score-trajectory.ts'
import { countTreatmentsInPeriod, type TreatmentCount } from './treatment-cap.ts'

/** One participant's response over time, as it was known at an instant: the same instant gives the same bytes. */
export type ParticipantTrajectory = {
  readonly study: string
  readonly studyVersion: string
  readonly participant: string
  readonly asOf: string
  readonly baselineRule: BaselineRule
  /** What days count from; without a treatment from the baseline. */
  readonly firstTreatmentAt: string | null
  readonly treatments: TreatmentCapStatus
  readonly measures: readonly MeasureTrajectory[]
  readonly definitions: readonly DefinitionTrajectory[]
}

/** Up to the instant. Of every kind, and within a year, where the study sets no cap. */
export type TreatmentCapStatus = Omit<TreatmentCount, 'most'> & {
  readonly cap: {
    readonly treatment: string
    readonly most: number
    readonly evidence: Evidence
    readonly source: string
  } | null
}

export type MeasureTrajectory = Trajectory & {
  /** Those that the score measures in this study. */
  readonly domains: readonly Domain[]
  readonly unit: Measure['unit']
  readonly direction: Measure['direction']
  /** By the study's analysis windows: the score of each that is nearest to its target; `null` where there is none. */
  readonly windows: readonly { readonly window: string; readonly point: TrajectoryPoint | null }[]
  /** `null` where the study knows of none; then no change is said to be more than error, or less. */
  readonly reliability: (ScoreReliability & { readonly mdc95: number; readonly mdc90: number }) | null
}

/** Days of 24 hours. An event happened after `after` and no later than `by`; what is censored had not happened by `until`. */
export type TimedEvent =
  | { readonly kind: 'event'; readonly after: number; readonly by: number }
  | { readonly kind: 'censored'; readonly until: number }

export type DefinitionTrajectory = {
  readonly definition: string
  readonly hash: string
  readonly evidence: Evidence
  readonly verdicts: readonly {
    readonly timepoint: string
    readonly at: string
    readonly day: number
    readonly result: 'met' | 'not-met' | 'not-assessable'
    readonly reasons: readonly VerdictReason[]
  }[]
  readonly toResponse: TimedEvent | null
  readonly durationOfResponse: TimedEvent | null
  readonly toLoss: TimedEvent | null
}

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
): ParticipantTrajectory {
  const known = filterAsOf(rows, asOf)
  const opened = known.assessments.filter((assessment) => findStateAtIso(assessment, asOf) !== 'scheduled')
  const timeline = buildTimeline(study, { ...known, assessments: opened }, asOf)
  return {
    ...{ study: study.id, studyVersion: study.version, participant, asOf, baselineRule },
    firstTreatmentAt: timeline.treatedAt[0] ?? null,
    treatments: compareWithCap(study, known, asOf),
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
): TreatmentCapStatus {
  const given = treatments
    .filter(({ voided }) => !voided)
    .filter(({ kind }) => treatmentCap === undefined || kind === treatmentCap.treatment)
    .map(({ givenAt }) => givenAt)
  const { most, ...count } = countTreatmentsInPeriod(
    given,
    asOf,
    treatmentCap?.most ?? null,
    treatmentCap?.withinDays,
  )
  if (!treatmentCap || most === null) return { ...count, cap: null }
  const { treatment, evidence, source } = treatmentCap
  return { ...count, cap: { treatment, most, evidence, source } }
}

function formatTimedEvent(time: EventTime | null): TimedEvent | null {
  if (time === null) return null
  return time.event
    ? { kind: 'event', after: time.after, by: time.days }
    : { kind: 'censored', until: time.days }
}
