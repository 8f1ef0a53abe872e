import type { TextPlanStore } from '../../records/assessment/text-plan.store.ts'
import type { Due } from '../../records/due/due.ts'
import type { MessageStore } from '../../records/message/message.store.ts'
import type { NoticeStore } from '../../records/notice/notice.store.ts'
import type { Phone } from '../../records/phone/phone.ts'
import type { ErasureStepDeps } from '../erasure/erasure.deps.ts'

export type RestoreDeps = ErasureStepDeps & {
  /** Everything that was due at a moment (ISO 8601) or before, read from the table and from no index. */
  readonly scanPastDue: (until: string) => AsyncIterable<Due>
  readonly messages: Pick<MessageStore, 'findReceived'>
  readonly textPlans: Pick<TextPlanStore, 'findWithSurvey' | 'endPlan'>
  readonly notices: Pick<NoticeStore, 'find' | 'change'>
  readonly findPhone: (number: string) => Promise<Phone>
  readonly changeUnownedPhone: (number: string, read: Phone, to: Phone) => Promise<boolean>
  /** The carrier’s list of numbers that it sends nothing to, with since when (ISO 8601). */
  readonly listCarrierOptOuts: () => AsyncIterable<{ readonly number: string; readonly since: string }>
}
