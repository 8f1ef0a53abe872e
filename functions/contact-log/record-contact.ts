import { type AuditStore, participantChain } from '../audit/audit.store.ts'
import type { Contact } from '../participant/contact.store.ts'
import { changePhone, PHONE_AS_READ } from '../phone/phone.store.ts'
import { afterMessage, type Phone } from '../phone/phone.ts'
import { type Clock, isoOf } from '../platform/clock.ts'
import type { NamedWrite } from '../platform/dynamodb.ts'
import { ProblemError, platformProblems } from '../platform/problem.ts'
import type { ParticipantScope } from '../platform/scope.ts'
import { ENTRY_NEW, putContactEntry } from './contact-log.store.ts'
import type { ContactEntry } from './contact-log.ts'

export type RecordContactDeps = {
  readonly clock: Clock
  readonly audit: AuditStore
  readonly findContact: (scope: ParticipantScope) => Promise<Contact | undefined>
  readonly findPhone: (number: string) => Promise<Phone>
  readonly contactsTable: string
}

/** A call or a note as it is told. `id`: the same for a retry. */
export type ToldContact = Pick<
  ContactEntry,
  'id' | 'by' | 'kind' | 'outcome' | 'timepoint' | 'callBackAt' | 'alert' | 'text'
>

const PASSES = 6

/** Records a call or a note, once. A wrong number ends the texts to it. */
export async function recordContact(
  deps: RecordContactDeps,
  scope: ParticipantScope,
  told: ToldContact,
): Promise<ContactEntry> {
  const { study, site, participant } = scope
  const at = isoOf(deps.clock.now())
  const entry: ContactEntry = { study, site, participant, at, ...told }
  const { kind, outcome, timepoint } = told
  const event = {
    action: kind === 'call' ? 'call.recorded' : 'note.written',
    actor: { kind: 'coordinator' as const, sub: told.by },
    about: { entry: told.id, ...(outcome && { outcome }), ...(timepoint && { timepoint }) },
  }
  for (let pass = 0; pass < PASSES; pass += 1) {
    const ofNumber = outcome === 'wrong-number' ? await wrongNumber(deps, scope, told.id, at) : []
    const writes = [putContactEntry(deps.contactsTable, scope, entry), ...ofNumber]
    const result = await deps.audit.write(participantChain(scope), event, writes)
    if (result.kind === 'written' || result.clause === ENTRY_NEW) return entry
    if (result.clause !== PHONE_AS_READ) throw new Error(`a call was refused: ${result.clause}`)
  }
  throw new ProblemError(platformProblems.busy)
}

async function wrongNumber(
  deps: RecordContactDeps,
  scope: ParticipantScope,
  entry: string,
  at: string,
): Promise<readonly NamedWrite[]> {
  const contact = await deps.findContact(scope)
  if (!contact) return []
  const read = await deps.findPhone(contact.phone)
  const to = afterMessage(read, 'wrong-number', entry, at)
  return [changePhone(deps.contactsTable, contact.phone, read, to)]
}
