import { createEventHandler } from '../platform/aws/lambda.ts'
import { readEnvironment } from '../platform/core/environment.ts'
import { recomputeOrderSchema, recomputeSite } from '../workflows/scores/recompute-scores.ts'
import { log, wireAnswers } from './wire.ts'

/** Left for the answer when a run has to stop and say where to go on. */
const SPARE_MILLISECONDS = 10_000

const deps = wireAnswers(readEnvironment('STUDY_TABLE', 'LIBRARY_TABLE', 'AUDIT_TABLE'))

/** Invoked by an operator after an upgrade that raised the scoring algorithm; again with `after` while `next` is not null. */
export const handler = createEventHandler(log, recomputeOrderSchema, (order, context) =>
  recomputeSite(deps, order, () => context.getRemainingTimeInMillis() > SPARE_MILLISECONDS),
)
