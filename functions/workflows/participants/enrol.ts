import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import type { Clock } from '../../platform/core/clock.ts'
import { CONFLICT, retryOnConflict } from '../../platform/core/retry-on-conflict.ts'
import type { ParticipantScope } from '../../platform/core/scope.ts'
import { type AuditStore, formatParticipantChain } from '../../records/audit/audit.store.ts'
import type { AuditEvent } from '../../records/audit/audit.ts'
import { type Contact, putContact } from '../../records/contact/contact.store.ts'
import { NEVER_ERASED, requireNeverErased } from '../../records/erasure/erasure.store.ts'
import { buildNameWrites } from '../../records/name-index/name-index.store.ts'
import { addNamesake, NAMESAKES_UNCHANGED } from '../../records/namesake/namesake.store.ts'
import { buildNamesakeKey } from '../../records/namesake/namesake.ts'
import {
  PARTICIPANT_NEW,
  type ParticipantStore,
  putParticipant,
} from '../../records/participant/participant.store.ts'
import type { Participant } from '../../records/participant/participant.ts'
import { addOwner, PHONE_OWNERS } from '../../records/phone/phone-owners.store.ts'
import { type Sealed, sealIdentified } from '../access/identified-data.ts'
import { buildScheduleWrites } from '../schedule/change-schedule.ts'
import { type DuplicateDeps, type Duplicates, findDuplicates } from './find-duplicates.ts'

export type EnrolDeps = DuplicateDeps & {
  readonly audit: AuditStore
  readonly clock: Clock
  readonly studyTable: string
  readonly contactsTable: string
  readonly participants: Pick<ParticipantStore, 'find'>
  readonly findContact: (scope: ParticipantScope) => Promise<Contact | undefined>
}

/** Who is enrolled, by whom, and of whom it is known that they are other people: study IDs, and `another-site`. */
export type Enrolment = {
  readonly participant: Participant
  readonly contact: Contact & { readonly enrolledWith: string }
  readonly actor: AuditEvent['actor']
  readonly distinctFrom: readonly string[]
}

/** Somebody else was enrolled meanwhile, or this participant by the same request. */
const RETRIED: ReadonlySet<string> = new Set([PARTICIPANT_NEW, PHONE_OWNERS, NAMESAKES_UNCHANGED])

/** `other`: the id belongs to a different enrolment. */
export type EnrolResult =
  | { readonly kind: 'enrolled' | 'unchanged' | 'other'; readonly participant: Participant }
  | { readonly kind: 'possible-duplicate'; readonly faults: Sealed<Duplicates['faults']> }

/**
 * The enrolment that was made by a request before, whatever was changed of the participant since; `undefined` where the id
 * is new.
 */
export async function findEnrolment(
  { participants, findContact }: Pick<EnrolDeps, 'participants' | 'findContact'>,
  scope: ParticipantScope,
  enrolledWith: string,
): Promise<{ readonly kind: 'unchanged' | 'other'; readonly participant: Participant } | undefined> {
  const participant = await participants.find(scope)
  if (!participant) return undefined
  const isSame = (await findContact(scope))?.enrolledWith === enrolledWith
  return { kind: isSame ? 'unchanged' : 'other', participant }
}

/**
 * Enrols a participant: the participant, their contact, every assessment that counts from enrolment with its link, and
 * the audit entry, in one transaction. Somebody who looks like one who is enrolled is not, unless it is known that they are
 * different people; of two who are enrolled at one moment, the second is noticed.
 */
export async function enrol(
  deps: EnrolDeps,
  study: StudyDefinition,
  scope: ParticipantScope,
  { participant: enrolled, contact, actor, distinctFrom }: Enrolment,
): Promise<EnrolResult> {
  // Whoever begins on a version is not moved to it.
  const participant = { ...enrolled, followedVersions: [{ version: study.version, since: '' }] }
  const record = { participant, treatments: [], assessments: [] }
  const planned = buildScheduleWrites(deps, [{ study, since: '' }], scope, record)
  const namesakeKey = buildNamesakeKey(contact)
  return retryOnConflict(async () => {
    const { faults, owners, namesakes } = await findDuplicates(deps, scope, contact)
    const alike = faults.flatMap(({ participants }) => participants)
    const isOwn = alike.includes(scope.participant)
    const made = isOwn ? await findEnrolment(deps, scope, contact.enrolledWith) : undefined
    if (made) return made
    if (alike.some((one) => !distinctFrom.includes(one)))
      return { kind: 'possible-duplicate', faults: sealIdentified(faults, alike) }
    const event: AuditEvent = {
      action: 'participant.enrolled',
      actor,
      about: {
        ...{ site: scope.site, smsConsent: String(contact.smsConsent) },
        ...(alike.length > 0 && { distinctFrom: [...new Set(alike)].join(' ') }),
      },
    }
    const result = await deps.audit.write<string>(formatParticipantChain(scope), event, ({ hash }) => [
      putParticipant(deps.studyTable, participant, scope),
      requireNeverErased(deps.studyTable, scope),
      putContact(deps.contactsTable, scope, contact),
      ...addOwner(deps.contactsTable, contact.phone, scope, { read: owners }),
      ...buildNameWrites(deps.contactsTable, scope, undefined, contact.name),
      ...(namesakeKey === undefined ? [] : [addNamesake(deps.contactsTable, scope, namesakeKey, namesakes)]),
      ...planned.flatMap((build) => build(hash)),
    ])
    if (result.kind === 'written') return { kind: 'enrolled', participant }
    // The request that enrolled somebody who was erased since, sent again.
    if (result.condition === NEVER_ERASED) return { kind: 'other', participant }
    if (!RETRIED.has(result.condition)) throw new Error(`enrolment refused: ${result.condition}`)
    // It may be this very enrolment that came first.
    return (await findEnrolment(deps, scope, contact.enrolledWith)) ?? CONFLICT
  })
}
