import { Temporal } from 'temporal-polyfill'
import type { SafetyAlert } from '../../functions/records/alert/alert.ts'
import { findState, type TextedAssessment } from '../../functions/records/assessment/assessment.ts'
import type { StoredTextPlan } from '../../functions/records/assessment/text-plan.ts'
import { type AuditEntry, findFirstBrokenEntry } from '../../functions/records/audit/audit.ts'
import type { Notice } from '../../functions/records/notice/notice.ts'
import type { QuestionnaireResponse } from '../../functions/records/response/response.ts'
import { classifyReply } from '../../functions/rules/reply-intent/reply-intent.ts'
import { listInvitedTwice, listUninvited } from './invitation-rules.ts'
import type { AnswerAttempt, Claim, Record } from './record.ts'
import { simulatedStudy } from './study.ts'

/** What somebody says in two texts. */
export const FIRST_HALF = 'I want to'
export const SECOND_HALF = 'die'

/** What the tables hold when a history is over. */
export type Final = {
  readonly now: Temporal.Instant
  readonly assessments: readonly TextedAssessment[]
  readonly responses: readonly QuestionnaireResponse[]
  readonly alerts: readonly SafetyAlert[]
  readonly notices: readonly Notice[]
  /** By `participant/timepoint`. */
  readonly plans: ReadonlyMap<string, StoredTextPlan>
  /** The chain of each participant, and those that its entries began. */
  readonly chains: readonly {
    readonly own: readonly AuditEntry[]
    readonly begun: readonly (readonly AuditEntry[])[]
  }[]
}

/** Every rule that a history has broken, in words; none of a history that is sound. */
export function listViolations(record: Record, final: Final): readonly string[] {
  return [
    ...lostAnswers(record, final),
    ...lostSubmissions(record, final),
    ...answersAfterSubmission(record),
    ...textsSentTwice(record),
    ...textsAfterStop(record),
    ...textsAfterCompletion(record),
    ...textsInQuietHours(record),
    ...textsAboveTheLimit(record),
    ...remindersAfterDue(record, final),
    ...answersWithoutAlert(record, final),
    ...criesWithoutAlert(record, final),
    ...alertsWithoutReply(final),
    ...alertsThatReachNobody(final),
    ...urgentMessagesLost(record, final),
    ...urgentMessagesInHaste(record),
    ...listUninvited(record, final),
    ...listInvitedTwice(record),
    ...assessmentsWithoutEnd(final),
    ...brokenChains(final),
    ...record.versionFaults,
  ]
}

/** Each chain is verified for itself; the first entry of one that was begun stands on an entry of another. */
function brokenChains({ chains }: Final): string[] {
  return chains.flatMap(({ own, begun }) => {
    const hashes = new Set([own, ...begun].flatMap((chain) => chain.map(({ hash }) => hash)))
    return [
      ...describeBreak(own, undefined),
      ...begun.flatMap((chain) => {
        const root = chain[0]?.previous
        if (root === undefined) return []
        return hashes.has(root) ? describeBreak(chain, root) : [`audit chain ${chain[0]?.scope} has no root`]
      }),
    ]
  })
}

function describeBreak(chain: readonly AuditEntry[], root: string | undefined): string[] {
  const broken = findFirstBrokenEntry(chain, root)
  return broken === undefined ? [] : [`audit chain ${chain[0]?.scope} is broken at ${broken}`]
}

const same = (a: { participant: string; timepoint: string }, b: { participant: string; timepoint: string }) =>
  a.participant === b.participant && a.timepoint === b.timepoint
const named = ({ participant, timepoint }: { participant: string; timepoint: string }) =>
  `${participant}/${timepoint}`

/** What stands must be what was asked for by a request that no acknowledged one came wholly after. */
function lostAnswers({ answers }: Record, { responses }: Final): string[] {
  return answers
    .filter(({ isAcknowledged }) => isAcknowledged)
    .flatMap((acknowledged) => {
      const response = responses.find((one) => same(one, acknowledged))
      const stands = response?.answers[acknowledged.key]
      const rivals = answers.filter((one) => same(one, acknowledged) && one.key === acknowledged.key)
      const isOverwritten = (one: AnswerAttempt) =>
        rivals.some((other) => other.isAcknowledged && other.start > one.end)
      return rivals.some((one) => one.code === stands && !isOverwritten(one))
        ? []
        : [`acknowledged answer lost: ${named(acknowledged)} ${acknowledged.key}`]
    })
}

