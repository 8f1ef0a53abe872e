import type { Clock } from '../../platform/core/clock.ts'
import type { Ids } from '../../platform/core/ids.ts'
import type { AuditStore } from '../../records/audit/audit.store.ts'
import type { AuthoriseDeps } from './staff-access.ts'

/** What the staff API's routes are given. */
export type StaffDeps = AuthoriseDeps & {
  readonly clock: Clock
  readonly ids: Ids
  readonly audit: AuditStore
  readonly studyTable: string
}
