import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { canonicalJson } from '../../../surveys/values/canonical.ts'
import type { Clock } from '../../platform/core/clock.ts'
import type { ParticipantScope } from '../../platform/core/scope.ts'
import { type AuditStore, participantChain } from '../../records/audit/audit.store.ts'
import type { AuditEvent } from '../../records/audit/audit.ts'
import { type Contact, putContact } from '../../records/contact/contact.store.ts'
import {
  PARTICIPANT_NEW,
  putParticipant,
  readParticipant,
} from '../../records/participant/participant.store.ts'
import type { Participant } from '../../records/participant/participant.ts'
import { addOwner } from '../../records/phone/phone.store.ts'
import { scheduleWrites } from '../schedule/change-schedule.ts'

export type EnrolDeps = {
  readonly audit: AuditStore
  readonly clock: Clock
  readonly studyTable: string
  readonly contactsTable: string
  readonly findContact: (scope: ParticipantScope) => Promise<Contact | undefined>
  readonly newLinkId: () => string
}

/**
 * Enrols a participant: the participant, their contact, every assignment that counts from enrolment with
 * its link, and the audit entry, in one transaction.
 * `unchanged` when the same enrolment was made before, `other` when the id belongs to a different one.
 */
export async function enrol(
  deps: EnrolDeps,
  study: StudyDefinition,
  scope: ParticipantScope,
  participant: Participant,
  contact: Contact,
  actor: AuditEvent['actor'],
): Promise<{ kind: 'enrolled' | 'unchanged' | 'other'; participant: Participant }> {
  const writes = [
    putParticipant(deps.studyTable, participant, scope),
    putContact(deps.contactsTable, scope, contact),
    ...addOwner(deps.contactsTable, contact.phone, scope),
  ]
  const record = { participant, treatments: [], assignments: [] }
  writes.push(...scheduleWrites(deps, study, scope, record).flat())
  const event = {
    action: 'participant.enrolled',
    actor,
    about: { site: scope.site, smsConsent: String(contact.smsConsent) },
  }
  const result = await deps.audit.write(participantChain(scope), event, writes)
  if (result.kind === 'written') return { kind: 'enrolled', participant }
  if (result.clause !== PARTICIPANT_NEW || !result.existing)
    throw new Error(`enrolment refused: ${result.clause}`)
  const existing = readParticipant(result.existing)
  const sameRequest =
    canonicalJson(asAsked(existing)) === canonicalJson(asAsked(participant)) &&
    canonicalJson({ ...(await deps.findContact(scope)), smsConsentAt: '' }) ===
      canonicalJson({ ...contact, smsConsentAt: '' })
  return { kind: sameRequest ? 'unchanged' : 'other', participant: existing }
}

/** Without what is not of the request. */
function asAsked({ enrolledAt: _, planRevision: __, ...asked }: Participant): object {
  return asked
}
