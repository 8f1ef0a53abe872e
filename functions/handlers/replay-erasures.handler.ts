import { createEventHandler } from '../platform/aws/lambda.ts'
import { readEnvironment } from '../platform/core/environment.ts'
import { replayErasures, replayOrderSchema } from '../workflows/erasure/replay-erasures.ts'
import { log, wireAnswers, wireContacts, wireDeletion } from './wire.ts'
import { wireErasures } from './wire-erasures.ts'

/** Left for the answer when a run has to stop and say where to go on. */
const SPARE_MILLISECONDS = 30_000

const env = readEnvironment('STUDY_TABLE', 'LIBRARY_TABLE', 'CONTACTS_TABLE', 'AUDIT_TABLE')
const deps = { ...wireAnswers(env), ...wireContacts(env), ...wireErasures(env), ...wireDeletion(env) }

/** Invoked by an operator after a restore of the study’s or the contacts table, once per study; again with `after` while `next` is not null. */
export const handler = createEventHandler(log, replayOrderSchema, (order, context) =>
  replayErasures(deps, order, () => context.getRemainingTimeInMillis() > SPARE_MILLISECONDS),
)
