import type { TextSender } from '../../platform/aws/sms.ts'
import type { Log } from '../../platform/core/log.ts'
import type { ParticipantScope } from '../../platform/core/scope.ts'
import type { SurveyStore } from '../../records/assessment/survey.store.ts'
import type { Contact } from '../../records/contact/contact.store.ts'
import type { ErasedContactsStore } from '../../records/erasure/erased-contacts.store.ts'
import type { ErasedStudyDataStore } from '../../records/erasure/erased-study-data.store.ts'
import type { ErasureStore } from '../../records/erasure/erasure.store.ts'
import type { StudyLibrary } from '../../records/library/study-library.ts'
import type { ParticipantStore } from '../../records/participant/participant.store.ts'
import type { Phone } from '../../records/phone/phone.ts'
import type { ScheduleDeps } from '../schedule/change-schedule.ts'
import type { OpenAlertDeps } from './open-alerts.ts'

/** What the steps of an erasure read and write. */
export type ErasureStepDeps = ScheduleDeps & {
  readonly library: StudyLibrary
  readonly erasures: ErasureStore
  readonly erasedContacts: ErasedContactsStore
  readonly erasedStudyData: ErasedStudyDataStore
  readonly surveys: Pick<SurveyStore, 'find' | 'endLink'>
  readonly findContact: (scope: ParticipantScope) => Promise<Contact | undefined>
  readonly contactsTable: string
}

/** With the last text. */
export type ErasureDeps = ErasureStepDeps &
  OpenAlertDeps & {
    readonly log: Log
    readonly participants: Pick<ParticipantStore, 'find'>
    readonly findPhone: (number: string) => Promise<Phone>
    readonly texts: TextSender
  }
