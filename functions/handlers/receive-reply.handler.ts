import middy from '@middy/core'
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda'
import { shippedLibrary } from '../../surveys/library/library.ts'
import { createDynamo } from '../platform/aws/dynamodb.ts'
import { eachRecord } from '../platform/aws/queue.ts'
import { createTextSender } from '../platform/aws/sms.ts'
import { systemClock as clock } from '../platform/core/clock.ts'
import { readEnvironment } from '../platform/core/environment.ts'
import { consoleLog as log } from '../platform/core/log.ts'
import { createAlertStore } from '../records/alert/alert.store.ts'
import { createAssignmentStore } from '../records/assessment/assessment.store.ts'
import { createAuditStore } from '../records/audit/audit.store.ts'
import { findContact } from '../records/contact/contact.store.ts'
import { createConversationStore } from '../records/conversation/conversation.store.ts'
import { newLinkId } from '../records/link/link.ts'
import { inboundSchema } from '../records/message/message.ts'
import { createParticipantStore } from '../records/participant/participant.store.ts'
import { changeUnownedPhone, claimReply, findPhone, ownersOf } from '../records/phone/phone.store.ts'
import { createResponseStore } from '../records/response/response.store.ts'
import { createScoreStore } from '../records/score/score.store.ts'
import { createTreatmentStore } from '../records/treatment/treatment.store.ts'
import { receiveReply } from '../workflows/texting/receive-reply.ts'

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
