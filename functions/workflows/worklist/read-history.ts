import type { HistoryEntry } from '../../../web/api/worklist/history.ts'
import type { ParticipantScope } from '../../platform/core/scope.ts'
import type { AlertStore } from '../../records/alert/alert.store.ts'
import type { TextPlanStore } from '../../records/assessment/text-plan.store.ts'
import type { ContactLogStore } from '../../records/contact-log/contact-log.store.ts'
import type { MessageStore } from '../../records/message/message.store.ts'
import type { NoticeStore } from '../../records/notice/notice.store.ts'
import { buildHistory } from '../../rules/history/participant-history.ts'

export type HistoryDeps = {
  readonly textPlans: Pick<TextPlanStore, 'listHistory'>
  readonly messages: Pick<MessageStore, 'listByParticipant'>
  readonly notices: Pick<NoticeStore, 'listByParticipant'>
  readonly alerts: Pick<AlertStore, 'listByParticipant'>
  readonly contactLog: Pick<ContactLogStore, 'listByParticipant'>
}

/** Everything that is kept of what passed between a participant and the clinic, newest first. */
export async function readHistory(
  { textPlans, messages, notices, alerts, contactLog }: HistoryDeps,
  scope: ParticipantScope,
): Promise<readonly HistoryEntry[]> {
  const [texts, received, sent, raised, log] = await Promise.all([
    textPlans.listHistory(scope),
    messages.listByParticipant(scope),
    notices.listByParticipant(scope),
    alerts.listByParticipant(scope),
    contactLog.listByParticipant(scope),
  ])
  return buildHistory({ texts, messages: received, notices: sent, alerts: raised, log })
}
