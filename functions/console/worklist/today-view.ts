import type { Temporal } from 'temporal-polyfill'
import type { Instruments } from '../../../surveys/library/library.ts'
import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { formatOccurrenceTitle } from '../../../surveys/study/occurrence.ts'
import type { TodayTask, TodayView } from '../../../web/console/index.ts'
import { formatIso } from '../../platform/core/clock.ts'
import { listRaisingGroups, type SafetyAlert } from '../../records/alert/alert.ts'
import { findState, isOver } from '../../records/assessment/assessment.ts'
import { listPendingLateAnswers } from '../../records/assessment/late-answer.ts'
import { formatDisposition } from '../../records/participant/participant.ts'
import { isUrgent } from '../../rules/safety/escalation.ts'
import { isCallOffered, type Reason, type Task } from '../../rules/worklist/worklist.ts'
import { formatAlertKey } from '../../workflows/worklist/alert-key.ts'
import type { AlertEvidence } from '../../workflows/worklist/read-evidence.ts'
import type { Worklist } from '../../workflows/worklist/read-worklist.ts'
import { describeAlertSource } from '../app/alert-source.ts'
import { buildErasureCase } from '../participants/erasure-view.ts'
import { listEvidence } from './alert-evidence.ts'

type TodayOptions = {
  readonly isLeadsOnCallEmpty: boolean
  readonly now: Temporal.Instant
  readonly locale: string
  readonly createKey: () => string
  /** Sign-in id of whoever looks at it. */
  readonly viewer: string
  /** How many of a participant's texts did not arrive. */
  readonly notArrived: ReadonlyMap<string, number>
  readonly evidence: AlertEvidence
}

/** The page of whom to call, from the worklist. */
export function buildTodayView(
  study: StudyDefinition,
  library: Instruments,
  site: string,
  memberSites: readonly string[],
  worklist: Worklist,
  notice: TodayView['notice'],
  words: TodayOptions,
): TodayView {
  const findSite = (id: string) => study.sites.find((candidate) => candidate.id === id)
  return {
    asOf: formatIso(words.now),
    site: { id: site, name: findSite(site)?.name ?? site, timeZone: findSite(site)?.timeZone ?? 'UTC' },
    sites: memberSites.map((id) => ({ id, name: findSite(id)?.name ?? id })),
    tasks: worklist.tasks.map((task) => buildTask(study, library, worklist, task, words)),
    isOnCallEmpty: worklist.onCall.reached.length === 0,
    isLeadsOnCallEmpty: words.isLeadsOnCallEmpty,
    onCallStopped: worklist.onCall.stopped,
    textsStopped: worklist.textsStopped
      ? { since: worklist.textsStopped.stoppedAt, code: worklist.textsStopped.code }
      : null,
    notice,
  }
}

function buildTask(
  study: StudyDefinition,
  library: Instruments,
  worklist: Worklist,
  { calls, reasons, ended, isLeftAlone, ...task }: Task,
  { now, locale, createKey, viewer, notArrived, evidence }: TodayOptions,
): TodayTask {
  const contact = worklist.contacts.get(task.participant)
  const buildReason = (reason: Reason): TodayTask['reasons'][number] => {
    const alert =
      reason.kind === 'alert-open'
        ? worklist.alerts.find((one) => one.participant === task.participant && one.id === reason.id)
        : undefined
    const message =
      reason.kind === 'message-unread'
        ? worklist.messages.find((one) => one.participant === task.participant && one.id === reason.id)
        : undefined
    const erasure =
      reason.kind === 'erasure'
        ? worklist.erasures.find(({ participant }) => participant === task.participant)
        : undefined
    return {
      kind: reason.kind,
      timepoint:
        reason.timepoint === null
          ? null
          : { id: reason.timepoint, title: formatOccurrenceTitle(study, reason.timepoint, locale) },
      until: reason.until,
      alert: alert ? buildAlert(alert, evidence, library, locale) : null,
      message: message
        ? { id: message.id, body: message.body, at: message.receivedAt, isShared: message.isShared }
        : null,
      late: reason.kind === 'late-answers' ? buildLate(study, worklist, task.participant, reason, now) : null,
      erasure: erasure ? buildErasureCase(study, erasure, viewer, formatIso(now)) : null,
    }
  }
  return {
    ...task,
    ended: formatDisposition(ended ?? undefined),
    isCallOffered: isCallOffered({ ended, reasons, isLeftAlone }),
    key: createKey(),
    notArrived: notArrived.get(task.participant) ?? 0,
    unsent: worklist.unsent.get(task.participant) ?? [],
    name: contact?.name ?? null,
    phone: contact?.phone ?? null,
    reasons: reasons.map(buildReason),
    calls: calls.map(({ at, outcome, callBackAt, text }) => ({
      ...{ at, outcome },
      callBackAt: callBackAt ?? null,
      text: text ?? null,
    })),
  }
}

function buildLate(
  { unsubmittedAnswers }: StudyDefinition,
  { assessments }: Worklist,
  participant: string,
  { timepoint }: Reason,
  now: Temporal.Instant,
): TodayTask['reasons'][number]['late'] {
  const found = assessments.find((one) => one.participant === participant && one.timepoint === timepoint)
  if (!found) return null
  const effect = !isOver(findState(found, now))
    ? 'too-late'
    : unsubmittedAnswers === 'counted'
      ? 'counted'
      : 'not-counted'
  return { count: listPendingLateAnswers(found).length, effect }
}

function buildAlert(
  alert: SafetyAlert,
  { now, raisedBy }: AlertEvidence,
  library: Instruments,
  locale: string,
) {
  const { participant, id, revision, state, owner, raises, lastRaisedAt } = alert
  const source = describeAlertSource(library, alert, locale)
  return {
    ...{ id, revision, source, isTaken: state === 'acknowledged', owner: owner ?? null },
    ...{ isUrgent: isUrgent(alert), raises, lastRaisedAt },
    evidence: listEvidence(library, alert.evidence, now.get(formatAlertKey(alert)), locale),
    texts: listRaisingGroups(alert).map((ids) =>
      ids.flatMap((one) => {
        const text = raisedBy.get(formatAlertKey({ participant, id: one }))
        return text ? [{ id: text.id, body: text.body, at: text.receivedAt, isShared: text.isShared }] : []
      }),
    ),
  }
}
