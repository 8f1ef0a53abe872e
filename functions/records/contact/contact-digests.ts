import { createHmac, createSecretKey, type KeyObject } from 'node:crypto'
import type { ParticipantScope } from '../../platform/core/scope.ts'
import { parseSecrets } from '../link/link-mac.ts'
import type { Contact } from './contact.store.ts'

/*
 * What a change of a contact leaves in the audit trail: each changed field before and after as an HMAC-SHA-256. There are so
 * few telephone numbers that a bare hash would be found by trying all; the key is derived from the secret behind links, which
 * no table holds. Study ID and field go into it, so that the number of two participants does not look the same.
 */

export type ContactDigests = {
  /** `before` and `after` of what changed, such as `phone Zm9v…, name none`; empty where nothing did. */
  describeChange(
    scope: ParticipantScope,
    before: Contact,
    after: Contact,
  ): { readonly before?: string; readonly after?: string; readonly digestKey?: string }
}

const FIELDS = ['phone', 'name', 'birthYear'] as const
/** 128 bits, in 22 characters of base64url. */
const DIGEST_BYTES = 16

/** @param secrets of links; the first line signs. `digestKey` says which one it was, since a secret may be replaced. */
export function createContactDigests(secrets: string): ContactDigests {
  const [signing = ''] = parseSecrets(secrets)
  const key = createSecretKey(createHmac('sha256', signing).update('contact digest').digest())
  const digestKey = digest(key, 'key').slice(0, 8)
  return {
    describeChange(scope, before, after) {
      const changed = FIELDS.filter((field) => before[field] !== after[field])
      const describe = (contact: Contact) =>
        changed.map((field) => `${field} ${digestField(key, scope, field, contact[field])}`).join(', ')
      return changed.length === 0 ? {} : { before: describe(before), after: describe(after), digestKey }
    },
  }
}

function digestField(
  key: KeyObject,
  { study, participant }: ParticipantScope,
  field: (typeof FIELDS)[number],
  value: string | number | undefined,
): string {
  return value === undefined ? 'none' : digest(key, JSON.stringify([study, participant, field, value]))
}

function digest(key: KeyObject, text: string): string {
  return createHmac('sha256', key).update(text).digest().subarray(0, DIGEST_BYTES).toString('base64url')
}
