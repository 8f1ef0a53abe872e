import * as z from 'zod/mini'
import { createBucketClient } from '../platform/aws/bucket.ts'
import { createEventHandler } from '../platform/aws/lambda.ts'
import { createLog } from '../platform/aws/log.ts'
import { systemClock as clock } from '../platform/core/clock.ts'
import { readEnvironment } from '../platform/core/environment.ts'
import { createStoredItemReader } from '../records/lake/stored-items.store.ts'
import { compactLake } from '../workflows/lake/compact-lake.ts'
import { dynamo } from './wire-dynamo.ts'
import { wireLibrary } from './wire-library.ts'

const log = createLog()
const env = readEnvironment('LAKE_BUCKET', 'LIBRARY_TABLE', 'STUDY_TABLE')
const { library } = wireLibrary(env)
const deps = {
  ...{ log, clock, library, lake: createBucketClient(env.LAKE_BUCKET) },
  readItems: createStoredItemReader({ dynamo, table: env.STUDY_TABLE }),
}

/** Called every night. */
export const handler = createEventHandler(log, z.unknown(), () => compactLake(deps))
