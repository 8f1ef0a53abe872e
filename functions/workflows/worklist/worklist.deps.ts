import type { Log } from '../../platform/core/log.ts'
import type { ParticipantScope } from '../../platform/core/scope.ts'
import type { AuditStore } from '../../records/audit/audit.store.ts'
import type { Contact } from '../../records/contact/contact.store.ts'
import type { ContactDigests } from '../../records/contact/contact-digests.ts'
import type { OnCallList } from '../../records/on-call/on-call.ts'
import type { ParticipantStore } from '../../records/participant/participant.store.ts'
import type { IdentifiedData } from '../access/identified-data.ts'
import type { StaffDeps } from '../access/staff.deps.ts'
import type { InterviewDeps } from '../calls/open-interview.ts'
import type { DecideErasureDeps } from '../erasure/decide-erasure.ts'
import type { LinkDeps } from '../links/end-links.ts'
import type { DuplicateDeps } from '../participants/find-duplicates.ts'
import type { HistoryDeps } from './read-history.ts'
import type { WorklistDeps } from './read-worklist.ts'

export type WorklistRouteDeps = StaffDeps &
  WorklistDeps &
  HistoryDeps &
  InterviewDeps &
  LinkDeps &
  DecideErasureDeps &
  DuplicateDeps & {
    readonly audit: AuditStore
    readonly identified: IdentifiedData
    readonly contactDigests: ContactDigests
    readonly participants: Pick<ParticipantStore, 'find'>
    readonly findContact: (scope: ParticipantScope) => Promise<Contact | undefined>
    readonly findLeadsOnCall: (study: string) => Promise<OnCallList>
    readonly log: Log
    readonly publicUrl: string
    readonly contactsTable: string
  }
