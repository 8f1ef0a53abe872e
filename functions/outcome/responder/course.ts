import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { type Assignment, stateAtIso } from '../../assignment/assignment.ts'
import type { ScoreSheet, StoredScore } from '../../score/score.ts'
import type { Treatment } from '../../treatment/treatment.ts'

/** What is known of one participant at one timepoint. */
export type Assessment = {
  readonly timepoint: string
  /** When it was answered; for one that was not, when it was due. */
  readonly at: string
  readonly standing: 'answered' | 'missed' | 'awaited'
  /** Answered after it was due. */
  readonly late: boolean
  readonly scores: readonly StoredScore[]
}

/** A participant's baseline and follow-ups in time order, and when they were treated. */
export type Course = {
  readonly baseline: Assessment | undefined
  readonly followUps: readonly Assessment[]
  readonly treatedAt: readonly string[]
}

/** One participant's rows, or those of many. */
export type CourseRows = {
  readonly assignments: readonly Assignment[]
  /** Those in force. */
  readonly sheets: readonly ScoreSheet[]
  readonly treatments: readonly Treatment[]
}

const NOTHING: readonly never[] = []

/**
 * A participant's course as it stands at an instant. Cancelled assignments, and treatments that were taken back, are no part
 * of it.
 *
 * @param now ISO instant with milliseconds, so that text order is time order
 */
export function courseOf(study: StudyDefinition, rows: CourseRows, now: string): Course {
  let baseline: Assessment | undefined
  const followUps: Assessment[] = []
  for (const assignment of rows.assignments) {
    if (assignment.progress === 'cancelled') continue
    const { timepoint } = assignment
    const assessment = assess(assignment, sheetAt(rows.sheets, timepoint), now)
    if (timepoint === study.baseline) baseline = assessment
    else followUps.push(assessment)
  }
  followUps.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
  const treatedAt = rows.treatments.flatMap(({ givenAt, takenBack }) => (takenBack ? [] : [givenAt])).sort()
  return { baseline, followUps, treatedAt }
}

/** The courses of many, by participant, for those who have an assignment; in the order of their first one. */
export function coursesOf(study: StudyDefinition, rows: CourseRows, now: string): Map<string, Course> {
  const sheets = byParticipant(rows.sheets)
  const treatments = byParticipant(rows.treatments)
  const courses = new Map<string, Course>()
  for (const [participant, assignments] of byParticipant(rows.assignments)) {
    const own = {
      assignments,
      sheets: sheets.get(participant) ?? NOTHING,
      treatments: treatments.get(participant) ?? NOTHING,
    }
    courses.set(participant, courseOf(study, own, now))
  }
  return courses
}

/** Rows come from the table in the order of participants, so that most often a slice is somebody's whole. */
function byParticipant<Row extends { readonly participant: string }>(
  rows: readonly Row[],
): Map<string, readonly Row[]> {
  const groups = new Map<string, readonly Row[]>()
  for (let from = 0; from < rows.length; ) {
    const { participant } = rows[from] as Row
    let until = from + 1
    while (rows[until]?.participant === participant) until += 1
    const before = groups.get(participant)
    const slice = rows.slice(from, until)
    groups.set(participant, before ? [...before, ...slice] : slice)
    from = until
  }
  return groups
}

function sheetAt(sheets: readonly ScoreSheet[], timepoint: string): ScoreSheet | undefined {
  for (const sheet of sheets) if (sheet.timepoint === timepoint) return sheet
  return undefined
}

function assess(assignment: Assignment, sheet: ScoreSheet | undefined, now: string): Assessment {
  const { timepoint, dueAt } = assignment
  if (sheet) {
    const { answeredAt: at, scores } = sheet
    return { timepoint, at, standing: 'answered', late: at > dueAt, scores }
  }
  const standing = stateAtIso(assignment, now) === 'missed' ? 'missed' : 'awaited'
  return { timepoint, at: dueAt, standing, late: false, scores: NOTHING }
}
