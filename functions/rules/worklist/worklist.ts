import type { Temporal } from 'temporal-polyfill'
import { REASONS, type ReasonKind } from '../../../web/api/worklist/worklist-reasons.ts'
import { formatIso } from '../../platform/core/clock.ts'
import { parseInstant } from '../../platform/core/instant.ts'
import { listRaisingGroups, type SafetyAlert } from '../../records/alert/alert.ts'
import { findState, type TextedAssessment } from '../../records/assessment/assessment.ts'
import { listPendingLateAnswers } from '../../records/assessment/late-answer.ts'
import type { Call } from '../../records/contact-log/contact-log.ts'
import type { Erasure } from '../../records/erasure/erasure.ts'
import type { Message } from '../../records/message/message.ts'
import type { ParticipationEnd } from '../../records/participant/participant.ts'
import { isUrgent } from '../safety/escalation.ts'
import type { Permission } from '../texting/text-plan.ts'

export type Reason = {
  readonly kind: ReasonKind
  /** Of the assessment that it is about. */
  readonly timepoint: string | null
  /** Since when a person is needed. */
  readonly since: string
  /** Until when it can be settled: the close of the window, when the alert should have been taken on, or an erasure done. */
  readonly until: string | null
  /** The alert or the message. */
  readonly id: string | null
}

export type Task = {
  readonly participant: string
  readonly ended: ParticipationEnd | null
  readonly timeZone: string
  readonly reasons: readonly Reason[]
  /** What was tried for them so far. */
  readonly texts: number
  readonly lastTextAt: string | null
  readonly calls: readonly Call[]
  /** They asked not to be contacted, and that was done. */
  readonly isLeftAlone: boolean
}

/** What the worklist of a site is made from. */
export type WorklistFacts = {
  readonly assessments: readonly TextedAssessment[]
  readonly alerts: readonly SafetyAlert[]
  readonly messages: readonly Message[]
  /** That are not done yet. */
  readonly erasures: readonly Erasure[]
  /** Who asked not to be contacted any more. */
  readonly leftAlone: ReadonlySet<string>
  /** In the order of time. */
  readonly calls: readonly Call[]
  /** Whether the participant may be texted. */
  readonly permissions: ReadonlyMap<string, Permission>
  /** Participations that have ended, by participant. */
  readonly ended: ReadonlyMap<string, ParticipationEnd>
  /** Of those without an assessment. */
  readonly timeZone: string
}

/** The tasks of a site, the most urgent first. Pure. */
export function buildWorklist(facts: WorklistFacts, now: Temporal.Instant): readonly Task[] {
  const open = facts.alerts.filter(({ state }) => state !== 'closed')
  const alertReasons = new Map(open.map((alert) => [buildAlertReason(alert), alert]))
  const assessments = Map.groupBy(facts.assessments, ({ participant }) => participant)
  const alerts = Map.groupBy(alertReasons.keys(), (reason) => alertReasons.get(reason)?.participant ?? '')
  const raising = new Set(
    open.flatMap((alert) =>
      listRaisingGroups(alert)
        .flat()
        .map((id) => `${alert.participant}#${id}`),
    ),
  )
  // What raised an alert is shown with it, and handled when it is closed.
  const unread = facts.messages.filter(({ participant, id }) => !raising.has(`${participant}#${id}`))
  const messages = Map.groupBy(unread, ({ participant }) => participant)
  const calls = Map.groupBy(facts.calls, ({ participant }) => participant)
  const erasures = new Map(facts.erasures.map((one) => [one.participant, one]))
  const participants = new Set([
    ...[...assessments.keys(), ...alerts.keys(), ...messages.keys(), ...erasures.keys()],
  ])
  const byUrgency = createUrgencyOrder(alertReasons, formatIso(now))
  return [...participants]
    .flatMap((participant): Task[] => {
      const own = assessments.get(participant) ?? []
      const called = calls.get(participant) ?? []
      const timeZone = own[0]?.timeZone ?? facts.timeZone
      const permission = facts.permissions.get(participant) ?? 'no-contact'
      const ended = facts.ended.get(participant) ?? null
      const isLeftAlone = facts.leftAlone.has(participant)
      const erasure = erasures.get(participant)
      const asked = ended === null && !isLeftAlone ? own : []
      const reasons = [
        ...(alerts.get(participant) ?? []),
        ...(messages.get(participant) ?? []).map(buildMessageReason),
        ...(erasure ? [buildErasureReason(erasure)] : []),
        ...own.flatMap(listLateReasons),
        ...asked
          .flatMap((assessment) => listAssessmentReasons(assessment, permission, now))
          .filter((reason) => !isSettledByCall(reason, called, timeZone, now)),
        ...listNumberReasons(asked, permission, now),
      ].sort(byUrgency)
      if (reasons.length === 0) return []
      const askedNow = own.filter((one) => isOpen(one, now))
      const lastTextAt = askedNow.flatMap((one) => one.lastTextAt ?? []).sort()
      return [
        {
          ...{ participant, ended, timeZone, reasons, calls: called, isLeftAlone },
          texts: askedNow.reduce((sum, { texts }) => sum + texts, 0),
          lastTextAt: lastTextAt.at(-1) ?? null,
        },
      ]
    })
    .sort((a, b) => compareTasks(a.reasons, b.reasons, byUrgency) || (a.participant < b.participant ? -1 : 1))
}

