import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { UNSENT_KINDS, type UnsentKind } from '../../../web/api/worklist/worklist.ts'
import type { ReadConsistency } from '../../platform/aws/dynamodb.ts'
import type { Clock } from '../../platform/core/clock.ts'
import { toInstant } from '../../platform/core/instant.ts'
import { buildParticipantScope, type SiteScope } from '../../platform/core/scope.ts'
import type { AlertStore } from '../../records/alert/alert.store.ts'
import { findLastClosing, REPLY_ALERT_ID, type SafetyAlert } from '../../records/alert/alert.ts'
import type { AssessmentStore, ReadAssessment } from '../../records/assessment/assessment.store.ts'
import { findState } from '../../records/assessment/assessment.ts'
import { listPendingLateAnswers } from '../../records/assessment/late-answer.ts'
import type { Contact, ContactStore } from '../../records/contact/contact.store.ts'
import type { ContactLogStore } from '../../records/contact-log/contact-log.store.ts'
import { isCall } from '../../records/contact-log/contact-log.ts'
import type { ErasureStore } from '../../records/erasure/erasure.store.ts'
import { type Erasure, isErasurePending } from '../../records/erasure/erasure.ts'
import type { MessageStore } from '../../records/message/message.store.ts'
import type { Message } from '../../records/message/message.ts'
import type { NoticeStore } from '../../records/notice/notice.store.ts'
import type { Notice } from '../../records/notice/notice.ts'
import type { OnCallList } from '../../records/on-call/on-call.ts'
import type { ParticipantStore } from '../../records/participant/participant.store.ts'
import type { ParticipationEnd } from '../../records/participant/participant.ts'
import type { Phone } from '../../records/phone/phone.ts'
import type { StoppedLine, TextLineStore } from '../../records/text-line/text-line.store.ts'
import { readTextingPermission } from '../../rules/texting/permission.ts'
import type { Permission } from '../../rules/texting/text-plan.ts'
import { buildWorklist, type Task } from '../../rules/worklist/worklist.ts'
import { type Sealed, sealIdentified } from '../access/identified-data.ts'
import { type OnCall, readOnCall } from '../alerts/on-call-people.ts'
import { isReported } from '../alerts/send-notice.ts'
import { formatAlertKey } from './alert-key.ts'

export type WorklistDeps = {
  readonly clock: Clock
  readonly assessments: Pick<AssessmentStore, 'find' | 'listBySite'>
  readonly alerts: AlertStore
  readonly messages: MessageStore
  readonly contactLog: ContactLogStore
  readonly contacts: ContactStore
  readonly participants: Pick<ParticipantStore, 'find'>
  readonly findPhone: (number: string, consistency?: ReadConsistency) => Promise<Phone>
  readonly findOnCall: (scope: SiteScope) => Promise<OnCallList>
  readonly notices: Pick<NoticeStore, 'listBySite'>
  readonly erasures: Pick<ErasureStore, 'listBySite'>
  readonly textLine: Pick<TextLineStore, 'find'>
}

/** The tasks of a site, each with whom to call and what they wrote. */
export type Worklist = {
  readonly tasks: readonly Task[]
  readonly assessments: readonly ReadAssessment[]
  /** Of those who have a task. */
  readonly contacts: ReadonlyMap<string, Contact>
  readonly messages: readonly Message[]
  readonly alerts: readonly SafetyAlert[]
  /** Requests to stop or erase that are not done yet. */
  readonly erasures: readonly Erasure[]
  /** Whom alerts of the site are sent to, and whose numbers have opted out. */
  readonly onCall: OnCall
  /** By participant: urgent messages that do not go out, of alerts that nobody has taken. */
  readonly unsent: ReadonlyMap<string, readonly UnsentKind[]>
  /** Where the account may send no texts: they wait. */
  readonly textsStopped: StoppedLine | undefined
}

const CONCURRENCY = 25

export async function readWorklist(
  deps: WorklistDeps,
  study: StudyDefinition,
  scope: SiteScope,
): Promise<Sealed<Worklist>> {
  const worklist = await gatherWorklist(deps, study, scope)
  return sealIdentified(
    worklist,
    worklist.tasks.map(({ participant }) => participant),
  )
}

/** What of a worklist stands under study IDs: no name, number, message or note of a call. */
export type WorklistOutline = Pick<Worklist, 'alerts' | 'assessments' | 'unsent' | 'textsStopped'> & {
  readonly tasks: readonly Pick<Task, 'participant' | 'timeZone' | 'reasons'>[]
}

/** The same tasks for anyone who is mailed a report of them. */
export async function outlineWorklist(
  deps: WorklistDeps,
  study: StudyDefinition,
  scope: SiteScope,
): Promise<WorklistOutline> {
  const { tasks, alerts, assessments, unsent, textsStopped } = await gatherWorklist(deps, study, scope)
  return {
    tasks: tasks.map(({ participant, timeZone, reasons }) => ({ participant, timeZone, reasons })),
    ...{ alerts, assessments, unsent, textsStopped },
  }
}

