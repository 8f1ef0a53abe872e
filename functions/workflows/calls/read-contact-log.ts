import type { ParticipantScope } from '../../platform/core/scope.ts'
import type { ContactLogStore } from '../../records/contact-log/contact-log.store.ts'
import type { ContactEntry } from '../../records/contact-log/contact-log.ts'
import { type Sealed, sealIdentified } from '../access/identified-data.ts'

/** Calls and notes about a participant, in the words of the clinic. */
export async function readContactLog(
  { contactLog }: { readonly contactLog: Pick<ContactLogStore, 'listByParticipant'> },
  scope: ParticipantScope,
): Promise<Sealed<readonly ContactEntry[]>> {
  return sealIdentified(await contactLog.listByParticipant(scope), [scope.participant])
}
