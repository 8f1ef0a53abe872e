import type { ParticipantScope } from '../../platform/core/scope.ts'
import type { Contact } from '../../records/contact/contact.store.ts'
import { type Sealed, sealIdentified } from '../access/identified-data.ts'

/** A participant's contact, for staff; `undefined` where there is none. */
export async function readContact(
  { findContact }: { readonly findContact: (scope: ParticipantScope) => Promise<Contact | undefined> },
  scope: ParticipantScope,
): Promise<Sealed<Contact> | undefined> {
  const contact = await findContact(scope)
  return contact && sealIdentified(contact, [scope.participant])
}
