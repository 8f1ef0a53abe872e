import { createQueueHandler } from '../platform/aws/lambda.ts'
import { readEnvironment } from '../platform/core/environment.ts'
import { dueErasureSchema } from '../records/due/due.ts'
import { runErasure } from '../workflows/erasure/run-erasure.ts'
import { log, wireAnswers, wireContacts, wireDeletion, wireTexts } from './wire.ts'
import { wireErasures } from './wire-erasures.ts'

const env = readEnvironment(
  ...(['STUDY_TABLE', 'LIBRARY_TABLE', 'CONTACTS_TABLE', 'AUDIT_TABLE'] as const),
  ...(['SMS_ORIGINATION_IDENTITY', 'SMS_CONFIGURATION_SET', 'SMS_MAX_PRICE'] as const),
)
const deps = {
  ...{ ...wireAnswers(env), ...wireContacts(env), ...wireTexts(env) },
  ...{ ...wireErasures(env), ...wireDeletion(env) },
}

export const handler = createQueueHandler(log, dueErasureSchema, async (due) => {
  await runErasure(deps, due)
})
