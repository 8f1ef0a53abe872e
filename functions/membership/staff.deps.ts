import type { AuditStore } from '../audit/audit.store.ts'
import type { Clock } from '../platform/clock.ts'
import type { Ids } from '../platform/ids.ts'
import type { AuthoriseDeps } from './staff.ts'

/** What the staff API's routes are given. */
export type StaffDeps = AuthoriseDeps & {
  readonly clock: Clock
  readonly ids: Ids
  readonly audit: AuditStore
  readonly studyTable: string
  readonly newLinkId: () => string
}
