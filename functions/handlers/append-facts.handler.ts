import { createBucketClient } from '../platform/aws/bucket.ts'
import { createEventHandler } from '../platform/aws/lambda.ts'
import { createLog } from '../platform/aws/log.ts'
import { readEnvironment } from '../platform/core/environment.ts'
import { appendFacts, studyStreamSchema } from '../workflows/lake/append-facts.ts'
import { wireLibrary } from './wire-library.ts'

const log = createLog()
const env = readEnvironment('LAKE_BUCKET', 'LIBRARY_TABLE')
const { library } = wireLibrary(env)
const deps = { log, library, lake: createBucketClient(env.LAKE_BUCKET) }

/** Called with what changed in the Study table. */
export const handler = createEventHandler(log, studyStreamSchema, (stream) => appendFacts(deps, stream))
