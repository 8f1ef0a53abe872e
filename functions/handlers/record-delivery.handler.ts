import middy from '@middy/core'
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda'
import { createDynamo } from '../platform/aws/dynamodb.ts'
import { eachRecord } from '../platform/aws/queue.ts'
import { systemClock as clock } from '../platform/core/clock.ts'
import { readEnvironment } from '../platform/core/environment.ts'
import { consoleLog as log } from '../platform/core/log.ts'
import { createAuditStore } from '../records/audit/audit.store.ts'
import { createInvitationStore } from '../records/invitation/invitation.store.ts'
import { findPhone, forgetFailures } from '../records/phone/phone.store.ts'
import { deliveryEventSchema, recordDelivery } from '../workflows/texting/record-delivery.ts'

const env = readEnvironment('STUDY_TABLE', 'CONTACTS_TABLE', 'AUDIT_TABLE')
const dynamo = createDynamo()
const contacts = { dynamo, contactsTable: env.CONTACTS_TABLE }
const deps = {
  clock,
  invitations: createInvitationStore({ dynamo, table: env.STUDY_TABLE }),
  findPhone: findPhone.bind(undefined, contacts),
  forgetFailures: forgetFailures.bind(undefined, contacts),
  audit: createAuditStore({ dynamo, table: env.AUDIT_TABLE, clock }),
  studyTable: env.STUDY_TABLE,
  contactsTable: env.CONTACTS_TABLE,
}

export const handler = middy<SQSEvent, SQSBatchResponse>().handler((event) =>
  eachRecord(log, event, async (body) => void (await recordDelivery(deps, deliveryEventSchema.parse(body)))),
)
