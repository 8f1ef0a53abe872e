import middy from '@middy/core'
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda'
import { shippedLibrary } from '../surveys/library.ts'
import { createAssignmentStore } from './assignment/assignment.store.ts'
import { createAuditStore } from './audit/audit.store.ts'
import { handleDue } from './due/handle-due.ts'
import { createDailyLimit } from './invitation/daily-limit.store.ts'
import { createLinkTokens } from './link/link.ts'
import { findContact } from './participant/contact.store.ts'
import { createParticipantStore } from './participant/participant.store.ts'
import { findPhone } from './phone/phone.store.ts'
import { systemClock as clock } from './platform/clock.ts'
import { createDynamo } from './platform/dynamodb.ts'
import { readEnvironment } from './platform/environment.ts'
import { consoleLog as log } from './platform/log.ts'
import { readSecret } from './platform/secret.ts'
import { createTextSender } from './platform/sms.ts'
import { createAlertStore } from './safety/alert.store.ts'
import { findOnCall } from './safety/on-call.store.ts'

const env = readEnvironment(
  'STUDY_TABLE',
  'CONTACTS_TABLE',
  'AUDIT_TABLE',
  'LINK_SECRET_ARN',
  'PUBLIC_URL',
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
  assignments: createAssignmentStore(study),
  participants: createParticipantStore(study),
  alerts: createAlertStore(study),
  dailyLimit: createDailyLimit(study),
  findContact: findContact.bind(undefined, contacts),
  findPhone: findPhone.bind(undefined, contacts),
  findOnCall: findOnCall.bind(undefined, contacts),
  audit: createAuditStore({ dynamo, table: env.AUDIT_TABLE, clock }),
  texts: createTextSender({
    originationIdentity: env.SMS_ORIGINATION_IDENTITY,
    configurationSet: env.SMS_CONFIGURATION_SET,
  }),
  links: createLinkTokens(await readSecret(env.LINK_SECRET_ARN)),
  publicUrl: env.PUBLIC_URL,
  studyTable: env.STUDY_TABLE,
  contactsTable: env.CONTACTS_TABLE,
}

export const handler = middy<SQSEvent, SQSBatchResponse>().handler((event) => handleDue(deps, event))