async function gatherWorklist(
  deps: WorklistDeps,
  study: StudyDefinition,
  scope: SiteScope,
): Promise<Worklist> {
  const now = toInstant(deps.clock.now())
  const [assessments, alerts, messages, entries, contacts, onCall, notices, requested, textsStopped] =
    await Promise.all([
      deps.assessments.listBySite(scope),
      deps.alerts.listBySite(scope),
      deps.messages.listWaiting(scope),
      deps.contactLog.listBySite(scope),
      deps.contacts.readBySite(scope),
      deps.findOnCall(scope).then((list) => readOnCall(deps.findPhone, list)),
      deps.notices.listBySite(scope),
      deps.erasures.listBySite(scope),
      deps.textLine.find(),
    ])
  const erasures = requested.filter(isErasurePending)
  const leftAlone = new Set(
    [...contacts].flatMap(([participant, { noContactSince }]) =>
      noContactSince === undefined ? [] : [participant],
    ),
  )
  // Only of these does it matter whether they can be texted.
  const asked = new Set(
    assessments
      .filter((one) => ['open', 'started', 'scheduled'].includes(findState(one, now)))
      .map(({ participant }) => participant),
  )
  // Of someone whose participation has ended nothing is open: only an alert, a message or late answers bring them here.
  const listed = new Set([
    ...alerts.filter(({ state }) => state !== 'closed').map(({ participant }) => participant),
    ...messages.map(({ participant }) => participant),
    ...erasures.map(({ participant }) => participant),
    ...assessments
      .filter((one) => listPendingLateAnswers(one).length > 0)
      .map(({ participant }) => participant),
  ])
  const [permissions, ended] = await Promise.all([
    readPermissions(deps, [...asked], contacts),
    readEnded(deps, scope, [...listed]),
  ])
  const timeZone = study.sites.find(({ id }) => id === scope.site)?.timeZone ?? 'UTC'
  const calls = entries.filter(isCall)
  const facts = {
    ...{ assessments, alerts, messages, erasures, leftAlone, calls },
    ...{ permissions, ended, timeZone },
  }
  const tasks = buildWorklist(facts, now)
  const shown = new Set(tasks.map(({ participant }) => participant))
  return {
    ...{ tasks, assessments },
    contacts: new Map([...contacts].filter(([participant]) => shown.has(participant))),
    messages: messages.filter(({ participant }) => shown.has(participant)),
    ...{ alerts, erasures, onCall },
    unsent: findUnsent(notices, alerts),
    textsStopped,
  }
}

/** A crisis reply that is given up stays as long as its alert is open; an escalation as long as nobody has taken it. */
function findUnsent(
  notices: readonly Notice[],
  alerts: readonly SafetyAlert[],
): ReadonlyMap<string, readonly UnsentKind[]> {
  const closings = new Map(
    alerts
      .filter(({ id, state }) => id === REPLY_ALERT_ID && state !== 'closed')
      .map((alert) => [alert.participant, findLastClosing(alert) ?? '']),
  )
  const waiting = new Set(alerts.filter(({ state }) => state === 'open').map(formatAlertKey))
  const reported = notices.filter(
    (notice) =>
      isReported(notice) &&
      (notice.kind === 'escalation'
        ? waiting.has(formatAlertKey({ ...notice, id: notice.about }))
        : notice.createdAt > (closings.get(notice.participant) ?? '\uffff')),
  )
  return new Map(
    [...Map.groupBy(reported, ({ participant }) => participant)].map(([participant, of]) => [
      participant,
      UNSENT_KINDS.filter((kind) => of.some((notice) => notice.kind === kind)),
    ]),
  )
}

async function readPermissions(
  { findPhone }: WorklistDeps,
  participants: readonly string[],
  contacts: ReadonlyMap<string, Contact>,
): Promise<ReadonlyMap<string, Permission>> {
  // A STOP of some milliseconds ago is on the next page.
  return readForEach(participants, (participant) =>
    readTextingPermission((number) => findPhone(number, 'eventual'), contacts.get(participant)),
  )
}

async function readEnded(
  deps: WorklistDeps,
  scope: SiteScope,
  participants: readonly string[],
): Promise<ReadonlyMap<string, ParticipationEnd>> {
  const read = await readForEach(participants, (participant) =>
    deps.participants.find(buildParticipantScope(scope, participant), 'eventual'),
  )
  return new Map(
    [...read].flatMap(([id, participant]) => (participant?.ended ? [[id, participant.ended]] : [])),
  )
}

/** Some at a time, by participant. */
async function readForEach<Value>(
  participants: readonly string[],
  readOne: (participant: string) => Promise<Value>,
): Promise<ReadonlyMap<string, Value>> {
  const found = new Map<string, Value>()
  for (let from = 0; from < participants.length; from += CONCURRENCY)
    await Promise.all(
      participants.slice(from, from + CONCURRENCY).map(async (participant) => {
        found.set(participant, await readOne(participant))
      }),
    )
  return found
}
