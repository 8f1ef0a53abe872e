import type { Temporal } from 'temporal-polyfill'
import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { type Assignment, stateAt } from '../../assignment/assignment.ts'
import { type ScoreSheet, scoreName } from '../../score/score.ts'
import type { Assessment, Course } from './judge.ts'

/** A participant's course as it stands at an instant, from their assignments and score sheets. Cancelled assignments are no part of it. */
export function courseOf(
  study: StudyDefinition,
  assignments: readonly Assignment[],
  sheets: readonly ScoreSheet[],
  now: Temporal.Instant,
): Course {
  const byTimepoint = new Map(sheets.map((sheet) => [sheet.timepoint, sheet]))
  const assessments = assignments
    .filter(({ progress }) => progress !== 'cancelled')
    .map((assignment) => assess(assignment, byTimepoint.get(assignment.timepoint), now))
    .sort((a, b) => (a.at < b.at ? -1 : 1))
  return {
    baseline: assessments.find(({ timepoint }) => timepoint === study.baseline),
    followUps: assessments.filter(({ timepoint }) => timepoint !== study.baseline),
  }
}

function assess(assignment: Assignment, sheet: ScoreSheet | undefined, now: Temporal.Instant): Assessment {
  const { timepoint, dueAt } = assignment
  if (sheet)
    return {
      timepoint,
      at: sheet.answeredAt,
      standing: 'answered',
      scores: new Map(sheet.scores.map((score) => [scoreName(score), score])),
    }
  const standing = stateAt(assignment, now) === 'missed' ? 'missed' : 'awaited'
  return { timepoint, at: dueAt, standing, scores: new Map() }
}
