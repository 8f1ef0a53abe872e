import type { Temporal } from 'temporal-polyfill'
import type { Library } from '../../../surveys/library/library.ts'
import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { titleOfInstance } from '../../../surveys/study/occurrence.ts'
import type { TodayTask, TodayView } from '../../../web/console/index.ts'
import { isoOf } from '../../platform/core/clock.ts'
import type { SafetyAlert } from '../../records/alert/alert.ts'
import type { Reason, Task } from '../../rules/worklist/worklist.ts'
import type { Worklist } from '../../workflows/worklist/read-worklist.ts'
import { alertSource } from '../app/alert-source.ts'

type TodayWords = {
  readonly now: Temporal.Instant
  readonly locale: string
  readonly newKey: () => string
  /** How many of a participant's texts did not arrive. */
  readonly notArrived: ReadonlyMap<string, number>
}

/** The page of whom to call, from the worklist. */
export function todayView(
  study: StudyDefinition,
  library: Library,
  site: string,
  memberSites: readonly string[],
  worklist: Worklist,
  notice: TodayView['notice'],
  words: TodayWords,
): TodayView {
  const siteOf = (id: string) => study.sites.find((candidate) => candidate.id === id)
  return {
    asOf: isoOf(words.now),
    site: { id: site, name: siteOf(site)?.name ?? site, timeZone: siteOf(site)?.timeZone ?? 'UTC' },
    sites: memberSites.map((id) => ({ id, name: siteOf(id)?.name ?? id })),
    tasks: worklist.tasks.map((task) => shownTask(study, library, worklist, task, words)),
    onCallStopped: worklist.onCallStopped,
    notice,
  }
}

function shownTask(
  study: StudyDefinition,
  library: Library,
  worklist: Worklist,
  { calls, reasons, ...task }: Task,
  { locale, newKey, notArrived }: TodayWords,
): TodayTask {
  const contact = worklist.contacts.get(task.participant)
  const reasonOf = (reason: Reason): TodayTask['reasons'][number] => {
    const alert =
      reason.kind === 'alert-open'
        ? worklist.alerts.find((one) => one.participant === task.participant && one.id === reason.id)
        : undefined
    const message =
      reason.kind === 'message-unread'
        ? worklist.messages.find((one) => one.participant === task.participant && one.id === reason.id)
        : undefined
    return {
      kind: reason.kind,
      timepoint:
        reason.timepoint === null
          ? null
          : { id: reason.timepoint, title: titleOfInstance(study, reason.timepoint, locale) },
      until: reason.until,
      alert: alert ? shownAlert(alert, library, locale) : null,
      message: message
        ? { id: message.id, body: message.body, at: message.receivedAt, isShared: message.isShared }
        : null,
    }
  }
  return {
    ...task,
    key: newKey(),
    notArrived: notArrived.get(task.participant) ?? 0,
    name: contact?.name ?? null,
    phone: contact?.phone ?? null,
    reasons: reasons.map(reasonOf),
    calls: calls.map(({ at, outcome, callBackAt, text }) => ({
      ...{ at, outcome },
      callBackAt: callBackAt ?? null,
      text: text ?? null,
    })),
  }
}

function shownAlert(alert: SafetyAlert, library: Library, locale: string) {
  const { id, revision, state, owner } = alert
  const source = alertSource(library, alert, locale)
  return { id, revision, source, isTaken: state === 'acknowledged', owner: owner ?? null }
}
