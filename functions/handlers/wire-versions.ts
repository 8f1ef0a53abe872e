import { createStudyHeadStore } from '../records/library/study-head.store.ts'
import { createRolloutStore } from '../records/rollout/rollout.store.ts'
import type { Env } from './wire.ts'
import { dynamo } from './wire-dynamo.ts'

/** Which versions there are, as they are now, and how far participants are moved to them. */
export function wireVersions({ STUDY_TABLE, LIBRARY_TABLE }: Env<'STUDY_TABLE' | 'LIBRARY_TABLE'>) {
  return {
    rollouts: createRolloutStore({ dynamo, table: STUDY_TABLE }),
    heads: createStudyHeadStore({ dynamo, table: LIBRARY_TABLE }),
  }
}
