import { formatRef } from '../../../surveys/instrument/vocabulary.ts'
import type { Instruments } from '../../../surveys/library/library.ts'
import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { buildStudyMeasures } from '../../../surveys/study/measures.ts'
import { type Rational, toNumber } from '../../../surveys/values/rational.ts'
import type { ScoresReply } from '../../../web/api/analyses/responder-rate.ts'
import type { StoredScore } from '../../../web/api/participants/scale-score.ts'
import { formatIso, type Moment } from '../../platform/core/clock.ts'
import { type Assessment, findState } from '../../records/assessment/assessment.ts'
import { formatScoreName, type ScoreSheet } from '../../records/score/score.ts'
import {
  computeMeanChange,
  computePercentChange,
  countDaysSinceTreatment,
} from '../../records/score/score-change.ts'
import type { Treatment } from '../../records/treatment/treatment.ts'
import { createResponderEvaluator } from '../responder/responder-evaluator.ts'
import { buildTimeline, findSiteTimeZone } from '../timeline/timeline.ts'

export type ScoredTimepoint = ScoresReply['timepoints'][number]

/** One participant's scores in time order, with change from baseline, and a verdict per definition and follow-up that has opened. */
export function computeParticipantScores(
  study: StudyDefinition,
  library: Instruments,
  record: {
    assessments: readonly Assessment[]
    /** Those in force. */
    sheets: readonly ScoreSheet[]
    superseded?: readonly ScoreSheet[]
    treatments: readonly Treatment[]
  },
  now: Moment,
): Pick<ScoresReply, 'timepoints' | 'verdicts'> {
  const measures = buildStudyMeasures(study, library)
  const isSameTimepoint = (score: StoredScore) =>
    measures.get(formatScoreName(score))?.isAlike(score.instrument) ?? true
  const [first] = record.assessments
  const timeline = buildTimeline(study, record, formatIso(now), findSiteTimeZone(study, first?.site ?? ''))
  const baseline = new Map(
    (timeline.baseline?.standing === 'answered' ? timeline.baseline.scores : [])
      .filter(isSameTimepoint)
      .map((score) => [formatScoreName(score), score]),
  )
  const dueAt = new Map(record.assessments.map((assessment) => [assessment.timepoint, assessment.dueAt]))
  const closed = new Set(
    record.assessments.flatMap((one) => (findState(one, now) === 'partly-answered' ? [one.timepoint] : [])),
  )
  const timepoints = record.sheets
    // A window that was closed on it may have opened again.
    .filter((sheet) => !sheet.notSubmitted || closed.has(sheet.timepoint))
    .sort((a, b) => (a.answeredAt < b.answeredAt ? -1 : 1))
    .map((sheet) => {
      const isBaseline = sheet.timepoint === study.baseline
      const isLeftOut = sheet.notSubmitted !== undefined && study.unsubmittedAnswers !== 'counted'
      return {
        timepoint: sheet.timepoint,
        answeredAt: sheet.answeredAt,
        submitted: sheet.notSubmitted === undefined,
        late: sheet.answeredAt > (dueAt.get(sheet.timepoint) ?? sheet.answeredAt),
        daysSinceTreatment: countDaysSinceTreatment(record.treatments, sheet.answeredAt),
        superseded: (record.superseded ?? [])
          .filter(({ timepoint }) => timepoint === sheet.timepoint)
          .map(({ scores }) => ({ algorithm: scores[0]?.algorithm ?? '', scores })),
        scores: sheet.scores.map((score) => {
          const from =
            isBaseline || isLeftOut || !isSameTimepoint(score)
              ? undefined
              : baseline.get(formatScoreName(score))
          return {
            ...score,
            change: toNumberOrNull(computeMeanChange(from, score)),
            percentChange: toNumberOrNull(computePercentChange(from, score)),
          }
        }),
      }
    })
  const evaluators = study.responderDefinitions.map((definition) =>
    createResponderEvaluator(definition, measures),
  )
  const opened = record.assessments
    .filter((assessment) => assessment.timepoint !== study.baseline)
    .filter((assessment) => !['scheduled', 'cancelled'].includes(findState(assessment, now)))
    .sort((a, b) => (a.dueAt < b.dueAt ? -1 : 1))
  const verdicts = opened.flatMap(({ timepoint }) =>
    study.responderDefinitions.flatMap((definition, index) => {
      const verdict = evaluators[index]?.(timeline, timepoint)
      if (!verdict) return []
      const reasons = verdict.result === 'not-assessable' ? verdict.reasons : []
      return {
        definition: formatRef(definition),
        evidence: definition.evidence,
        timepoint,
        result: verdict.result,
        reasons,
      }
    }),
  )
  return { timepoints, verdicts }
}

function toNumberOrNull(value: Rational | null): number | null {
  return value && toNumber(value)
}
