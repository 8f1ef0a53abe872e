import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import type { Clock } from '../../platform/core/clock.ts'
import { toInstant } from '../../platform/core/instant.ts'
import { buildParticipantScope, type SiteScope } from '../../platform/core/scope.ts'
import type { AlertStore } from '../../records/alert/alert.store.ts'
import type { SafetyAlert } from '../../records/alert/alert.ts'
import type { AssessmentStore, ReadAssessment } from '../../records/assessment/assessment.store.ts'
import { findState } from '../../records/assessment/assessment.ts'
import type { Contact, ContactStore } from '../../records/contact/contact.store.ts'
import type { ContactLogStore } from '../../records/contact-log/contact-log.store.ts'
import { isCall } from '../../records/contact-log/contact-log.ts'
import type { MessageStore } from '../../records/message/message.store.ts'
import type { Message } from '../../records/message/message.ts'
import type { ParticipantStore } from '../../records/participant/participant.store.ts'
import type { ParticipationEnd } from '../../records/participant/participant.ts'
import type { Phone } from '../../records/phone/phone.ts'
import { readTextingPermission } from '../../rules/texting/permission.ts'
import type { Permission } from '../../rules/texting/text-plan.ts'
import { buildWorklist, type Task } from '../../rules/worklist/worklist.ts'
import { readOnCall } from '../alerts/on-call-numbers.ts'

export type WorklistDeps = {
  readonly clock: Clock
  readonly assessments: Pick<AssessmentStore, 'find' | 'listBySite'>
  readonly alerts: AlertStore
  readonly messages: MessageStore
  readonly contactLog: ContactLogStore
  readonly contacts: ContactStore
  readonly participants: Pick<ParticipantStore, 'find'>
  readonly findPhone: (number: string) => Promise<Phone>
  readonly findOnCall: (scope: SiteScope) => Promise<readonly string[]>
}

/** The tasks of a site, each with whom to call and what they wrote. */
export type Worklist = {
  readonly tasks: readonly Task[]
  readonly assessments: readonly ReadAssessment[]
  readonly contacts: ReadonlyMap<string, Contact>
  readonly messages: readonly Message[]
  readonly alerts: readonly SafetyAlert[]
  /** Numbers on the on-call list that opted out with STOP. They receive no alerts. */
  readonly onCallStopped: readonly string[]
}

const CONCURRENCY = 25

export async function readWorklist(
  deps: WorklistDeps,
  study: StudyDefinition,
  scope: SiteScope,
): Promise<Worklist> {
  const now = toInstant(deps.clock.now())
  const [assessments, alerts, messages, entries, contacts, onCall] = await Promise.all([
    deps.assessments.listBySite(scope),
    deps.alerts.listBySite(scope),
    deps.messages.listUnread(scope),
    deps.contactLog.listBySite(scope),
    deps.contacts.readBySite(scope),
    deps.findOnCall(scope).then((phones) => readOnCall(deps.findPhone, phones)),
  ])
  // Only of these does it matter whether they can be texted.
  const asked = new Set(
    assessments
      .filter((one) => ['open', 'started', 'scheduled'].includes(findState(one, now)))
      .map(({ participant }) => participant),
  )
  // Of someone whose participation has ended nothing is open: only an alert or a message brings them here.
  const listed = new Set([
    ...alerts.filter(({ state }) => state !== 'closed').map(({ participant }) => participant),
    ...messages.map(({ participant }) => participant),
  ])
  const [permissions, ended] = await Promise.all([
    readPermissions(deps, [...asked], contacts),
    readEnded(deps, scope, [...listed]),
  ])
  const timeZone = study.sites.find(({ id }) => id === scope.site)?.timeZone ?? 'UTC'
  const facts = { assessments, alerts, messages, calls: entries.filter(isCall), permissions, ended, timeZone }
  return {
    tasks: buildWorklist(facts, now),
    assessments,
    contacts,
    messages,
    alerts,
    onCallStopped: onCall.stopped,
  }
}

async function readPermissions(
  { findPhone }: WorklistDeps,
  participants: readonly string[],
  contacts: ReadonlyMap<string, Contact>,
): Promise<ReadonlyMap<string, Permission>> {
  return readForEach(participants, (participant) =>
    readTextingPermission(findPhone, contacts.get(participant)),
  )
}

async function readEnded(
  deps: WorklistDeps,
  scope: SiteScope,
  participants: readonly string[],
): Promise<ReadonlyMap<string, ParticipationEnd>> {
  const read = await readForEach(participants, (participant) =>
    deps.participants.find(buildParticipantScope(scope, participant)),
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
