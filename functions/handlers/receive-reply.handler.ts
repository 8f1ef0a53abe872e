import { createQueueHandler } from '../platform/aws/lambda.ts'
import { readEnvironment } from '../platform/core/environment.ts'
import { inboundSchema } from '../records/message/message.ts'
import { receiveReply } from '../workflows/texting/receive-reply.ts'
import { log, wireAnswers, wireContacts, wireOptOuts, wireReplies, wireTexts, wireUrgent } from './wire.ts'
import { wireErasures } from './wire-erasures.ts'

const env = readEnvironment(
  ...(['STUDY_TABLE', 'LIBRARY_TABLE', 'CONTACTS_TABLE', 'AUDIT_TABLE'] as const),
  ...([
    'SMS_ORIGINATION_IDENTITY',
    'SMS_CONFIGURATION_SET',
    'SMS_MAX_PRICE',
    'SMS_OPT_OUT_LIST',
    'URGENT_QUEUE_URL',
  ] as const),
)
const deps = {
  ...wireAnswers(env),
  ...wireContacts(env),
  ...wireReplies(env),
  ...wireTexts(env),
  ...wireOptOuts(env),
  ...wireUrgent(env),
  ...wireErasures(env),
}

export const handler = createQueueHandler(log, inboundSchema, async (message, receivedAt) => {
  await receiveReply(deps, { ...message, receivedAt })
})
