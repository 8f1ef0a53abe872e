import type { Library } from '../../surveys/library.ts'
import type { AssignmentStore } from '../assignment/assignment.store.ts'
import type { AuditStore } from '../audit/audit.store.ts'
import type { Clock } from '../platform/clock.ts'
import type { AlertStore } from '../safety/alert.store.ts'
import type { ScheduleReadDeps } from '../schedule/change-schedule.ts'
import type { ScoreStore } from '../score/score.store.ts'
import type { ResponseStore } from './response.store.ts'

export type ResponseDeps = ScheduleReadDeps & {
  readonly newLinkId: () => string
  readonly clock: Clock
  readonly library: Library
  readonly assignments: AssignmentStore
  readonly responses: ResponseStore
  readonly audit: AuditStore
  readonly alerts: Pick<AlertStore, 'find'>
  readonly scores: Pick<ScoreStore, 'ofParticipant'>
  readonly studyTable: string
}