/**
 * Whether a call is offered. Never for the study where the participation has ended by death or withdrawal, or where they
 * asked to be left alone. Of someone who withdrew or is left alone, about a safety alert and what they asked to have
 * stopped or erased; of someone who withdrew, about what they write too, since it waits for an answer. Of someone who was
 * recorded as dead, only about an alert raised since: whoever writes from that phone is alive, and may be a relative.
 */
export function isCallOffered({
  ended,
  reasons,
  isLeftAlone,
}: Pick<Task, 'ended' | 'reasons' | 'isLeftAlone'>): boolean {
  if (ended?.how === 'died')
    return reasons.some(({ kind, since }) => kind === 'alert-open' && since > ended.at)
  if (ended?.how !== 'withdrawn' && !isLeftAlone) return true
  const calledAbout: readonly ReasonKind[] = isLeftAlone ? OWN_REQUESTS : [...OWN_REQUESTS, 'message-unread']
  return reasons.some(({ kind }) => calledAbout.includes(kind))
}

const OWN_REQUESTS = ['alert-open', 'erasure'] as const satisfies readonly ReasonKind[]

function buildAlertReason({ id, timepoint, lastRaisedAt, acknowledgeBy }: SafetyAlert): Reason {
  return { kind: 'alert-open', timepoint, since: lastRaisedAt, until: acknowledgeBy, id }
}

function buildMessageReason({ id, receivedAt }: Message): Reason {
  return { kind: 'message-unread', timepoint: null, since: receivedAt, until: null, id }
}

function buildErasureReason({ requestedAt, dueAt }: Erasure): Reason {
  return { kind: 'erasure', timepoint: null, since: requestedAt, until: dueAt, id: null }
}

/** What arrived after the window waits for a decision, also of someone whose participation has ended since. */
function listLateReasons(assessment: TextedAssessment): readonly Reason[] {
  const received = listPendingLateAnswers(assessment).map(({ receivedAt }) => receivedAt)
  const since = received.sort()[0]
  if (since === undefined) return []
  return [{ kind: 'late-answers', timepoint: assessment.timepoint, since, until: null, id: null }]
}

