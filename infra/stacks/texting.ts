import { Duration } from 'aws-cdk-lib'
import type { Construct } from 'constructs'
import { DueQueue } from '../constructs/due-queue.ts'
import { EveryMinute } from '../constructs/every-minute.ts'
import { READ, READ_AND_WRITE, READ_AND_WRITE_ONE, READ_ONE } from '../constructs/guarded-table.ts'
import { Handler } from '../constructs/handler.ts'
import type { Mail } from '../constructs/mail.ts'
import { TextMessages } from '../constructs/text-messages.ts'
import { planTextSenders } from '../constructs/text-senders.ts'
import type { DataStack } from './data-stack.ts'
import type { WatchedQueue } from './operations-stack.ts'
import type { Settings } from './settings.ts'
import { letErase, letWriteStudy } from './table-grants.ts'

interface TextingProps {
  readonly tables: DataStack
  readonly settings: Settings
  readonly mail: Mail
  readonly publicUrl: string
}

/** The functions that send texts and take them, with the one that finds every minute what is due. */
export interface Texting {
  readonly openDueAssessments: Handler
  readonly sendInvitation: Handler
  readonly sendUrgentMessage: Handler
  readonly recordDelivery: Handler
  readonly receiveReply: Handler
  /** Those of them that send texts. */
  readonly texters: readonly Handler[]
  readonly queues: readonly WatchedQueue[]
}

/** What is due goes from the sweep of every minute through three queues; replies and deliveries come from the carrier. */
export function addTexting(stack: Construct, { tables, settings, mail, publicUrl }: TextingProps): Texting {
  const { linkSecret } = tables
  const invitations = new DueQueue(stack, 'Invitations')
  const urgent = new DueQueue(stack, 'Urgent')
  const erasures = new DueQueue(stack, 'Erasures')
  const texts = new TextMessages(stack, 'TextMessages', {
    optOuts: tables.optOuts,
    countries: settings.textCountries,
  })
  const STUDY_TABLE = tables.study.table.tableName
  const CONTACTS_TABLE = tables.contacts.table.tableName
  const AUDIT_TABLE = tables.audit.table.tableName
  const LIBRARY_TABLE = tables.library.table.tableName
  const PUBLIC_URL = publicUrl
  const LINK_SECRET_ARN = linkSecret.arn
  const URGENT_QUEUE_URL = urgent.queue.queueUrl
  const sms = {
    SMS_ORIGINATION_IDENTITY: texts.originationIdentity,
    SMS_CONFIGURATION_SET: texts.configurationSet,
    SMS_MAX_PRICE: settings.textMaxPrice.toFixed(2),
  }
  const pacing = { TEXTS_PER_SECOND: String(settings.textsPerSecond) }
  const senders = planTextSenders(settings.textsPerSecond)

  const openDueAssessments = new Handler(stack, 'OpenDueAssessments', {
    entry: 'open-due-assessments',
    environment: {
      STUDY_TABLE,
      INVITATION_QUEUE_URL: invitations.queue.queueUrl,
      URGENT_QUEUE_URL,
      ERASURE_QUEUE_URL: erasures.queue.queueUrl,
      ...pacing,
    },
    timeout: Duration.seconds(55),
  })
  tables.study.grant(openDueAssessments, READ)
  tables.study.grantIndexQuery(openDueAssessments, 'due')
  invitations.grantSend(openDueAssessments)
  urgent.grantSend(openDueAssessments)
  erasures.grantSend(openDueAssessments)
  new EveryMinute(stack, 'EveryMinute', openDueAssessments)

  const sendInvitation = new Handler(stack, 'SendInvitation', {
    entry: 'send-invitation',
    environment: {
      STUDY_TABLE,
      LIBRARY_TABLE,
      CONTACTS_TABLE,
      AUDIT_TABLE,
      LINK_SECRET_ARN,
      PUBLIC_URL,
      ...{ ...sms, ...pacing, TEXT_SENDERS: String(senders.atOnce) },
    },
    timeout: invitations.consumerTimeout,
  })
  letWriteStudy(tables, sendInvitation)
  // A number that opted out at the carrier is recorded as a STOP.
  tables.contacts.grant(sendInvitation, READ_AND_WRITE_ONE)
  linkSecret.grantRead(sendInvitation)
  texts.grantSend(sendInvitation)
  invitations.deliverTo(sendInvitation, senders)

  const sendUrgentMessage = new Handler(stack, 'SendUrgentMessage', {
    entry: 'send-urgent-message',
    environment: {
      ...{ STUDY_TABLE, LIBRARY_TABLE, CONTACTS_TABLE, AUDIT_TABLE, PUBLIC_URL, MAIL_SENDER: mail.sender },
      ...sms,
    },
    timeout: urgent.consumerTimeout,
  })
  letWriteStudy(tables, sendUrgentMessage)
  tables.contacts.grant(sendUrgentMessage, READ_ONE)
  texts.grantSend(sendUrgentMessage)
  mail.grantSend(sendUrgentMessage)
  urgent.deliverTo(sendUrgentMessage)

  const eraseParticipants = new Handler(stack, 'EraseParticipants', {
    entry: 'erase-participants',
    environment: { STUDY_TABLE, LIBRARY_TABLE, CONTACTS_TABLE, AUDIT_TABLE, ...sms },
    timeout: erasures.consumerTimeout,
  })
  letErase(tables, eraseParticipants)
  texts.grantSend(eraseParticipants)
  erasures.deliverTo(eraseParticipants)

  const recordDelivery = new Handler(stack, 'RecordDelivery', {
    entry: 'record-delivery',
    environment: { STUDY_TABLE, CONTACTS_TABLE, AUDIT_TABLE },
    timeout: texts.events.consumerTimeout,
  })
  letWriteStudy(tables, recordDelivery)
  tables.contacts.grant(recordDelivery, READ_AND_WRITE_ONE)
  texts.events.deliverTo(recordDelivery)

  const receiveReply = new Handler(stack, 'ReceiveReply', {
    entry: 'receive-reply',
    environment: {
      STUDY_TABLE,
      LIBRARY_TABLE,
      CONTACTS_TABLE,
      AUDIT_TABLE,
      URGENT_QUEUE_URL,
      SMS_OPT_OUT_LIST: tables.optOuts.listName,
      ...sms,
    },
    timeout: texts.replies.consumerTimeout,
  })
  letWriteStudy(tables, receiveReply)
  // It finds out whose a number is.
  tables.contacts.grant(receiveReply, READ_AND_WRITE)
  texts.grantSend(receiveReply)
  tables.optOuts.grantLift(receiveReply)
  urgent.grantSend(receiveReply)
  texts.replies.deliverTo(receiveReply)

  return {
    ...{ openDueAssessments, sendInvitation, sendUrgentMessage, recordDelivery, receiveReply },
    texters: [sendInvitation, sendUrgentMessage, eraseParticipants, receiveReply],
    queues: [
      { source: invitations, what: 'A text that is due', within: Duration.minutes(15) },
      { source: urgent, what: 'An urgent message', within: Duration.minutes(5) },
      { source: erasures, what: 'An erasure', within: Duration.hours(1) },
      { source: texts.events, what: 'What became of a text', within: Duration.minutes(15) },
      { source: texts.replies, what: 'A text from a participant', within: Duration.minutes(5) },
    ],
  }
}
