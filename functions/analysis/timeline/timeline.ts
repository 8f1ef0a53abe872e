import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import type { MissedReason } from '../../../web/api/participants/missed-reasons.ts'
import type { StoredScore } from '../../../web/api/participants/scale-score.ts'
import { type Assignment, stateAtIso } from '../../records/assessment/assessment.ts'
import type { ScoreSheet } from '../../records/score/score.ts'
import type { Treatment } from '../../records/treatment/treatment.ts'

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

/** An assignment as far as outcomes look at it: nothing of it that could be told of a past instant no more. */
export type KnownAssignment = Pick<
  Assignment,
  'participant' | 'timepoint' | 'opensAt' | 'dueAt' | 'closesAt' | 'progress' | 'startedAt' | 'completedAt'
> & {
  /** Why it was missed or answered late, as far as it was recorded. */
  readonly missedReason?: MissedReason
}

/** One participant's rows, or those of many. */
export type CourseRows = {
  readonly assignments: readonly KnownAssignment[]
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

/** What is known of one of many, and the assignments that it was made of. */
export type CourseOfOne = {
  readonly participant: string
  readonly assignments: readonly KnownAssignment[]
  readonly course: Course
}

/**
 * The courses of everybody who has an assignment, in the order of the participants' ids. Each is made when it is come to, so
 * that a cohort takes no more memory than its rows.
 */
export function* eachCourse(study: StudyDefinition, rows: CourseRows, now: string): Generator<CourseOfOne> {
  const sheetsOf = walk(rows.sheets)
  const treatmentsOf = walk(rows.treatments)
  const all = inOrder(rows.assignments)
  for (let from = 0; from < all.length; ) {
    const { participant } = all[from] as KnownAssignment
    const until = endOf(all, from)
    const assignments = all.slice(from, until)
    const own = { assignments, sheets: sheetsOf(participant), treatments: treatmentsOf(participant) }
    yield { participant, assignments, course: courseOf(study, own, now) }
    from = until
  }
}

/** Everybody's baseline alone. */
export function baselinesOf(study: StudyDefinition, rows: CourseRows, now: string): Assessment[] {
  const sheets = new Map<string, ScoreSheet>()
  for (const sheet of rows.sheets)
    if (sheet.timepoint === study.baseline) sheets.set(sheet.participant, sheet)
  const baselines: Assessment[] = []
  for (const assignment of rows.assignments)
    if (assignment.timepoint === study.baseline && assignment.progress !== 'cancelled')
      baselines.push(assess(assignment, sheets.get(assignment.participant), now))
  return baselines
}

type OfParticipant = { readonly participant: string }

/** The rows of one participant after the other, asked for in the order of their ids. */
function walk<Row extends OfParticipant>(rows: readonly Row[]): (participant: string) => readonly Row[] {
  const all = inOrder(rows)
  let at = 0
  return (participant) => {
    while (at < all.length && (all[at] as Row).participant < participant) at += 1
    if (all[at]?.participant !== participant) return NOTHING
    const from = at
    at = endOf(all, from)
    return all.slice(from, at)
  }
}

/** Where the rows of the participant at `from` end. */
function endOf(rows: readonly OfParticipant[], from: number): number {
  const { participant } = rows[from] as OfParticipant
  let until = from + 1
  while (rows[until]?.participant === participant) until += 1
  return until
}

/** Rows come from the table in the order of participants: seldom is anything sorted. */
function inOrder<Row extends OfParticipant>(rows: readonly Row[]): readonly Row[] {
  const ascends = rows.every((row, at) => at === 0 || (rows[at - 1] as Row).participant <= row.participant)
  return ascends
    ? rows
    : [...rows].sort((a, b) => (a.participant < b.participant ? -1 : a.participant > b.participant ? 1 : 0))
}

function sheetAt(sheets: readonly ScoreSheet[], timepoint: string): ScoreSheet | undefined {
  for (const sheet of sheets) if (sheet.timepoint === timepoint) return sheet
  return undefined
}

function assess(assignment: KnownAssignment, sheet: ScoreSheet | undefined, now: string): Assessment {
  const { timepoint, dueAt } = assignment
  if (sheet) {
    const { answeredAt: at, scores } = sheet
    return { timepoint, at, standing: 'answered', late: at > dueAt, scores }
  }
  const standing = stateAtIso(assignment, now) === 'missed' ? 'missed' : 'awaited'
  return { timepoint, at: dueAt, standing, late: false, scores: NOTHING }
}
