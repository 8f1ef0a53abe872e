import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import type { AssessmentState } from '../../../web/api/participants/assessment-progress.ts'
import type { MissedReason } from '../../../web/api/participants/missed-reasons.ts'
import type { StoredScore } from '../../../web/api/participants/scale-score.ts'
import { type Assessment, findStateAtIso } from '../../records/assessment/assessment.ts'
import type { ScoreSheet } from '../../records/score/score.ts'
import type { Treatment } from '../../records/treatment/treatment.ts'

/** What is known of one participant at one timepoint. */
export type TimelinePoint = {
  readonly timepoint: string
  /** When it was answered; for one that was not, when it was due. */
  readonly at: string
  /**
   * `after-treatment`: answers to the baseline that came once treatment had begun. They are shown and are no baseline.
   * `not-submitted`: answered in part or whole and never sent, in a study where such answers do not count.
   */
  readonly standing: 'answered' | 'missed' | 'not-submitted' | 'awaited' | 'after-treatment'
  /** Answered after it was due. */
  readonly late: boolean
  readonly scores: readonly StoredScore[]
}

/** A participant's baseline and follow-ups in time order, when they were treated, and where the days of the calendar begin. */
export type Timeline = {
  /** IANA name of the clinic's place: one that a participant's travels do not change afterwards. */
  readonly timeZone: string
  readonly baseline: TimelinePoint | undefined
  readonly followUps: readonly TimelinePoint[]
  readonly treatedAt: readonly string[]
}

/** An assessment as far as outcomes look at it: nothing of it that could be told of a past instant no more. */
export type KnownAssessment = Pick<
  Assessment,
  'participant' | 'timepoint' | 'opensAt' | 'dueAt' | 'closesAt' | 'progress' | 'startedAt' | 'completedAt'
> & {
  /** Why it was missed or answered late, as far as it was recorded. */
  readonly missedReason?: MissedReason
}

/** One participant's rows, or those of many. */
export type TimelineRows = {
  readonly assessments: readonly KnownAssessment[]
  /** Those in force. */
  readonly sheets: readonly ScoreSheet[]
  readonly treatments: readonly Treatment[]
}

const EMPTY: readonly never[] = []

/** Where the days of a site's calendar begin: in its own place. */
export function findSiteTimeZone({ sites }: Pick<StudyDefinition, 'sites'>, site: string): string {
  return sites.find(({ id }) => id === site)?.timeZone ?? 'UTC'
}

/**
 * A participant's timeline as it stands at an instant. Cancelled assessments, and treatments that were voided or are still
 * to be given, are no part of it.
 *
 * @param now ISO instant with milliseconds, so that text order is time order
 */
export function buildTimeline(
  study: StudyDefinition,
  rows: TimelineRows,
  now: string,
  timeZone: string,
): Timeline {
  const treatedAt = rows.treatments
    .flatMap((treatment) => (hasBeenGiven(treatment, now) ? [treatment.givenAt] : []))
    .sort()
  let baseline: TimelinePoint | undefined
  const followUps: TimelinePoint[] = []
  for (const assessment of rows.assessments) {
    if (assessment.progress === 'cancelled') continue
    const { timepoint } = assessment
    const point = buildTimelinePoint(study, assessment, findSheet(rows.sheets, timepoint), now)
    if (timepoint === study.baseline) baseline = markIfAfterTreatment(point, treatedAt[0])
    else followUps.push(point)
  }
  followUps.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
  return { baseline, followUps, treatedAt, timeZone }
}

/** What is known of one of many, and the assessments that it was made of. */
export type ParticipantTimeline = {
  readonly participant: string
  readonly assessments: readonly KnownAssessment[]
  readonly timeline: Timeline
}

/**
 * The timelines of everybody who has an assessment, in the order of the participants' ids. Each is made when it is come to, so
 * that a cohort takes no more memory than its rows.
 */
export function* buildTimelines(
  study: StudyDefinition,
  rows: TimelineRows,
  now: string,
  timeZone: string,
): Generator<ParticipantTimeline> {
  const sheetsOf = createRowWalker(rows.sheets)
  const treatmentsOf = createRowWalker(rows.treatments)
  const all = sortByParticipant(rows.assessments)
  for (let from = 0; from < all.length; ) {
    const { participant } = all[from] as KnownAssessment
    const until = findParticipantEnd(all, from)
    const assessments = all.slice(from, until)
    const own = { assessments, sheets: sheetsOf(participant), treatments: treatmentsOf(participant) }
    yield { participant, assessments, timeline: buildTimeline(study, own, now, timeZone) }
    from = until
  }
}

