import middy from '@middy/core'
import type { Context } from 'aws-lambda'
import * as z from 'zod'
import { shippedLibrary } from '../../surveys/library/library.ts'
import { createDynamo } from '../platform/aws/dynamodb.ts'
import { systemClock as clock } from '../platform/core/clock.ts'
import { readEnvironment } from '../platform/core/environment.ts'
import { scopeForOperator } from '../platform/core/scope.ts'
import { createAuditStore } from '../records/audit/audit.store.ts'
import { createResponseStore } from '../records/response/response.store.ts'
import { createScoreStore } from '../records/score/score.store.ts'
import { CURRENT_SCORING, recomputeScores } from '../workflows/scores/recompute-scores.ts'

/** Left for the answer when a run has to stop and say where to go on. */
const SPARE_MILLISECONDS = 10_000

const env = readEnvironment('STUDY_TABLE', 'AUDIT_TABLE')
const dynamo = createDynamo()
const store = { dynamo, table: env.STUDY_TABLE }
const orderSchema = z.strictObject({
  study: z.string(),
  site: z.string(),
  after: z.string().nullable().default(null),
})

/** Invoked by an operator after an upgrade that raised the scoring algorithm; again with `after` while `next` is not null. */
export const handler = middy().handler(async (event: unknown, context: Context) => {
  const { study, site, after } = orderSchema.parse(event)
  const library = shippedLibrary()
  const scope = scopeForOperator(library.study(study)?.definition, site)
  if (!scope) throw new Error('no such study or site')
  const mayGoOn = () => context.getRemainingTimeInMillis() > SPARE_MILLISECONDS
  const deps = {
    ...{ library, clock, studyTable: env.STUDY_TABLE },
    audit: createAuditStore({ dynamo, table: env.AUDIT_TABLE, clock }),
    responses: createResponseStore(store),
    scores: createScoreStore(store),
  }
  return await recomputeScores(deps, scope, CURRENT_SCORING, mayGoOn, after)
})
