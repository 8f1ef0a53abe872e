import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { formatCanonicalJson } from '../../../surveys/values/canonical.ts'
import type { Clock } from '../../platform/core/clock.ts'
import type { ParticipantScope } from '../../platform/core/scope.ts'
import { type AuditStore, formatParticipantChain } from '../../records/audit/audit.store.ts'
import type { AuditEvent } from '../../records/audit/audit.ts'
import { type Contact, putContact } from '../../records/contact/contact.store.ts'
import { NEVER_ERASED, requireNeverErased } from '../../records/erasure/erasure.store.ts'
import {
  PARTICIPANT_NEW,
  putParticipant,
  readParticipant,
} from '../../records/participant/participant.store.ts'
import type { Participant } from '../../records/participant/participant.ts'
import { addOwner } from '../../records/phone/phone-owners.store.ts'
import { buildScheduleWrites } from '../schedule/change-schedule.ts'

export type EnrolDeps = {
  readonly audit: AuditStore
  readonly clock: Clock
  readonly studyTable: string
  readonly contactsTable: string
  readonly findContact: (scope: ParticipantScope) => Promise<Contact | undefined>
}

/**
 * Enrols a participant: the participant, their contact, every assessment that counts from enrolment with
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
  const record = { participant, treatments: [], assessments: [] }
  const planned = buildScheduleWrites(deps, study, scope, record)
  const event: AuditEvent = {
    action: 'participant.enrolled',
    actor,
    about: { site: scope.site, smsConsent: String(contact.smsConsent) },
  }
  const result = await deps.audit.write<string>(formatParticipantChain(scope), event, ({ hash }) => [
    putParticipant(deps.studyTable, participant, scope),
    requireNeverErased(deps.studyTable, scope),
    putContact(deps.contactsTable, scope, contact),
    ...addOwner(deps.contactsTable, contact.phone, scope),
    ...planned.flatMap((build) => build(hash)),
  ])
  if (result.kind === 'written') return { kind: 'enrolled', participant }
  // The request that enrolled somebody who was erased since, sent again.
  if (result.condition === NEVER_ERASED) return { kind: 'other', participant }
  if (result.condition !== PARTICIPANT_NEW || !result.existing)
    throw new Error(`enrolment refused: ${result.condition}`)
  const existing = readParticipant(result.existing)
  const sameRequest =
    formatCanonicalJson(omitServerFields(existing)) === formatCanonicalJson(omitServerFields(participant)) &&
    formatCanonicalJson({ ...(await deps.findContact(scope)), smsConsentAt: '' }) ===
      formatCanonicalJson({ ...contact, smsConsentAt: '' })
  return { kind: sameRequest ? 'unchanged' : 'other', participant: existing }
}

/** Without what is not of the request. */
function omitServerFields({ enrolledAt: _, planRevision: __, ...asked }: Participant): object {
  return asked
}
