import type { Temporal } from 'temporal-polyfill'
import type { Evidence } from '../../../surveys/instrument/vocabulary.ts'
import { refOf } from '../../../surveys/instrument/vocabulary.ts'
import type { Library } from '../../../surveys/library/library.ts'
import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { measuresFor } from '../../../surveys/study/measures.ts'
import { type Rational, toNumber } from '../../../surveys/values/rational.ts'
import type { StoredScore } from '../../../web/api/participants/scale-score.ts'
import type { VerdictReason } from '../../../web/api/schemas/verdict.ts'
import { isoOf } from '../../platform/core/clock.ts'
import { type Assignment, stateAt } from '../../records/assessment/assessment.ts'
import { type ScoreSheet, scoreName } from '../../records/score/score.ts'
import { changeFrom, daysSinceTreatment, percentChangeFrom } from '../../records/score/score-change.ts'
import type { Treatment } from '../../records/treatment/treatment.ts'
import { judgeOf } from '../responder/responder-evaluator.ts'
import { courseOf } from '../timeline/timeline.ts'

export type ScoredTimepoint = {
  readonly timepoint: string
  readonly answeredAt: string
  readonly late: boolean
  readonly daysSinceTreatment: number | null
  /** Made from the same answers by older algorithms; the newest first. */
  readonly superseded: readonly { readonly algorithm: string; readonly scores: readonly StoredScore[] }[]
  readonly scores: readonly (StoredScore & {
    readonly change: number | null
    readonly percentChange: number | null
  })[]
}

export type TimepointVerdict = {
  readonly definition: string
  readonly evidence: Evidence
  readonly timepoint: string
  readonly result: 'met' | 'not-met' | 'not-determinable'
  readonly reasons: readonly VerdictReason[]
}

/** One participant's scores in time order, with change from baseline, and a verdict per definition and follow-up that has opened. */
export function participantOutcome(
  study: StudyDefinition,
  library: Library,
  record: {
    assignments: readonly Assignment[]
    /** Those in force. */
    sheets: readonly ScoreSheet[]
    superseded?: readonly ScoreSheet[]
    treatments: readonly Treatment[]
  },
  now: Temporal.Instant,
): { timepoints: readonly ScoredTimepoint[]; verdicts: readonly TimepointVerdict[] } {
  const measures = measuresFor(study, library)
  const isAlike = (score: StoredScore) => measures.get(scoreName(score))?.isAlike(score.instrument) ?? true
  const baseline = new Map(
    record.sheets
      .find(({ timepoint }) => timepoint === study.baseline)
      ?.scores.filter(isAlike)
      .map((score) => [scoreName(score), score]),
  )
  const dueAt = new Map(record.assignments.map((assignment) => [assignment.timepoint, assignment.dueAt]))
  const timepoints = [...record.sheets]
    .sort((a, b) => (a.answeredAt < b.answeredAt ? -1 : 1))
    .map((sheet) => {
      const isBaseline = sheet.timepoint === study.baseline
      return {
        timepoint: sheet.timepoint,
        answeredAt: sheet.answeredAt,
        late: sheet.answeredAt > (dueAt.get(sheet.timepoint) ?? sheet.answeredAt),
        daysSinceTreatment: daysSinceTreatment(record.treatments, sheet.answeredAt),
        superseded: (record.superseded ?? [])
          .filter(({ timepoint }) => timepoint === sheet.timepoint)
          .map(({ scores }) => ({ algorithm: scores[0]?.algorithm ?? '', scores })),
        scores: sheet.scores.map((score) => {
          const from = isBaseline || !isAlike(score) ? undefined : baseline.get(scoreName(score))
          return {
            ...score,
            change: numberOrNull(changeFrom(from, score)),
            percentChange: numberOrNull(percentChangeFrom(from, score)),
          }
        }),
      }
    })
  const course = courseOf(study, record, isoOf(now))
  const judges = study.responderDefinitions.map((definition) => judgeOf(definition, measures))
  const opened = record.assignments
    .filter((assignment) => assignment.timepoint !== study.baseline)
    .filter((assignment) => !['scheduled', 'cancelled'].includes(stateAt(assignment, now)))
    .sort((a, b) => (a.dueAt < b.dueAt ? -1 : 1))
  const verdicts = opened.flatMap(({ timepoint }) =>
    study.responderDefinitions.flatMap((definition, index) => {
      const verdict = judges[index]?.(course, timepoint)
      if (!verdict) return []
      const reasons = verdict.result === 'not-determinable' ? verdict.reasons : []
      return {
        definition: refOf(definition),
        evidence: definition.evidence,
        timepoint,
        result: verdict.result,
        reasons,
      }
    }),
  )
  return { timepoints, verdicts }
}

function numberOrNull(value: Rational | null): number | null {
  return value && toNumber(value)
}
