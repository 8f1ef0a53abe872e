import { createQueueHandler } from '../platform/aws/lambda.ts'
import { systemClock as clock } from '../platform/core/clock.ts'
import { readEnvironment } from '../platform/core/environment.ts'
import { deliveryEventSchema, recordDelivery } from '../workflows/texting/record-delivery.ts'
import { log, wireAudit, wireContacts, wireDelivery } from './wire.ts'

const env = readEnvironment('STUDY_TABLE', 'CONTACTS_TABLE', 'AUDIT_TABLE')
const deps = { clock, ...wireAudit(env), ...wireContacts(env), ...wireDelivery(env) }

export const handler = createQueueHandler(log, deliveryEventSchema, async (event) => {
  await recordDelivery(deps, event)
})
