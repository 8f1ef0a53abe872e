import { Duration } from 'aws-cdk-lib'
import type { CountedMessage } from './alarms.ts'
import type { Handler } from './handler.ts'

interface LoggingHandlers {
  /** Every function that sends texts. */
  readonly texters: readonly Handler[]
  readonly sendInvitation: Handler
  readonly serveParticipantPage: Handler
  readonly serveWorklist: Handler
  readonly sendUrgentMessage: Handler
  readonly recordDelivery: Handler
  readonly receiveReply: Handler
  readonly rollOutVersions: Handler
  readonly archiveAudit: Handler
  readonly verifyAudit: Handler
  readonly makeReports: Handler
  readonly appendFacts: Handler
  readonly compactFacts: Handler
}

/**
 * What functions log that a person has to look at: fixed texts of the program, by the functions that log them. A test holds
 * each against the sources.
 */
export function listCountedMessages(by: LoggingHandlers): CountedMessage[] {
  return [
    { id: 'TextsUnknown', message: 'whether a text went out is not known', handlers: by.texters },
    {
      // Now and then a number is wrong. Many at once are a list of numbers, a country or the price limit.
      ...{ id: 'TextsRefused', message: 'a text was refused', handlers: by.texters },
      ...{ atLeast: 10, period: Duration.minutes(15) },
    },
    {
      ...{ id: 'OptOutNotLifted', message: 'an opt-out at the carrier is not lifted' },
      handlers: [by.receiveReply],
    },
    { id: 'TextsStopped', message: 'texts are stopped by the account', handlers: by.texters },
    {
      ...{ id: 'TextsRefusedAgain', message: 'a text is refused again and again' },
      handlers: [by.sendInvitation],
    },
    {
      ...{ id: 'UrgentNotAccepted', message: 'an urgent message is not accepted' },
      handlers: [by.sendUrgentMessage, by.recordDelivery],
    },
    {
      ...{ id: 'AlertsUnacknowledged', message: 'an alert is not acknowledged in time' },
      handlers: [by.sendUrgentMessage],
    },
    { id: 'NobodyOnCall', message: 'nobody is on call for an alert', handlers: [by.sendUrgentMessage] },
    { id: 'NoLeadOnCall', message: 'no lead is on call for an alert', handlers: [by.sendUrgentMessage] },
    { id: 'OnCallListEmptied', message: 'a site has nobody on call', handlers: [by.serveWorklist] },
    {
      ...{ id: 'ParticipantNotMoved', message: 'a participant is not moved to the version of their site' },
      handlers: [by.rollOutVersions],
    },
    { id: 'LinksGuessed', message: 'links are being guessed', handlers: [by.serveParticipantPage] },
    {
      ...{ id: 'CrisisOfNobody', message: 'a message of self-harm came from a number that nobody has' },
      handlers: [by.receiveReply],
    },
    {
      ...{ id: 'CrisisFlood', message: 'messages of self-harm from one number are not answered any more' },
      handlers: [by.receiveReply],
    },
    { id: 'ReportsNotMade', message: 'a report or an export is not made', handlers: [by.makeReports] },
    {
      ...{ id: 'AuditEntryAltered', message: 'an audit entry was changed or deleted' },
      handlers: [by.archiveAudit],
    },
    {
      ...{ id: 'FactsNotMade', message: 'a change has facts that cannot be made' },
      handlers: [by.appendFacts],
    },
    {
      ...{ id: 'LakeNotCompared', message: 'a clinic could not be compared with the lake' },
      handlers: [by.compactFacts],
    },
    {
      ...{ id: 'LakeUnexplained', message: 'the lake holds what the table does not' },
      handlers: [by.compactFacts],
    },
    { id: 'AuditFault', message: 'the audit trail has a fault', handlers: [by.verifyAudit] },
  ]
}
