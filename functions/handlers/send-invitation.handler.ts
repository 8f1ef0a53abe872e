import { createBatchHandler } from '../platform/aws/lambda.ts'
import { readSecret } from '../platform/aws/secret.ts'
import { readEnvironment } from '../platform/core/environment.ts'
import { handleDue } from '../workflows/texting/handle-due.ts'
import { log, wireAlerts, wireContacts, wireLinks, wireSchedule, wireTexts } from './wire.ts'

const env = readEnvironment(
  ...(['STUDY_TABLE', 'CONTACTS_TABLE', 'AUDIT_TABLE', 'LINK_SECRET_ARN', 'PUBLIC_URL'] as const),
  ...(['SMS_ORIGINATION_IDENTITY', 'SMS_CONFIGURATION_SET'] as const),
)
const deps = {
  ...{ ...wireSchedule(env), ...wireContacts(env), ...wireAlerts(env), ...wireTexts(env) },
  ...wireLinks(await readSecret(env.LINK_SECRET_ARN)),
  publicUrl: env.PUBLIC_URL,
}

export const handler = createBatchHandler(log, (event) => handleDue(deps, event))
