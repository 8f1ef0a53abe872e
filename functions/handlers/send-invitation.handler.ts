import middy from '@middy/core'
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda'
import { shippedLibrary } from '../../surveys/library/library.ts'
import { createDynamo } from '../platform/aws/dynamodb.ts'
import { readSecret } from '../platform/aws/secret.ts'
import { createTextSender } from '../platform/aws/sms.ts'
import { systemClock as clock } from '../platform/core/clock.ts'
import { readEnvironment } from '../platform/core/environment.ts'
import { consoleLog as log } from '../platform/core/log.ts'
import { createAlertStore } from '../records/alert/alert.store.ts'
import { createAssignmentStore } from '../records/assessment/assessment.store.ts'
import { createAuditStore } from '../records/audit/audit.store.ts'
import { findContact } from '../records/contact/contact.store.ts'
import { createDailyLimit } from '../records/daily-text-limit/daily-text-limit.store.ts'
import { createLinkTokens } from '../records/link/link.ts'
import { findOnCall } from '../records/on-call/on-call.store.ts'
import { createParticipantStore } from '../records/participant/participant.store.ts'
import { findPhone } from '../records/phone/phone.store.ts'
import { handleDue } from '../workflows/texting/handle-due.ts'

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
