import { buildCohortSite, type Cohort } from '../../functions/analysis/cohort/cohort.ts'
import type { StoredEvent } from '../../functions/analysis/timeline/as-of.ts'
import type { Assessment } from '../../functions/records/assessment/assessment.ts'
import type { Disposition } from '../../functions/records/participant/participant.ts'
import type { ScoreSheet } from '../../functions/records/score/score.ts'
import { drawAdverseEvents } from '../../infra/local/demo/adverse-events.ts'
import { drawCondition } from '../../infra/local/demo/answers.ts'
import { DAY, type Life } from '../../infra/local/demo/life.ts'
import { createAnswerRandom, drawSurveyPlan, type SurveyName } from '../../infra/local/demo/survey-plan.ts'
import { drawTrialLives, TRIAL_SITES } from '../../infra/local/demo/trial-lives.ts'
import { clinicalEventDetailSchema } from '../../surveys/study/clinical-event.ts'
import type { StudyDefinition } from '../../surveys/study/definition.ts'

const START = Date.UTC(2026, 0, 5)
/** Every window of everybody is over by then. */
export const TRIAL_ENDS = new Date(START + 400 * DAY).toISOString()
/** Days after the infusion, the last day of the window, and that of the first text. */
const FOLLOW_UPS = [
  { name: 'week-1', day: 7, closes: 14, sent: 7 },
  { name: 'week-4', day: 28, closes: 42, sent: 26 },
  { name: 'week-12', day: 84, closes: 105, sent: 81 },
] as const

/**
 * The demo trial with the very draws of the demo, without its texts and pages: who answers what, who leaves, and what is
 * recorded of them, at the time that the schedule asks.
 */
export function simulateTrial(study: StudyDefinition, seed?: string, perSite?: number): Cohort {
  return {
    asOf: TRIAL_ENDS,
    sites: simulateTrialRows(seed, perSite).map(({ site, rows, people }) =>
      buildCohortSite(study, site, rows, people, TRIAL_ENDS),
    ),
  }
}

/** The same as it would be stored, by clinic. */
export function simulateTrialRows(seed?: string, perSite?: number) {
  const lives = drawTrialLives(START, perSite, seed)
  return TRIAL_SITES.map(({ site }) => {
    const own = lives.filter(({ truth }) => truth.site === site).map(buildRows)
    const rows = {
      assessments: own.flatMap(({ assessments }) => assessments),
      sheets: own.flatMap(({ sheets }) => sheets),
      treatments: own.map(({ treatment }) => treatment),
      events: own.flatMap(({ events }) => events),
    }
    const people = new Map(
      own.map(({ participant, arm, dispositions }) => [participant, { arm, dispositions }]),
    )
    return { site, rows, people }
  })
}

const iso = (milliseconds: number) => new Date(milliseconds).toISOString()

function buildRows(life: Life) {
  const { study, index, leavesAt, withdrawal } = life
  const [treatedAt = 0] = life.treatedAt
  const participant = `${life.truth.site}-${String(index).padStart(8, '0')}`
  const of = { study, site: life.truth.site, participant }
  const surveys: readonly { name: SurveyName; due: number; closes: number; sent: number }[] = [
    {
      name: 'baseline',
      due: life.enrolledAt + 3 * DAY,
      closes: life.enrolledAt + 14 * DAY,
      sent: life.enrolledAt,
    },
    ...FOLLOW_UPS.map(({ name, day, closes, sent }) => ({
      ...{ name, due: treatedAt + day * DAY, closes: treatedAt + closes * DAY, sent: treatedAt + sent * DAY },
    })),
  ]
  const sheets: ScoreSheet[] = []
  const assessments = surveys.map(({ name, due, closes, sent }): Assessment => {
    const { at, isLeft } = drawSurveyPlan(life, name, sent)
    const isCompleted = at !== undefined && !isLeft
    if (isCompleted)
      sheets.push({ ...of, timepoint: name, answeredAt: iso(at), scores: scorePain(life, name) })
    const isCancelled = !isCompleted && closes > leavesAt
    return {
      ...{
        ...of,
        timepoint: name,
        studyVersion: '1.0.0',
        locale: life.locale,
        timeZone: 'UTC',
        anchoredAt: iso(name === 'baseline' ? life.enrolledAt : treatedAt),
      },
      ...{ opensAt: iso(sent), dueAt: iso(due), closesAt: iso(closes), battery: [], linkId: '' },
      ...{ progress: isCompleted ? 'completed' : isCancelled ? 'cancelled' : 'untouched' },
      ...{ texts: 1, textsBefore: 0, nextText: 1 },
    }
  })
  const events: readonly StoredEvent[] = drawAdverseEvents(life, treatedAt).map((event) => ({
    ...{ participant, at: iso(treatedAt) },
    entries: [{ recordedAt: iso(treatedAt), event: clinicalEventDetailSchema.parse(event) }],
  }))
  const dispositions: readonly Disposition[] =
    withdrawal === undefined
      ? []
      : [{ how: 'withdrawn', at: iso(leavesAt), recordedAt: iso(leavesAt), reason: withdrawal }]
  const treatment = { ...of, kind: 'study-infusion', givenAt: iso(treatedAt), recordedAt: iso(treatedAt) }
  return { participant, arm: life.arm ?? null, assessments, sheets, treatment, events, dispositions }
}

function scorePain(life: Life, name: SurveyName): ScoreSheet['scores'] {
  const condition = drawCondition(
    life,
    name === 'baseline' ? undefined : name,
    createAnswerRandom(life, name),
  )
  const of = {
    instrument: 'worst-pain-nrs@1.1.0',
    scale: 'worst',
    hash: '',
    algorithm: '1',
    calibration: null,
  }
  return [
    {
      ...{
        kind: 'scored',
        ...of,
        exact: String(condition.worstPain),
        value: condition.worstPain,
        band: null,
      },
      ...{ standardError: null, estimated: false, itemsUsed: 1, itemsMissing: [], itemsReversed: [] },
    },
  ]
}
