import middy from '@middy/core'
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda'
import { createAuditStore } from './audit/audit.store.ts'
import { deliveryEventSchema, recordDelivery } from './invitation/delivery.ts'
import { createInvitationStore } from './invitation/invitation.store.ts'
import { findPhone, forgetFailures } from './phone/phone.store.ts'
import { systemClock as clock } from './platform/clock.ts'
import { createDynamo } from './platform/dynamodb.ts'
import { readEnvironment } from './platform/environment.ts'
import { consoleLog as log } from './platform/log.ts'
import { eachRecord } from './platform/queue.ts'

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
