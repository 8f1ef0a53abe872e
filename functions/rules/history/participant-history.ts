import type { HistoryEntry } from '../../../web/api/worklist/history.ts'
import type { SafetyAlert } from '../../records/alert/alert.ts'
import type { TextHistory } from '../../records/assessment/text-plan.ts'
import { type ClinicalEvent, isRecording } from '../../records/clinical-event/clinical-event.ts'
import { type ContactEntry, isCall } from '../../records/contact-log/contact-log.ts'
import { isWaiting, type Message } from '../../records/message/message.ts'
import type { Notice } from '../../records/notice/notice.ts'
import type { AttributeEntry } from '../../records/participant/participant-attributes.ts'
import { formatAttempt, formatUnsent } from '../texting/message-history.ts'

/** What a participant's history is made from. */
export type HistoryRecords = {
  readonly texts: readonly TextHistory[]
  readonly messages: readonly Message[]
  readonly notices: readonly Notice[]
  readonly alerts: readonly SafetyAlert[]
  readonly log: readonly ContactEntry[]
  readonly events: readonly ClinicalEvent[]
  readonly attributes: readonly AttributeEntry[]
}

/** Everything between a participant and the clinic, newest first; of one instant, what followed stands above what it came from. */
export function buildHistory({
  texts,
  messages,
  notices,
  alerts,
  log,
  events,
  attributes,
}: HistoryRecords): readonly HistoryEntry[] {
  const entries: readonly HistoryEntry[] = [
    ...messages.map(buildMessageEntry),
    ...texts.flatMap(listTextEntries),
    ...alerts.flatMap(listAlertEntries),
    ...messages.flatMap(listReplyEntries),
    ...notices.map(buildNoticeEntry),
    ...log.flatMap(listLogEntries),
    ...messages.flatMap(listHandlingEntries),
    ...events.flatMap(listEventEntries),
    ...attributes.map(buildAttributeEntry),
  ]
  return entries
    .map((entry, order) => ({ entry, order }))
    .sort((a, b) => compare(b.entry.at, a.entry.at) || b.order - a.order)
    .map(({ entry }) => entry)
}

/**
 * One page of a history.
 *
 * @param cursor the id of the last entry of the page before
 * @returns `undefined` where the cursor names no entry
 */
export function findHistoryPage(
  history: readonly HistoryEntry[],
  cursor: string | undefined,
  limit: number,
): { readonly entries: readonly HistoryEntry[]; readonly next: string | null } | undefined {
  const before = cursor === undefined ? -1 : history.findIndex(({ id }) => id === cursor)
  if (cursor !== undefined && before < 0) return undefined
  const entries = history.slice(before + 1, before + 1 + limit)
  const isLast = before + 1 + entries.length >= history.length
  return { entries, next: isLast ? null : (entries.at(-1)?.id ?? null) }
}

function listTextEntries({ timepoint, attempts, unsent }: TextHistory): readonly HistoryEntry[] {
  return [
    ...attempts.map((attempt, place) => ({
      ...{ id: formatId('text', timepoint, place), kind: 'text' as const },
      ...formatAttempt(timepoint, attempt),
    })),
    ...unsent.map((one, place) => ({
      ...{ id: formatId('unsent', timepoint, place), kind: 'text' as const },
      ...formatUnsent(timepoint, one),
    })),
  ]
}

function buildMessageEntry(message: Message): HistoryEntry {
  const { id, receivedAt: at, body, intent, speaksOfSelfHarm, isShared, isForPerson } = message
  return {
    ...{ id: formatId('message', id), at, kind: 'message', message: id, body },
    ...{ intent, speaksOfSelfHarm, isShared },
    state: !isForPerson ? 'for-nobody' : isWaiting(message) ? 'waiting' : 'handled',
  }
}

function listReplyEntries({ id, reply }: Message): readonly HistoryEntry[] {
  if (!reply) return []
  const { kind, body, at, outcome } = reply
  return [{ id: formatId('reply', id), at, kind: 'reply', message: id, body, reply: kind, outcome }]
}

function listHandlingEntries({ id: message, handling }: Message): readonly HistoryEntry[] {
  return handling.map(({ at, by, step, note }, place) => ({
    ...{ id: formatId('handling', message, place), at, kind: 'handling', message, by, step },
    note: note ?? null,
  }))
}

function buildNoticeEntry({
  id,
  kind,
  about,
  list,
  channel,
  createdAt,
  state,
  tries,
  failure,
}: Notice): HistoryEntry {
  return {
    ...{ id: formatId('urgent', id), at: createdAt, kind: 'urgent', urgent: kind, about },
    ...{ list: list ?? null, channel, outcome: state, tries, failure: failure ?? null },
  }
}

function listAlertEntries({
  id: alert,
  steps,
  rule,
  instrument,
  timepoint,
}: SafetyAlert): readonly HistoryEntry[] {
  return steps.map(({ at, step, by, reason }, place) => ({
    ...{ id: formatId('alert', alert, place), at, kind: 'alert', alert, step, rule, instrument, timepoint },
    ...{ by: by ?? null, reason: reason ?? null },
  }))
}

function listLogEntries(entry: ContactEntry): readonly HistoryEntry[] {
  const { id, at, by, timepoint, callBackAt, alert, text } = entry
  if (isCall(entry))
    return [
      {
        ...{ id: formatId('call', id), at, kind: 'call', by, outcome: entry.outcome },
        ...{ timepoint: timepoint ?? null, callBackAt: callBackAt ?? null, text: text ?? null },
      },
    ]
  return text === undefined
    ? []
    : [{ id: formatId('note', id), at, kind: 'note', by, alert: alert ?? null, text }]
}

/** A voiding says what it voided. */
function listEventEntries({ id, at: happenedAt, entries }: ClinicalEvent): readonly HistoryEntry[] {
  return entries.flatMap((entry, place): HistoryEntry[] => {
    const recording = entries.slice(0, place + 1).findLast(isRecording)
    if (!recording) return []
    return [
      {
        ...{ id: formatId('event', id, place), at: entry.recordedAt, kind: 'clinical-event' },
        ...{ event: id, happenedAt, by: entry.by, detail: recording.event },
        step: isRecording(entry) ? 'recorded' : 'voided',
        reason: isRecording(entry) ? null : entry.voided,
      },
    ]
  })
}

/** With what stood before it. */
function buildAttributeEntry(
  { attribute, code, recordedAt, by }: AttributeEntry,
  place: number,
  entries: readonly AttributeEntry[],
): HistoryEntry {
  const before = entries.slice(0, place).findLast((one) => one.attribute === attribute)
  return {
    ...{ id: formatId('attribute', attribute, place), at: recordedAt, kind: 'attribute', by, attribute },
    ...{ before: before?.code ?? null, after: code },
  }
}

function formatId(...parts: readonly (string | number)[]): string {
  return parts.join(':')
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
