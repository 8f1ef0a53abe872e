import type { PhoneText } from '../runtime/phone.ts'
import type { LocalStack } from '../server/local-stack.ts'
import { drawAdverseEvents } from './adverse-events.ts'
import { Agenda } from './agenda.ts'
import { drawCondition } from './answers.ts'
import { createDemoApi } from './api.ts'
import { COHORT_WEEKS, DEMO_SEED, type FollowUp, SHARE_ABANDONED } from './cohort-parameters.ts'
import { drawLives, type Life } from './life.ts'
import { createRandom } from './random.ts'
import { answerSurvey } from './survey.ts'

const HOUR = 3600_000
const DAY = 24 * HOUR
const WEEK = 7 * DAY
export const COHORT_MS = COHORT_WEEKS * WEEK

/** A survey may still be being answered while the clock moves on by this much: people take breaks, too. */
const MAX_SURVEY_MS = 12 * HOUR
const MAX_CONCURRENCY = 8

const LINK = /\/s\/([0-9A-Za-z]+)/

export interface CohortProgress {
  readonly weeks: number
  readonly surveys: number
}

/** Something that staff do, or the start of a survey by a participant. */
type Step =
  | { readonly kind: 'enrol'; readonly life: Life }
  | { readonly kind: 'treat'; readonly life: Life; readonly participant: string }
  | { readonly kind: 'answer'; readonly life: Life; readonly token: string; readonly isLeft: boolean }

/**
 * Lets the cohort live through its 24 weeks on a stack with a standing clock, from hour to hour: staff enrol and treat,
 * the schedule runs, texts arrive, participants answer.
 */
export async function simulateCohort(
  stack: LocalStack,
  startsAt: number,
  report: (progress: CohortProgress) => void,
  perSite?: number,
): Promise<void> {
  const endsAt = startsAt + COHORT_MS
  const api = createDemoApi(stack)
  const items = await api.readItems()
  const agenda = new Agenda<Step>()
  const byPhone = new Map<string, Life>()
  const seenTokens = new Set<string>()
  const running = new Map<Promise<void>, number>()
  let surveys = 0
  let failure: unknown

  for (const life of drawLives(startsAt, perSite)) {
    byPhone.set(life.phone, life)
    agenda.add(life.enrolledAt, { kind: 'enrol', life })
  }
  stack.phones.onText((text) => plan(text))

  /** Decides at the first text of a survey whether and when it will be answered; reminders go to those who wait. */
  function plan({ to, body, sentAt }: PhoneText): void {
    const life = byPhone.get(to)
    const token = LINK.exec(body)?.[1]
    if (life === undefined || token === undefined || seenTokens.has(token)) return
    seenTokens.add(token)
    const random = createRandom(
      DEMO_SEED,
      life.truth.site,
      life.index,
      'survey',
      findSurveyName(life, Date.parse(sentAt)),
    )
    const completes = random.drawChance(life.truth.completionRate)
    const isLeft = !completes && random.drawChance(SHARE_ABANDONED)
    const delay = random.drawChance(0.65)
      ? random.drawInteger(1, 11) * HOUR
      : random.drawInteger(20, 100) * HOUR
    const at = Date.parse(sentAt) + delay
    // A survey that is texted before the first treatment is the baseline, which closes with that.
    const [firstTreatedAt = Number.POSITIVE_INFINITY] = life.treatedAt
    const closesAt = Date.parse(sentAt) < firstTreatedAt ? firstTreatedAt : Number.POSITIVE_INFINITY
    if (at >= Math.min(life.leavesAt, closesAt) || !(completes || isLeft)) return
    agenda.add(at, { kind: 'answer', life, token, isLeft })
  }

  async function runStaff(step: Step): Promise<void> {
    if (step.kind === 'enrol') {
      const participant = await api.enrol(step.life)
      for (const at of step.life.treatedAt) agenda.add(at, { kind: 'treat', life: step.life, participant })
    } else if (step.kind === 'treat') {
      const now = stack.clock.now()
      await api.recordTreatment(step.life, step.participant, new Date(now))
      for (const event of drawAdverseEvents(step.life, now))
        await api.recordAdverseEvent(step.life, step.participant, event, new Date(now))
    }
  }

  async function runSurvey({ life, token, isLeft }: Extract<Step, { kind: 'answer' }>): Promise<void> {
    const now = stack.clock.now()
    const random = createRandom(DEMO_SEED, life.truth.site, life.index, 'answers', findSurveyName(life, now))
    const drawConditionNow = (isFollowUp: boolean): ReturnType<typeof drawCondition> =>
      drawCondition(life, isFollowUp ? findFollowUp(life, now) : undefined, random)
    const submitted = await answerSurvey({
      link: `${stack.url}/s/${token}`,
      items,
      drawCondition: drawConditionNow,
      random,
      isLeft,
    })
    if (submitted) surveys++
  }

  function launch(step: Extract<Step, { kind: 'answer' }>): void {
    const survey = runSurvey(step)
      .catch((error: unknown) => {
        failure ??= error
      })
      .finally(() => running.delete(survey))
    running.set(survey, stack.clock.now())
  }

  let dueAt = stack.findNextDueTime()
  for (;;) {
    if (failure !== undefined) throw failure
    const at = Math.min(agenda.nextAt ?? Number.POSITIVE_INFINITY, dueAt ?? Number.POSITIVE_INFINITY)
    if (at >= endsAt) break
    while (
      running.size >= MAX_CONCURRENCY ||
      [...running.values()].some((began) => began < at - MAX_SURVEY_MS)
    ) {
      await Promise.race(running.keys())
    }
    stack.clock.advanceTo(at)
    const steps = agenda.takeBefore(at + HOUR)
    for (const step of steps) if (step.kind === 'answer') launch(step)
    await Promise.all(steps.map(runStaff))
    if (
      steps.some(({ kind }) => kind === 'enrol') ||
      (dueAt ?? Number.POSITIVE_INFINITY) <= stack.clock.now()
    ) {
      await stack.tick()
      dueAt = stack.findNextDueTime()
    }
    // What a treatment starts is due a week later at the earliest, so it need not be looked for at once.
    if (steps.some(({ kind }) => kind === 'treat'))
      dueAt = Math.min(dueAt ?? Number.POSITIVE_INFINITY, at + DAY)
    report({ weeks: Math.floor((at - startsAt) / WEEK), surveys })
  }
  await Promise.all(running.keys())
  if (failure !== undefined) throw failure
  stack.clock.advanceTo(endsAt)
  await stack.tick()
  report({ weeks: COHORT_WEEKS, surveys })
}

/** Numbers a participant's surveys by the time since their first treatment: it names the stream of random draws. */
function findSurveyName(life: Life, at: number): string {
  const [first] = life.treatedAt
  return first === undefined || at < first + 5 * DAY ? 'baseline' : findFollowUp(life, at)
}

/** The follow-up that a time belongs to: half-way between two planned ones, the earlier has ended. */
function findFollowUp(life: Life, at: number): FollowUp {
  const weeks = (at - (life.treatedAt[0] ?? at)) / WEEK
  if (weeks < 2.8) return 'week-1'
  if (weeks < 9) return 'week-4'
  return weeks < 20 ? 'week-12' : 'week-24'
}
