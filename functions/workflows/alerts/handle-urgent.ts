import type { DueUrgent } from '../../records/due/due.ts'
import { type EscalateDeps, escalateAlert } from './escalate-alert.ts'
import { type NoticeDeps, type NoticeResult, sendNotice } from './send-notice.ts'

/** What is urgent and due: an alert is sent to people by beginning a notice to each, a notice by trying it. */
export async function handleUrgent(
  deps: EscalateDeps & NoticeDeps,
  due: DueUrgent,
): Promise<NoticeResult | Awaited<ReturnType<typeof escalateAlert>>> {
  return due.kind === 'alert' ? escalateAlert(deps, due) : sendNotice(deps, due)
}
