import { AthenaClient } from '@aws-sdk/client-athena'
import type { LakeEngine } from '../lake/lake-engine.ts'
import { type AthenaOptions, createAthenaEngine } from './athena-engine.ts'

/** Athena by the credentials and the region of the function. */
export function openAthena(options: AthenaOptions): LakeEngine {
  return createAthenaEngine(new AthenaClient({}), options)
}