function lostSubmissions({ submissions }: Record, { responses, assessments }: Final): string[] {
  return submissions
    .filter(({ isAcknowledged }) => isAcknowledged)
    .filter(
      (submission) =>
        responses.find((one) => same(one, submission))?.state !== 'submitted' ||
        assessments.find((one) => same(one, submission))?.progress !== 'completed',
    )
    .map((submission) => `acknowledged submission lost: ${named(submission)}`)
}

function answersAfterSubmission({ answers, submissions }: Record): string[] {
  return answers
    .filter((answer) =>
      submissions.some((one) => one.isAcknowledged && same(one, answer) && answer.start > one.end),
    )
    .filter(({ isAcknowledged, key }) => isAcknowledged && key !== '')
    .map((answer) => `an answer was taken after the submission: ${named(answer)}`)
}

function textsSentTwice({ texts }: Record): string[] {
  const counts = new Map<string, number>()
  for (const { context } of texts) {
    if (context.attempt === undefined) continue
    const send = `${context.participant}/${context.timepoint}#${context.attempt}`
    counts.set(send, (counts.get(send) ?? 0) + 1)
  }
  return [...counts].filter(([, count]) => count > 1).map(([send]) => `sent twice: ${send}`)
}

/** Of texts about an assessment: answers to a message are not asked whether they may go out. */
function listSentTexts({ texts }: Record) {
  return texts.flatMap(({ context, ...text }) => {
    const { participant = '', timepoint = '', attempt } = context
    return attempt === undefined ? [] : [{ ...text, participant, timepoint, attempt }]
  })
}

function textsAfterStop(record: Record): string[] {
  const { messages } = record
  const stops = messages.filter(
    ({ isAcknowledged, body }) => isAcknowledged && classifyReply(body).wants === 'stop',
  )
  const starts = messages.filter(({ body }) => classifyReply(body).wants === 'start')
  return listSentTexts(record)
    .filter((text) =>
      stops.some(
        (stop) =>
          stop.phone === text.to &&
          stop.end < text.checkedPhone &&
          !starts.some(
            (start) =>
              start.phone === stop.phone &&
              start.receivedAt > stop.receivedAt &&
              start.start < text.checkedPhone,
          ),
      ),
    )
    .map((text) => `text after opt-out: ${named(text)}#${text.attempt}`)
}

function textsAfterCompletion(record: Record): string[] {
  return listSentTexts(record)
    .filter((text) =>
      record.submissions.some((one) => one.isAcknowledged && same(one, text) && one.end < text.checkedSurvey),
    )
    .map((text) => `text after completion: ${named(text)}#${text.attempt}`)
}

function textsInQuietHours({ claims, people }: Record): string[] {
  const { from, until } = simulatedStudy.textingHours
  return claims
    .filter((claim) => !(claim.text === 'invitation' && claim.timepoint === 'baseline'))
    .filter((claim) => {
      const zones = people.find(({ participant }) => participant === claim.participant)?.zones ?? []
      return ![...zones].some((zone) => {
        const wall = Temporal.Instant.from(claim.at).toZonedDateTimeISO(zone).toPlainTime().toString()
        return wall >= from && wall < until
      })
    })
    .map((claim) => `text in quiet hours: ${named(claim)}#${claim.attempt} at ${claim.at}`)
}

function textsAboveTheLimit(record: Record): string[] {
  const siteOf = new Map(record.people.map(({ participant, site }) => [participant, site]))
  const sent = new Set(listSentTexts(record).map((text) => `${named(text)}#${text.attempt}`))
  const days = Map.groupBy(
    record.claims.filter((claim) => sent.has(`${named(claim)}#${claim.attempt}`)),
    (claim: Claim) => `${siteOf.get(claim.participant)} on ${claim.at.slice(0, 10)}`,
  )
  return [...days]
    .filter(([, texts]) => texts.length > simulatedStudy.textsPerSitePerDay)
    .map(([day, texts]) => `${texts.length} texts at ${day}`)
}

/** Of those whose windows stood still: at most one reminder has left since the due time. */
function remindersAfterDue({ claims, texts, people }: Record, { assessments }: Final): string[] {
  const still = new Set(people.filter(({ hasMoved }) => !hasMoved).map(({ participant }) => participant))
  const hasLeft = (claim: Claim) =>
    texts.some(
      ({ context }) =>
        context.participant === claim.participant &&
        context.timepoint === claim.timepoint &&
        context.attempt === String(claim.attempt),
    )
  return assessments
    .filter(({ participant }) => still.has(participant))
    .filter((assessment) => {
      const late = claims.filter((one) => same(one, assessment) && one.at >= assessment.dueAt)
      return late.filter((one) => one.text === 'reminder' && hasLeft(one)).length > 1
    })
    .map((assessment) => `reminded more than once after the due time: ${named(assessment)}`)
}

