import type { Log } from '../../platform/core/log.ts'
import type { StudyHeadStore } from '../../records/library/study-head.store.ts'
import type { StudyLibrary } from '../../records/library/study-library.ts'
import type { ParticipantStore } from '../../records/participant/participant.store.ts'
import type { RolloutStore } from '../../records/rollout/rollout.store.ts'
import type { ScheduleDeps } from '../schedule/change-schedule.ts'

/** What moves the participants of sites to the versions that these follow. */
export type RolloutDeps = ScheduleDeps & {
  readonly log: Log
  readonly library: Pick<StudyLibrary, 'findVersion' | 'listStudies'>
  /** As they are now, not as they were half a minute ago. */
  readonly heads: Pick<StudyHeadStore, 'find'>
  readonly rollouts: RolloutStore
  readonly participants: Pick<ParticipantStore, 'readPage'>
}
