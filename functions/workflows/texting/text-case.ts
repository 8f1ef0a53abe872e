import type { Instruments } from '../../../surveys/library/library.ts'
import type { StudyDefinition, Timepoint } from '../../../surveys/study/definition.ts'
import type { ReadConsistency } from '../../platform/aws/dynamodb.ts'
import type { TextSender } from '../../platform/aws/sms.ts'
import type { Clock } from '../../platform/core/clock.ts'
import type { Log } from '../../platform/core/log.ts'
import type { AssessmentScope, ParticipantScope } from '../../platform/core/scope.ts'
import type { TextedAssessment } from '../../records/assessment/assessment.ts'
import type { SurveyStore } from '../../records/assessment/survey.store.ts'
import type { TextPlanStore } from '../../records/assessment/text-plan.store.ts'
import type { StoredTextPlan } from '../../records/assessment/text-plan.ts'
import type { AuditStore } from '../../records/audit/audit.store.ts'
import type { Contact } from '../../records/contact/contact.store.ts'
import type { DailyLimit } from '../../records/daily-text-limit/daily-text-limit.store.ts'
import type { StudyLibrary } from '../../records/library/study-library.ts'
import type { LinkTokens } from '../../records/link/link.ts'
import type { ParticipantStore } from '../../records/participant/participant.store.ts'
import type { Phone } from '../../records/phone/phone.ts'
import type { TextLineStore } from '../../records/text-line/text-line.store.ts'
import type { Permission, TextDecision } from '../../rules/texting/text-plan.ts'

export type SendDeps = {
  readonly clock: Clock
  readonly log: Log
  readonly library: StudyLibrary
  readonly surveys: Pick<SurveyStore, 'find'>
  readonly textPlans: Pick<TextPlanStore, 'find' | 'findWithSurvey' | 'recordSent' | 'endPlan' | 'postpone'>
  readonly participants: Pick<ParticipantStore, 'find'>
  readonly findContact: (
    scope: ParticipantScope,
    consistency?: ReadConsistency,
  ) => Promise<Contact | undefined>
  readonly findPhone: (number: string, consistency?: ReadConsistency) => Promise<Phone>
  readonly dailyLimit: DailyLimit
  readonly audit: AuditStore
  readonly texts: TextSender
  readonly textLine: Pick<TextLineStore, 'find' | 'takeTry'>
  readonly links: Pick<LinkTokens, 'createSurveyToken'>
  readonly publicUrl: string
  readonly studyTable: string
  readonly contactsTable: string
}

export type SendResult = 'sent' | 'waiting' | 'not-sent' | 'refused' | 'nothing-due' | 'unknown'

/** Everything that the decision about one due text is made from. */
export type TextCase = {
  readonly scope: AssessmentScope
  readonly study: StudyDefinition
  /** With the battery’s instruments. */
  readonly library: Instruments
  readonly timepoint: Timepoint
  readonly assessment: TextedAssessment
  readonly linkGeneration: number
  readonly plan: StoredTextPlan
  readonly contact: Contact | undefined
  readonly permission: Permission
  readonly mode: AnswerMode
}

/** How the questions of a text are answered. `link-instead`: by link, although the participant chose to answer by reply. */
export type AnswerMode = 'link' | 'reply' | 'link-instead'

export type Send = Extract<TextDecision, { kind: 'send' }>
