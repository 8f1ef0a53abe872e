import type { Clock } from '../../platform/core/clock.ts'
import type { Pause } from '../../platform/core/retry-on-conflict.ts'
import type { AlertStore } from '../../records/alert/alert.store.ts'
import type { AssessmentStore } from '../../records/assessment/assessment.store.ts'
import type { SurveyStore } from '../../records/assessment/survey.store.ts'
import type { AuditStore } from '../../records/audit/audit.store.ts'
import type { StudyLibrary } from '../../records/library/study-library.ts'
import type { ParticipantRecordStore } from '../../records/participant/participant-record.store.ts'

export type ResponseDeps = {
  readonly clock: Clock
  readonly library: StudyLibrary
  readonly surveys: Pick<SurveyStore, 'find' | 'saveAnswer' | 'recordOpening' | 'planClosing'>
  readonly assessments: Pick<AssessmentStore, 'findAmongAll' | 'listByParticipant'>
  readonly participantRecords: Pick<ParticipantRecordStore, 'find'>
  readonly audit: AuditStore
  readonly alerts: Pick<AlertStore, 'find'>
  readonly studyTable: string
  /** Before a survey that was changed meanwhile is read again. */
  readonly pause?: Pause | undefined
}
