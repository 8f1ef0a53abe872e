import type { HistoryEntry } from '../../../web/api/worklist/history.ts'
import type { ParticipantScope } from '../../platform/core/scope.ts'
import type { AlertStore } from '../../records/alert/alert.store.ts'
import type { TextPlanStore } from '../../records/assessment/text-plan.store.ts'
import type { ClinicalEventStore } from '../../records/clinical-event/clinical-event.store.ts'
import type { Contact } from '../../records/contact/contact.store.ts'
import type { ContactLogStore } from '../../records/contact-log/contact-log.store.ts'
import type { MessageStore } from '../../records/message/message.store.ts'
import type { NoticeStore } from '../../records/notice/notice.store.ts'
import type { ParticipantStore } from '../../records/participant/participant.store.ts'
import { buildHistory } from '../../rules/history/participant-history.ts'
import { type Sealed, sealIdentified } from '../access/identified-data.ts'

export type HistoryDeps = {
  readonly textPlans: Pick<TextPlanStore, 'listHistory'>
  readonly messages: Pick<MessageStore, 'listByParticipant'>
  readonly notices: Pick<NoticeStore, 'listByParticipant'>
  readonly alerts: Pick<AlertStore, 'listByParticipant'>
  readonly clinicalEvents: Pick<ClinicalEventStore, 'listByParticipant'>
  readonly contactLog: Pick<ContactLogStore, 'listByParticipant'>
  readonly participants: Pick<ParticipantStore, 'find'>
}

/** Everything that is kept of what passed between a participant and the clinic, newest first. */
export async function readHistory(
  deps: HistoryDeps,
  scope: ParticipantScope,
): Promise<Sealed<readonly HistoryEntry[]>> {
  return sealIdentified(await readEntries(deps, scope), [scope.participant])
}

/** The same with whom to call. */
export async function readHistoryWithContact(
  deps: HistoryDeps & {
    readonly findContact: (scope: ParticipantScope) => Promise<Contact | undefined>
  },
  scope: ParticipantScope,
): Promise<Sealed<{ readonly contact: Contact | undefined; readonly history: readonly HistoryEntry[] }>> {
  const [contact, history] = await Promise.all([deps.findContact(scope), readEntries(deps, scope)])
  return sealIdentified({ contact, history }, [scope.participant])
}

async function readEntries(
  { textPlans, messages, notices, alerts, contactLog, clinicalEvents, participants }: HistoryDeps,
  scope: ParticipantScope,
): Promise<readonly HistoryEntry[]> {
  const [texts, received, sent, raised, log, events, participant] = await Promise.all([
    textPlans.listHistory(scope),
    messages.listByParticipant(scope),
    notices.listByParticipant(scope),
    alerts.listByParticipant(scope),
    contactLog.listByParticipant(scope),
    clinicalEvents.listByParticipant(scope),
    participants.find(scope),
  ])
  const { attributes = [] } = participant ?? {}
  return buildHistory({ texts, messages: received, notices: sent, alerts: raised, log, events, attributes })
}
