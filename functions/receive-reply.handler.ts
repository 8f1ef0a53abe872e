import middy from '@middy/core'
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda'
import { shippedLibrary } from '../surveys/library.ts'
import { createAssignmentStore } from './assignment/assignment.store.ts'
import { createAuditStore } from './audit/audit.store.ts'
import { createConversationStore } from './conversation/conversation.store.ts'
import { newLinkId } from './link/link.ts'
import { findContact } from './participant/contact.store.ts'
import { createParticipantStore } from './participant/participant.store.ts'
import { changeUnownedPhone, claimReply, findPhone, ownersOf } from './phone/phone.store.ts'
import { systemClock as clock } from './platform/clock.ts'
import { createDynamo } from './platform/dynamodb.ts'
import { readEnvironment } from './platform/environment.ts'
import { consoleLog as log } from './platform/log.ts'
import { eachRecord } from './platform/queue.ts'
import { createTextSender } from './platform/sms.ts'
import { inboundSchema } from './reply/message.ts'
import { receiveReply } from './reply/receive.ts'
import { createResponseStore } from './response/response.store.ts'
import { createAlertStore } from './safety/alert.store.ts'
import { createScoreStore } from './score/score.store.ts'
import { createTreatmentStore } from './treatment/treatment.store.ts'

const env = readEnvironment(
  'STUDY_TABLE',
  'CONTACTS_TABLE',
  'AUDIT_TABLE',
  'SMS_ORIGINATION_IDENTITY',
  'SMS_CONFIGURATION_SET',
)
const dynamo = createDynamo()
const contacts = { dynamo, contactsTable: env.CONTACTS_TABLE }
const study = { dynamo, table: env.STUDY_TABLE }
const deps = {
  clock,
  log,
  library: shippedLibrary(),
  participants: createParticipantStore(study),
  assignments: createAssignmentStore(study),
  responses: createResponseStore(study),
  scores: createScoreStore(study),
  treatments: createTreatmentStore(study),
  conversations: createConversationStore(contacts),
  newLinkId,
  alerts: createAlertStore(study),
  ownersOf: ownersOf.bind(undefined, contacts),
  findContact: findContact.bind(undefined, contacts),
  findPhone: findPhone.bind(undefined, contacts),
  changeUnownedPhone: changeUnownedPhone.bind(undefined, contacts),
  claimReply: claimReply.bind(undefined, contacts),
  audit: createAuditStore({ dynamo, table: env.AUDIT_TABLE, clock }),
  texts: createTextSender({
    originationIdentity: env.SMS_ORIGINATION_IDENTITY,
    configurationSet: env.SMS_CONFIGURATION_SET,
  }),
  studyTable: env.STUDY_TABLE,
  contactsTable: env.CONTACTS_TABLE,
}

export const handler = middy<SQSEvent, SQSBatchResponse>().handler((event) =>
  eachRecord(log, event, async (body, receivedAt) => {
    await receiveReply(deps, { ...inboundSchema.parse(body), receivedAt })
  }),
)
