import type { Contact } from '../../records/contact/contact.store.ts'
import { findTextingStatus, type Phone } from '../../records/phone/phone.ts'
import type { Permission } from './text-plan.ts'

/** Whether a participant may be texted, by their consent and by what is known of their number. */
export async function readTextingPermission(
  findPhone: (number: string) => Promise<Phone>,
  contact: Contact | undefined,
): Promise<Permission> {
  return contact ? readContactPermission(findPhone, contact) : 'no-contact'
}

/** The same where a contact is known. */
export async function readContactPermission(
  findPhone: (number: string) => Promise<Phone>,
  contact: Contact,
): Promise<Exclude<Permission, 'no-contact'>> {
  if (!contact.smsConsent) return 'no-consent'
  const may = findTextingStatus(await findPhone(contact.phone))
  return may === 'yes' ? 'given' : may
}
