import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import type { StoredScore } from '../../../web/api/participants/scale-score.ts'
import type { CohortParticipant } from '../../analysis/cohort/cohort.ts'
import { listCourses } from '../../analysis/course/courses.ts'
import type { Counted } from '../../analysis/timeline/counted.ts'
import { buildTimeline, findSiteTimeZone, type KnownAssessment } from '../../analysis/timeline/timeline.ts'
import type { LakeValue } from '../../platform/lake/lake-engine.ts'
import type { ParticipationEnd } from '../../records/participant/participant.ts'
import type { ScoreSheet } from '../../records/score/score.ts'
import type { Treatment } from '../../records/treatment/treatment.ts'
import { AFTER_ENDPOINT, BEFORE_ENDPOINT, BEFORE_TREATMENT, readEndCode } from './end-code.ts'
import {
  AFTER,
  CLOSED,
  LATE,
  NOT_SUBMITTED,
  POINT_STATES,
  type ProfileQuestion,
  SHEET,
} from './profile-query.ts'
import { readScoreCode } from './score-code.ts'

/** One of the participants that a row counts: whatever is asked of them is answered alike by all. */
export type ProfiledParticipant = CohortParticipant & Counted

/** What a row of `buildProfileQuery` says. */
export type Profile =
  /** So many participants, all alike. */
  | { readonly kind: 'alike'; readonly participant: ProfiledParticipant }
  /** A participant of whom more must be known. */
  | { readonly kind: 'one'; readonly site: string; readonly participant: string }

/**
 * Reads rows of a profile query. The times of the participant that it makes are none that anybody had: they lie before and
 * behind each other, and the instant, as those of the counted participants do.
 *
 * @param asOf ISO instant with milliseconds
 */
export function createProfileReader(
  study: StudyDefinition,
  question: ProfileQuestion,
  asOf: string,
): (row: readonly LakeValue[]) => Profile {
  const { inputs } = question
  const times = buildTimes(asOf)
  const readScores = createScoresReader(question)
  const width = inputs.attributes.length
  return (row) => {
    const [site, who, arm] = row as [string, string, string | null]
    if (who !== '') return { kind: 'one', site, participant: who }
    const attributes = new Map<string, string>()
    inputs.attributes.forEach((id, which) => {
      const code = row[3 + which] as string
      if (code !== '') attributes.set(id, code)
    })
    const [treated, end, before, after] = row.slice(3 + width, 7 + width) as number[]
    const codes = row.slice(7 + width, -1) as (number | null)[]
    const baseline = readPoint(before as number)
    const points = [
      { timepoint: inputs.baseline, ...baseline, ...times.baseline, scores: readScores(codes, 0) },
      {
        timepoint: inputs.timepoint,
        ...readPoint(after as number),
        ...times.endpoint,
        scores: readScores(codes, 1),
      },
    ]
    const rows = {
      assessments: points.flatMap((point) => buildAssessment(point, times) ?? []),
      sheets: points.flatMap((point) => buildSheet(study, site, point) ?? []),
      treatments:
        treated === 1
          ? [buildTreatment(study, site, baseline.isAfter ? times.baseline.inTime : times.treated)]
          : [],
    }
    const timeline = buildTimeline(study, rows, asOf, findSiteTimeZone(study, site))
    return {
      kind: 'alike',
      participant: {
        ...{ participant: NOBODY, site, arm, ended: buildEnd(end as number, times), attributes, events: [] },
        ...{ assessments: rows.assessments, timeline, courses: listCourses(timeline, study.courses) },
        count: row.at(-1) as number,
      },
    }
  }
}

const NOBODY = ''
const HOUR = 3_600_000

/** Instants that stand to each other, and to the instant of the question, in every way that matters. */
function buildTimes(asOf: string) {
  const before = (hours: number) => new Date(Date.parse(asOf) - hours * HOUR).toISOString()
  return {
    opened: before(9),
    baseline: { dueAt: before(8), inTime: before(8), late: before(7) },
    treated: before(6),
    endpoint: { dueAt: before(4), inTime: before(4), late: before(3) },
    ended: new Map([
      [BEFORE_TREATMENT, before(20)],
      [BEFORE_ENDPOINT, before(5)],
      [AFTER_ENDPOINT, before(2)],
    ]) as ReadonlyMap<number, string>,
    closed: before(0),
    toCome: before(-1),
    farther: before(-2),
  }
}

type Times = ReturnType<typeof buildTimes>

type Point = ReturnType<typeof readPoint> & {
  readonly timepoint: string
  readonly dueAt: string
  readonly inTime: string
  readonly late: string
  readonly scores: readonly StoredScore[]
}

function readPoint(code: number) {
  const isAfter = code >= AFTER
  const isLate = code % AFTER >= LATE
  const sheet = code % LATE
  const rest = sheet % SHEET
  return {
    state: POINT_STATES[rest % CLOSED] as (typeof POINT_STATES)[number],
    isClosed: rest >= CLOSED,
    ...{ hasSheet: sheet >= SHEET, isUnsent: sheet >= NOT_SUBMITTED, isLate, isAfter },
  }
}

function buildAssessment(point: Point, times: Times): KnownAssessment | undefined {
  const { state, timepoint, dueAt, isClosed } = point
  if (state === 'none') return undefined
  const progress = state === 'scheduled' || state === 'open' ? 'untouched' : state
  return {
    ...{ participant: NOBODY, timepoint, dueAt, progress },
    opensAt: state === 'scheduled' ? times.toCome : times.opened,
    closesAt: isClosed ? times.closed : times.farther,
  }
}

function buildEnd(code: number, { ended }: Times): ParticipationEnd | null {
  const end = readEndCode(code)
  if (end === null) return null
  const { place, ...of } = end
  const at = ended.get(place) as string
  return { ...of, at, recordedAt: at }
}

function buildSheet({ id }: StudyDefinition, site: string, point: Point): ScoreSheet | undefined {
  if (!point.hasSheet) return undefined
  const answeredAt = point.isLate ? point.late : point.inTime
  return {
    ...{ study: id, site, participant: NOBODY, timepoint: point.timepoint, answeredAt, scores: point.scores },
    ...(point.isUnsent && { notSubmitted: { at: answeredAt, closesAt: answeredAt } }),
  }
}

function buildTreatment({ id }: StudyDefinition, site: string, givenAt: string): Treatment {
  return { study: id, site, participant: NOBODY, kind: '', givenAt, recordedAt: givenAt }
}

/** The scores of a point from the codes of a row: those of the baseline stand at even places. */
function createScoresReader({ vocabularies }: ProfileQuestion) {
  const known = vocabularies.map(() => new Map<number, StoredScore | undefined>())
  return (codes: readonly (number | null)[], offset: 0 | 1): StoredScore[] =>
    vocabularies.flatMap((vocabulary, which) => {
      const code = codes[2 * which + offset] ?? 0
      const scores = known[which] as Map<number, StoredScore | undefined>
      if (!scores.has(code)) scores.set(code, readScoreCode(code, vocabulary))
      return scores.get(code) ?? []
    })
}
