import type { PhoneText } from '../runtime/phone.ts'
import type { LocalStack } from '../server/local-stack.ts'
import { drawAdverseEvents } from './adverse-events.ts'
import { Agenda } from './agenda.ts'
import { drawCondition } from './answers.ts'
import { createDemoApi } from './api.ts'
import { COHORT_WEEKS } from './cohort-parameters.ts'
import { DAY, type Life } from './life.ts'
import { drawRegistryLives } from './registry-lives.ts'
import { answerSurvey } from './survey.ts'
import { createAnswerRandom, drawSurveyPlan, findSurveyName } from './survey-plan.ts'
import { drawTrialLives } from './trial-lives.ts'

const HOUR = DAY / 24
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
  | { readonly kind: 'end'; readonly life: Life; readonly participant: string }
  | { readonly kind: 'answer'; readonly life: Life; readonly token: string; readonly isLeft: boolean }

/**
 * Lets the cohorts of both demo studies live through their 24 weeks on a stack with a standing clock, from hour to hour:
 * staff enrol and treat, the schedule runs, texts arrive, participants answer and leave.
 *
 * @param perSite participants of each clinic: fewer only where a test needs a small cohort
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

  for (const life of [...drawRegistryLives(startsAt, perSite), ...drawTrialLives(startsAt, perSite)]) {
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
    const sent = Date.parse(sentAt)
    const { at, isLeft } = drawSurveyPlan(life, findSurveyName(life, sent), sent)
    if (at === undefined) return
    agenda.add(at, { kind: 'answer', life, token, isLeft })
  }

  async function runStaff(step: Step): Promise<void> {
    if (step.kind === 'enrol') {
      const participant = await api.enrol(step.life)
      const { life } = step
      for (const at of life.treatedAt) agenda.add(at, { kind: 'treat', life, participant })
      if (life.withdrawal) agenda.add(life.leavesAt, { kind: 'end', life, participant })
    } else if (step.kind === 'treat') {
      const now = stack.clock.now()
      await api.recordTreatment(step.life, step.participant, new Date(now))
      for (const event of drawAdverseEvents(step.life, now))
        await api.recordAdverseEvent(step.life, step.participant, event, new Date(now))
    } else if (step.kind === 'end') {
      await api.endParticipation(step.life, step.participant, new Date(stack.clock.now()))
    }
  }

  async function runSurvey({ life, token, isLeft }: Extract<Step, { kind: 'answer' }>): Promise<void> {
    const name = findSurveyName(life, stack.clock.now())
    const random = createAnswerRandom(life, name)
    const condition = drawCondition(life, name === 'baseline' ? undefined : name, random)
    const link = `${stack.url}/s/${token}`
    const submitted = await answerSurvey({ link, items, condition, random, isLeft })
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
