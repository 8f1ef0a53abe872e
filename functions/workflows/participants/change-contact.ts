import { type Clock, formatIso } from '../../platform/core/clock.ts'
import {
  buildContendedRetry,
  CONFLICT,
  type Pause,
  retryOnConflict,
} from '../../platform/core/retry-on-conflict.ts'
import type { ParticipantScope } from '../../platform/core/scope.ts'
import { type AuditStore, formatParticipantChain } from '../../records/audit/audit.store.ts'
import type { AuditEvent } from '../../records/audit/audit.ts'
import { CONTACT_UNCHANGED, type Contact, changeContact } from '../../records/contact/contact.store.ts'
import { markReachable } from '../../records/phone/phone.store.ts'
import { addOwner, endOwner } from '../../records/phone/phone-owners.store.ts'

export type ChangeContactDeps = {
  readonly clock: Clock
  readonly audit: AuditStore
  readonly findContact: (scope: ParticipantScope) => Promise<Contact | undefined>
  readonly contactsTable: string
  readonly pause?: Pause | undefined
}

/** What is not named stays. `isReachable`: a person has made sure that the number is right, whatever failed before. */
export type ContactChange = {
  readonly phone?: string | undefined
  readonly name?: string | null | undefined
  readonly smsConsent?: boolean | undefined
  readonly isReachable?: true | undefined
}

/**
 * Changes a participant's number, name or consent. Texts still to come go to the new number; a STOP belongs to the number
 * that it came from, and only its owner's START takes it back.
 *
 * @returns `undefined` for a participant without a contact
 */
export async function changeParticipantContact(
  deps: ChangeContactDeps,
  scope: ParticipantScope,
  change: ContactChange,
  by: string,
): Promise<Contact | undefined> {
  return retryOnConflict(async () => {
    const read = await deps.findContact(scope)
    if (!read) return undefined
    const at = formatIso(deps.clock.now())
    const contact = applyContactChange(read, change, at)
    const isMoved = contact.phone !== read.phone
    const event: AuditEvent = {
      action: 'contact.changed',
      actor: { kind: 'coordinator' as const, sub: by },
      about: { smsConsent: String(contact.smsConsent), hasNewNumber: String(isMoved) },
    }
    const result = await deps.audit.write(formatParticipantChain(scope), event, [
      changeContact(deps.contactsTable, scope, read, contact),
      ...(isMoved
        ? [
            ...endOwner(deps.contactsTable, read.phone, scope, at),
            ...addOwner(deps.contactsTable, contact.phone, scope, change.isReachable),
          ]
        : change.isReachable
          ? [markReachable(deps.contactsTable, contact.phone)]
          : []),
    ])
    if (result.kind === 'written') return { ...contact, revision: read.revision + 1 }
    if (result.condition !== CONTACT_UNCHANGED) throw new Error(`a contact was refused: ${result.condition}`)
    return CONFLICT
  }, buildContendedRetry(deps))
}

function applyContactChange(read: Contact, { phone, name, smsConsent }: ContactChange, at: string): Contact {
  const { name: before, ...rest } = withEarlierPhone(read, phone)
  // Who agrees to texts again may be contacted again.
  if (smsConsent === true) delete rest.noContactSince
  const newName = name === undefined ? before : (name ?? undefined)
  return {
    ...rest,
    ...(newName !== undefined && { name: newName }),
    ...(phone !== undefined && { phone }),
    ...(smsConsent !== undefined && smsConsent !== read.smsConsent && { smsConsent, smsConsentAt: at }),
  }
}

/** A number that is left is remembered, so that what is kept under it can be erased. */
function withEarlierPhone(read: Contact, phone: string | undefined): Contact {
  if (phone === undefined || phone === read.phone) return { ...read }
  const earlierPhones = [...new Set([...(read.earlierPhones ?? []), read.phone])]
  return { ...read, earlierPhones: earlierPhones.filter((one) => one !== phone) }
}
