import type { OptOuts } from '../../platform/aws/opt-outs.ts'
import type { ParticipantScope, SiteScope } from '../../platform/core/scope.ts'
import type { AuditStore } from '../../records/audit/audit.store.ts'
import type { Contact } from '../../records/contact/contact.store.ts'
import type { DueQueue } from '../../records/due/due-queue.store.ts'
import type { ErasureStore } from '../../records/erasure/erasure.store.ts'
import type { MessageStore } from '../../records/message/message.store.ts'
import type { Message, MessageReply } from '../../records/message/message.ts'
import type { OnCallList } from '../../records/on-call/on-call.ts'
import type { ReplyClaim, ReplyClaimResult } from '../../records/phone/phone.store.ts'
import type { Phone } from '../../records/phone/phone.ts'
import type { RecentTexts } from '../../records/recent-texts/recent-texts.ts'
import type { LinkDeps } from '../links/end-links.ts'
import type { AnswerDeps } from './answer-reply.ts'
import type { ConverseDeps } from './continue-conversation.ts'

export type ReplyDeps = ConverseDeps &
  LinkDeps &
  AnswerDeps & {
    readonly audit: AuditStore
    readonly listOwners: (number: string) => Promise<readonly ParticipantScope[]>
    readonly findPhone: (number: string) => Promise<Phone>
    /** `false` when the number is not as it was read. */
    readonly changeUnownedPhone: (number: string, read: Phone, to: Phone) => Promise<boolean>
    /** Once per message, and so many a day. */
    readonly claimReply: (claim: ReplyClaim) => Promise<ReplyClaimResult>
    readonly recordReplyOutcome: (
      scope: ParticipantScope,
      message: Pick<Message, 'id' | 'isForPerson'>,
      outcome: MessageReply['outcome'],
    ) => Promise<void>
    readonly findContact: (scope: ParticipantScope) => Promise<Contact | undefined>
    readonly findRecentTexts: (number: string) => Promise<RecentTexts | undefined>
    readonly findOnCall: (scope: SiteScope) => Promise<OnCallList>
    readonly findLeadsOnCall: (study: string) => Promise<OnCallList>
    readonly erasures: Pick<ErasureStore, 'find'>
    readonly optOuts: OptOuts
    readonly urgent: DueQueue
    readonly messages: Pick<MessageStore, 'findReceived'>
    readonly contactsTable: string
  }
