import type { Cohort, CohortParticipant } from '../../../functions/analysis/cohort/cohort.ts'
import type { Random } from '../../../functions/analysis/statistics/random.ts'
import type { KnownAssessment, TimelinePoint } from '../../../functions/analysis/timeline/timeline.ts'
import type { ParticipationEnd } from '../../../functions/records/participant/participant.ts'
import type { ResponderRule } from '../../../surveys/responder/rule.ts'
import { answered, onDay, without } from '../../support/timelines.ts'

/** Cohorts of which the truth is known: what everybody would have answered is drawn first, and what is lost of it after. */
export type Scenario = {
  readonly id: string
  readonly what: string
  readonly rule: ResponderRule
  readonly clinics: number
  readonly perClinic: number
  /** Standard deviation of the clinics' mean improvement, in standard deviations of a participant's. */
  readonly betweenClinics: number
  /** Whether multiple imputation promises to be right: answers are missing at random. */
  readonly isAtRandom: boolean
  readonly lose: (life: Life, random: Random) => Loss
}

/** Pain from 0 to 100 at baseline, on day 7 and on day 28, if everybody answered. */
export type Life = { readonly baseline: number; readonly week1: number; readonly week4: number }

export type Loss = {
  readonly isWeek1Missed?: boolean
  readonly isWeek4Missed?: boolean
  /** Left on day 14 for lack of benefit, or died on it: a failure under the estimand. */
  readonly end?: 'withdrawn' | 'died'
}

const THIRTY: ResponderRule = { op: 'percent-improvement', score: 'pain/now', atLeast: 30 }
const HELD: ResponderRule = { op: 'sustained', days: 21, rule: THIRTY }
const even = { clinics: 4, perClinic: 50, betweenClinics: 0 }
const logistic = (value: number) => 1 / (1 + Math.exp(-value))

export const SCENARIOS: readonly Scenario[] = [
  {
    ...{ id: 'completely-at-random', what: '25% of week 4 missed, whoever they are', rule: THIRTY, ...even },
    isAtRandom: true,
    lose: (_, random) => ({ isWeek4Missed: random.uniform() < 0.25 }),
  },
  {
    ...{ id: 'at-random', what: 'week 4 missed the oftener the worse week 1 was', rule: THIRTY, ...even },
    isAtRandom: true,
    lose: ({ week1 }, random) => ({ isWeek4Missed: random.uniform() < logistic((week1 - 55) / 8) }),
  },
  {
    ...{
      id: 'not-at-random',
      what: 'week 4 missed the oftener the worse week 4 itself was',
      rule: THIRTY,
      ...even,
    },
    isAtRandom: false,
    lose: ({ week4 }, random) => ({ isWeek4Missed: random.uniform() < logistic((week4 - 60) / 8) }),
  },
  {
    ...{
      id: 'withdrawal',
      what: 'withdrawal for lack of benefit after a bad week 1, and 10% missed',
      rule: THIRTY,
      ...even,
    },
    isAtRandom: true,
    lose: ({ week1 }, random) => ({
      ...(random.uniform() < logistic((week1 - 62) / 6) && { end: 'withdrawn' as const }),
      isWeek4Missed: random.uniform() < 0.1,
    }),
  },
  {
    ...{
      id: 'death',
      what: '8% died, and week 4 missed the oftener the worse week 1 was',
      rule: THIRTY,
      ...even,
    },
    isAtRandom: true,
    lose: ({ week1 }, random) => ({
      ...(random.uniform() < 0.08 && { end: 'died' as const }),
      isWeek4Missed: random.uniform() < logistic((week1 - 60) / 8),
    }),
  },
  {
    ...{ id: 'sustained', what: 'held 21 days; week 1 and week 4 each missed by 15%', rule: HELD, ...even },
    isAtRandom: true,
    lose: (_, random) => ({ isWeek1Missed: random.uniform() < 0.15, isWeek4Missed: random.uniform() < 0.15 }),
  },
  {
    ...{ id: 'small-clinics', what: 'six clinics of 15 that differ, week 4 missed at random', rule: THIRTY },
    ...{ clinics: 6, perClinic: 15, betweenClinics: 0.4 },
    isAtRandom: true,
    lose: ({ week1 }, random) => ({ isWeek4Missed: random.uniform() < logistic((week1 - 58) / 8) }),
  },
]

/** Improvement of a quarter on average, kept by and large from week 1 to week 4. */
export function drawLife(random: Random, clinicShift: number): Life {
  const baseline = clamp(65 + 12 * random.normal())
  const lasting = random.normal() + clinicShift
  const week1 = clamp(baseline - 16 - 12 * lasting + 7 * random.normal())
  const week4 = clamp(baseline - 18 - 13 * lasting + 8 * random.normal())
  return { baseline, week1, week4 }
}

/** Scores are whole numbers of the scale. */
function clamp(value: number): number {
  return Math.min(100, Math.max(1, Math.round(value)))
}

/** Whether a participant meets the rule, by plain arithmetic. */
export function isResponder({ rule }: Pick<Scenario, 'rule'>, { baseline, week1, week4 }: Life): boolean {
  const isBetter = (now: number) => 10 * (baseline - now) >= 3 * baseline
  return rule.op === 'sustained' ? isBetter(week1) && isBetter(week4) : isBetter(week4)
}

export function drawCohort(scenario: Scenario, random: Random): Cohort {
  return {
    asOf: onDay(100),
    sites: Array.from({ length: scenario.clinics }, (_, at) => {
      const shift = scenario.betweenClinics * random.normal()
      const site = `clinic-${at}`
      const participants = Array.from({ length: scenario.perClinic }, (_one, which) => {
        const life = drawLife(random, shift)
        return buildParticipant(site, `${site}-${which}`, life, scenario.lose(life, random))
      })
      return { site, participants, rows: { assessments: [], sheets: [], treatments: [] } }
    }),
  }
}

const ENDS: Record<'withdrawn' | 'died', ParticipationEnd> = {
  withdrawn: { how: 'withdrawn', at: onDay(14), recordedAt: onDay(14), reason: 'no-benefit' },
  died: { how: 'died', at: onDay(14), recordedAt: onDay(14) },
}

function buildParticipant(site: string, participant: string, life: Life, loss: Loss): CohortParticipant {
  const answer = (day: number, value: number, isMissed = false): TimelinePoint =>
    isMissed ? without(day, 'missed') : answered(day, { 'pain/now': String(value) })
  const assessment = (day: number, progress: KnownAssessment['progress']): KnownAssessment => ({
    ...{ participant, timepoint: `day-${day}`, progress },
    ...{ opensAt: onDay(day - 1), dueAt: onDay(day), closesAt: onDay(day + 3) },
  })
  const week1 = answer(7, life.week1, loss.isWeek1Missed)
  const week4 = answer(28, life.week4, loss.isWeek4Missed)
  return {
    ...{ participant, site, arm: null, events: [], courses: [], attributes: new Map() },
    ended: loss.end === undefined ? null : ENDS[loss.end],
    assessments: [
      assessment(7, loss.isWeek1Missed ? 'untouched' : 'completed'),
      assessment(28, loss.end !== undefined ? 'cancelled' : loss.isWeek4Missed ? 'untouched' : 'completed'),
    ],
    timeline: {
      baseline: answered(-3, { 'pain/now': String(life.baseline) }),
      followUps: loss.end === undefined ? [week1, week4] : [week1],
      treatedAt: [onDay(0)],
      timeZone: 'UTC',
    },
  }
}