/** An assessment that can be answered now, and that no text will be sent about any more, or one that was passed over. */
function listAssessmentReasons(
  assessment: TextedAssessment,
  permission: Permission,
  now: Temporal.Instant,
): readonly Reason[] {
  if (!isOpen(assessment, now)) return []
  const { timepoint, opensAt, dueAt, closesAt, nextTextAt, progress, heldAt, lastTextAt } = assessment
  const about = { timepoint, until: closesAt, id: null }
  switch (permission) {
    case 'stopped':
      return [{ ...about, kind: 'opted-out', since: opensAt }]
    case 'no-consent':
    case 'no-contact':
      return [{ ...about, kind: 'not-texted', since: opensAt }]
    case 'unreachable':
      return [{ ...about, kind: 'number-failed', since: opensAt }]
    case 'given': {
      const isLeftToPeople = nextTextAt === undefined && dueAt <= formatIso(now)
      const isHeld = heldAt !== undefined && heldAt > (lastTextAt ?? '')
      if (!isLeftToPeople) return isHeld ? [{ ...about, kind: 'text-held', since: heldAt }] : []
      return [{ ...about, kind: progress === 'started' ? 'partly-answered' : 'overdue', since: dueAt }]
    }
  }
}

/** A number that fails is put right before the next survey opens, not after. */
function listNumberReasons(
  assessments: readonly TextedAssessment[],
  permission: Permission,
  now: Temporal.Instant,
): readonly Reason[] {
  if (permission !== 'unreachable' || assessments.some((one) => isOpen(one, now))) return []
  const next = assessments
    .filter((one) => findState(one, now) === 'scheduled')
    .map(({ opensAt }) => opensAt)
    .sort()[0]
  return next === undefined
    ? []
    : [{ kind: 'number-failed', timepoint: null, since: formatIso(now), until: next, id: null }]
}

/** The last call about it says when to try again: tomorrow, at the time that was agreed, or not at all. */
function isSettledByCall(
  { timepoint }: Reason,
  calls: readonly Call[],
  timeZone: string,
  now: Temporal.Instant,
): boolean {
  // Who declined these questions is not asked about them again, unless a later call was about these very ones.
  if (calls.findLast((call) => call.timepoint === timepoint)?.outcome === 'declined') return true
  const last = calls.findLast((call) => call.timepoint === undefined || call.timepoint === timepoint)
  if (!last) return false
  switch (last.outcome) {
    case 'declined':
      return false
    case 'call-back':
      return formatIso(now) < (last.callBackAt ?? '')
    // The number is a reason of its own until it is put right.
    case 'wrong-number':
      return false
    case 'no-answer':
    case 'left-message':
    case 'will-answer': {
      const day = parseInstant(last.at).toZonedDateTimeISO(timeZone).toPlainDate()
      return day.equals(now.toZonedDateTimeISO(timeZone).toPlainDate())
    }
  }
}

function isOpen(assessment: TextedAssessment, now: Temporal.Instant): boolean {
  const state = findState(assessment, now)
  return state === 'open' || state === 'started'
}

/**
 * Of alerts: what is overdue and nobody has taken first, then who may be harmed, then what nobody has taken, and of each the
 * one that has waited longest. An alert about self-harm is due when it is raised, so no other stands above one that nobody
 * has taken.
 */
function createUrgencyOrder(
  alerts: ReadonlyMap<Reason, SafetyAlert>,
  now: string,
): (a: Reason, b: Reason) => number {
  const rankReason = (reason: Reason) => {
    const alert = alerts.get(reason)
    if (!alert) return 0
    const isTaken = alert.state === 'acknowledged'
    const isOverdue = !isTaken && alert.acknowledgeBy <= now
    return (isOverdue ? 0 : 4) + (isUrgent(alert) ? 0 : 2) + (isTaken ? 1 : 0)
  }
  return (a, b) =>
    REASONS.indexOf(a.kind) - REASONS.indexOf(b.kind) || rankReason(a) - rankReason(b) || compareEnds(a, b)
}

function compareTasks(
  a: readonly Reason[],
  b: readonly Reason[],
  compareUrgency: (a: Reason, b: Reason) => number,
): number {
  const [first, second] = [a[0], b[0]]
  return first && second ? compareUrgency(first, second) : 0
}

/** What ends first comes first; what has no end waits longest when it came first. */
function compareEnds(a: Reason, b: Reason): number {
  return compareText(a.until ?? a.since, b.until ?? b.since)
}

function compareText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
