import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createBucketClient } from '../platform/aws/bucket.ts'
import { systemClock as clock } from '../platform/core/clock.ts'
import type { LakeEngine } from '../platform/lake/lake-engine.ts'
import { createLargeStudies } from '../workflows/lake/large-studies.ts'
import { type Env, log } from './wire.ts'

/** What a function that asks the lake is given. */
export const LAKE_VARIABLES = ['LAKE_BUCKET', 'LAKE_ENGINE', 'LAKE_WORKGROUP', 'LAKE_DATABASE'] as const

type LakeEnv = Env<(typeof LAKE_VARIABLES)[number]>

/** A query that takes longer than a page may is stopped. */
const QUERY_MILLISECONDS = 25_000

/** Analyses of large studies. Its engine is loaded with the first of them. */
export function wireLargeStudies(env: LakeEnv) {
  const bucket = createBucketClient(env.LAKE_BUCKET)
  return {
    largeStudies: createLargeStudies({ bucket, clock, log, openEngine: () => openEngine(env, bucket) }),
  }
}

async function openEngine(env: LakeEnv, bucket: ReturnType<typeof createBucketClient>): Promise<LakeEngine> {
  if (env.LAKE_ENGINE === 'athena') {
    const { openAthena } = await import('../platform/aws/athena-client.ts')
    return openAthena({
      ...{ workGroup: env.LAKE_WORKGROUP, database: env.LAKE_DATABASE },
      timeoutMilliseconds: QUERY_MILLISECONDS,
    })
  }
  const [{ createDuckDbEngine }, { createLakeFiles }] = await Promise.all([
    import('../platform/lake/duckdb-engine.ts'),
    import('../platform/lake/lake-files.ts'),
  ])
  const folder = join(tmpdir(), 'concord-lake')
  return createDuckDbEngine(createLakeFiles(bucket, join(folder, env.LAKE_BUCKET)), {
    ...{ threads: 2, memoryMegabytes: 1_000, spillFolder: join(folder, 'spill') },
  })
}