/**
 * A baseline is what was submitted before the first treatment was given, of whatever kind that was. It is told by when the
 * answers arrived and not by when the treatment was recorded, so that a treatment that is recorded later, moved or voided
 * decides it anew.
 */
function markIfAfterTreatment(point: TimelinePoint, firstTreatmentAt: string | undefined): TimelinePoint {
  const isAfter =
    firstTreatmentAt !== undefined && point.standing === 'answered' && point.at >= firstTreatmentAt
  return isAfter ? { ...point, standing: 'after-treatment' } : point
}

/** It stands, and its time has come: one may be recorded ahead. */
function hasBeenGiven({ givenAt, voided }: Treatment, now: string): boolean {
  return voided !== true && givenAt <= now
}

/** Everybody's baseline alone. */
export function listBaselines(study: StudyDefinition, rows: TimelineRows, now: string): TimelinePoint[] {
  const sheets = new Map<string, ScoreSheet>()
  for (const sheet of rows.sheets)
    if (sheet.timepoint === study.baseline) sheets.set(sheet.participant, sheet)
  const firstTreatmentAt = new Map<string, string>()
  for (const treatment of rows.treatments) {
    const { participant, givenAt } = treatment
    const first = firstTreatmentAt.get(participant)
    if (hasBeenGiven(treatment, now) && (first === undefined || givenAt < first))
      firstTreatmentAt.set(participant, givenAt)
  }
  const baselines: TimelinePoint[] = []
  for (const assessment of rows.assessments) {
    if (assessment.timepoint !== study.baseline || assessment.progress === 'cancelled') continue
    const point = buildTimelinePoint(study, assessment, sheets.get(assessment.participant), now)
    baselines.push(markIfAfterTreatment(point, firstTreatmentAt.get(assessment.participant)))
  }
  return baselines
}

type WithParticipant = { readonly participant: string }

/** The rows of one participant after the other, asked for in the order of their ids. */
function createRowWalker<Row extends WithParticipant>(
  rows: readonly Row[],
): (participant: string) => readonly Row[] {
  const all = sortByParticipant(rows)
  let at = 0
  return (participant) => {
    while (at < all.length && (all[at] as Row).participant < participant) at += 1
    if (all[at]?.participant !== participant) return EMPTY
    const from = at
    at = findParticipantEnd(all, from)
    return all.slice(from, at)
  }
}

/** Where the rows of the participant at `from` end. */
function findParticipantEnd(rows: readonly WithParticipant[], from: number): number {
  const { participant } = rows[from] as WithParticipant
  let until = from + 1
  while (rows[until]?.participant === participant) until += 1
  return until
}

/** Rows come from the table in the order of participants: seldom is anything sorted. */
function sortByParticipant<Row extends WithParticipant>(rows: readonly Row[]): readonly Row[] {
  const ascends = rows.every((row, at) => at === 0 || (rows[at - 1] as Row).participant <= row.participant)
  return ascends
    ? rows
    : [...rows].sort((a, b) => (a.participant < b.participant ? -1 : a.participant > b.participant ? 1 : 0))
}

function findSheet(sheets: readonly ScoreSheet[], timepoint: string): ScoreSheet | undefined {
  for (const sheet of sheets) if (sheet.timepoint === timepoint) return sheet
  return undefined
}

function buildTimelinePoint(
  { unsubmittedAnswers }: Pick<StudyDefinition, 'unsubmittedAnswers'>,
  assessment: KnownAssessment,
  sheet: ScoreSheet | undefined,
  now: string,
): TimelinePoint {
  const { timepoint, dueAt } = assessment
  const state = findStateAtIso(assessment, now)
  // One that was never sent stands while its window is closed: it may have opened again since.
  const isTaken = !sheet?.notSubmitted || (state === 'partly-answered' && unsubmittedAnswers === 'counted')
  if (sheet && isTaken) {
    const { answeredAt: at, scores } = sheet
    return { timepoint, at, standing: 'answered', late: at > dueAt, scores }
  }
  return {
    timepoint,
    at: dueAt,
    standing: findUnanswered(state, unsubmittedAnswers),
    late: false,
    scores: EMPTY,
  }
}

function findUnanswered(
  state: AssessmentState,
  unsubmittedAnswers: StudyDefinition['unsubmittedAnswers'],
): 'missed' | 'not-submitted' | 'awaited' {
  if (state === 'missed') return 'missed'
  // Where they count, their scores are there in a moment.
  return state === 'partly-answered' && unsubmittedAnswers !== 'counted' ? 'not-submitted' : 'awaited'
}
