import type { Library } from '../../../surveys/library/library.ts'
import type { Clock } from '../../platform/core/clock.ts'
import type { AlertStore } from '../../records/alert/alert.store.ts'
import type { AssessmentStore } from '../../records/assessment/assessment.store.ts'
import type { AuditStore } from '../../records/audit/audit.store.ts'
import type { ResponseStore } from '../../records/response/response.store.ts'
import type { ScoreStore } from '../../records/score/score.store.ts'
import type { ScheduleReadDeps } from '../schedule/change-schedule.ts'

export type ResponseDeps = ScheduleReadDeps & {
  readonly createLinkId: () => string
  readonly clock: Clock
  readonly library: Library
  readonly assessments: AssessmentStore
  readonly responses: ResponseStore
  readonly audit: AuditStore
  readonly alerts: Pick<AlertStore, 'find'>
  readonly scores: Pick<ScoreStore, 'listByParticipant'>
  readonly studyTable: string
}
