import { createBatchHandler, createPreparedHandler } from '../platform/aws/lambda.ts'
import { readSecret } from '../platform/aws/secret.ts'
import { readEnvironment } from '../platform/core/environment.ts'
import { createPacer } from '../platform/core/pacer.ts'
import { computePause } from '../rules/texting/pace.ts'
import { handleDue } from '../workflows/texting/handle-due.ts'
import { log, wireAnswers, wireContacts, wireLinks, wireParking, wireTexts } from './wire.ts'

const env = readEnvironment(
  ...([
    'STUDY_TABLE',
    'LIBRARY_TABLE',
    'CONTACTS_TABLE',
    'AUDIT_TABLE',
    'LINK_SECRET_ARN',
    'PUBLIC_URL',
  ] as const),
  ...([
    'SMS_ORIGINATION_IDENTITY',
    'SMS_CONFIGURATION_SET',
    'SMS_MAX_PRICE',
    'TEXTS_PER_SECOND',
    'TEXT_SENDERS',
  ] as const),
)
const wired = {
  ...{ ...wireAnswers(env), ...wireContacts(env), ...wireTexts(env), ...wireParking(env) },
  pace: createPacer(computePause(Number(env.TEXTS_PER_SECOND), Number(env.TEXT_SENDERS))),
  publicUrl: env.PUBLIC_URL,
}

export const handler = createPreparedHandler(log, async () => {
  const deps = { ...wired, ...wireLinks(env, await readSecret(env.LINK_SECRET_ARN)) }
  return createBatchHandler(log, (event) => handleDue(deps, event))
})
