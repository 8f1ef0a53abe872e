import { createErasureStore } from '../records/erasure/erasure.store.ts'
import type { Env } from './wire.ts'
import { dynamo } from './wire-dynamo.ts'

/** What participants asked to have stopped or erased. In a file of its own, which the participant's page loads with the first who asks. */
export function wireErasures({ STUDY_TABLE }: Env<'STUDY_TABLE'>) {
  return { erasures: createErasureStore({ dynamo, table: STUDY_TABLE }) }
}