function answersWithoutAlert({ answers }: Record, { alerts }: Final): string[] {
  return answers
    .filter(
      ({ isAcknowledged, key, code }) =>
        isAcknowledged && key === 'phq-9/self-harm' && code !== '0' && code !== null,
    )
    .filter((answer) => !alerts.some((alert) => same({ ...alert, timepoint: alert.timepoint ?? '' }, answer)))
    .map((answer) => `safety answer without an alert: ${named(answer)}`)
}

function criesWithoutAlert({ messages, people }: Record, { alerts }: Final): string[] {
  const heard = messages.filter(({ isAcknowledged }) => isAcknowledged)
  const byPhone = Map.groupBy(heard, ({ phone }) => phone)
  return heard
    .filter((message) => isCry(message, byPhone.get(message.phone) ?? []))
    .flatMap((message) =>
      people
        .filter(({ phone, enrolledStep }) => phone === message.phone && enrolledStep < message.start)
        .filter(
          ({ participant }) =>
            !alerts.some(
              (alert) =>
                alert.participant === participant && alert.rule === 'self-harm' && alert.timepoint === null,
            ),
        )
        .map(({ participant }) => `a cry for help without an alert: ${participant}`),
    )
}

/** By itself, or the second half of one that the same phone sent next before it. */
function isCry({ body, receivedAt }: Message, ofPhone: readonly Message[]): boolean {
  if (classifyReply(body).speaksOfSelfHarm) return true
  const before = ofPhone.filter((one) => one.receivedAt < receivedAt)
  const last = before.reduce<Message | undefined>(
    (latest, one) => (latest && latest.receivedAt > one.receivedAt ? latest : one),
    undefined,
  )
  const minutes = last ? (Date.parse(receivedAt) - Date.parse(last.receivedAt)) / 60_000 : Number.NaN
  return body === SECOND_HALF && last?.body === FIRST_HALF && minutes <= 30
}

type Message = Record['messages'][number]

const ENDED = new Set(['completed', 'partly-answered', 'missed', 'cancelled'])

function assessmentsWithoutEnd({ assessments, now }: Final): string[] {
  return assessments
    .filter((one) => !ENDED.has(findState(one, now)) || one.nextTextAt !== undefined)
    .map((one) => `no end: ${named(one)} is ${findState(one, now)}, next text ${one.nextTextAt ?? 'none'}`)
}

/** Whoever wrote of self-harm is answered: on the account of one of those who share the number. */
function alertsWithoutReply({ alerts, notices }: Final): string[] {
  const answered = new Set(notices.filter(({ kind }) => kind === 'crisis-reply').map(({ about }) => about))
  const cries = alerts.flatMap(({ participant, evidence }) =>
    evidence.flatMap((one) => ('messages' in one ? [{ participant, messages: one.messages }] : [])),
  )
  return cries
    .filter(({ messages }) => !messages.some((id) => answered.has(id)))
    .map(({ participant, messages }) => `a cry for help without a reply: ${participant} ${messages}`)
}

/** Self-harm is sent to everybody on call before anyone could take the alert: at once. */
function alertsThatReachNobody({ alerts, notices }: Final): string[] {
  const sent = new Set(notices.map(({ participant, about }) => `${participant} ${about}`))
  return alerts
    .filter(({ rule, escalations }) => rule === 'self-harm' && escalations > 0)
    .map(({ participant, id }) => `${participant} ${id}`)
    .filter((alert) => !sent.has(alert))
    .map((alert) => `an alert that was sent to nobody: ${alert}`)
}

/** Accepted, or no longer needed; given up only where an operator was told. */
function urgentMessagesLost({ told }: Record, { notices }: Final): string[] {
  const givenUp = notices.filter(({ state }) => state === 'given-up')
  return [
    ...notices
      .filter(({ state }) => state === 'waiting')
      .map(({ id }) => `an urgent message still waits: ${id}`),
    ...(givenUp.length > told ? [`${givenUp.length} urgent messages were given up, ${told} told`] : []),
  ]
}

const SHORTEST_PAUSE_MS = 60_000

/** None goes out twice within the pause between two tries. The simulated clock may be set back a little. */
function urgentMessagesInHaste({ urgent }: Record): string[] {
  const byNotice = Map.groupBy(urgent, ({ participant, notice }) => `${participant} ${notice}`)
  return [...byNotice].flatMap(([notice, sent]) => {
    const times = sent.map(({ at }) => Date.parse(at)).sort((a, b) => a - b)
    const isHasty = times.some((at, index) => index > 0 && at - (times[index - 1] ?? 0) < SHORTEST_PAUSE_MS)
    return isHasty ? [`an urgent message twice within a minute: ${notice}`] : []
  })
}
