import { createQueueHandler } from '../platform/aws/lambda.ts'
import { readEnvironment } from '../platform/core/environment.ts'
import { dueUrgentSchema } from '../records/due/due.ts'
import { handleUrgent } from '../workflows/alerts/handle-urgent.ts'
import { log, wireAlerts, wireCalls, wireContacts, wireMail, wireSchedule, wireTexts } from './wire.ts'

const env = readEnvironment(
  ...([
    'STUDY_TABLE',
    'LIBRARY_TABLE',
    'CONTACTS_TABLE',
    'AUDIT_TABLE',
    'PUBLIC_URL',
    'MAIL_SENDER',
  ] as const),
  ...(['SMS_ORIGINATION_IDENTITY', 'SMS_CONFIGURATION_SET', 'SMS_MAX_PRICE'] as const),
)
const deps = {
  ...{ ...wireSchedule(env), ...wireContacts(env), ...wireAlerts(env), ...wireCalls(env) },
  ...{ ...wireTexts(env), ...wireMail(env), publicUrl: env.PUBLIC_URL },
}

export const handler = createQueueHandler(log, dueUrgentSchema, async (due) => {
  await handleUrgent(deps, due)
})
