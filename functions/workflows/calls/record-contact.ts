import { participantProblems } from '../../../web/api/problems/participant-problems.ts'
import { platformProblems } from '../../../web/api/problems/platform-problems.ts'
import type { NamedWrite } from '../../platform/aws/dynamodb.ts'
import { type Clock, isoOf } from '../../platform/core/clock.ts'
import type { ParticipantScope } from '../../platform/core/scope.ts'
import { ProblemError } from '../../platform/http/problem.ts'
import { refusedField } from '../../platform/http/request.ts'
import { type AuditStore, participantChain } from '../../records/audit/audit.store.ts'
import type { Contact } from '../../records/contact/contact.store.ts'
import {
  type ContactLogStore,
  ENTRY_NEW,
  putContactEntry,
} from '../../records/contact-log/contact-log.store.ts'
import type { ContactEntry } from '../../records/contact-log/contact-log.ts'
import { changePhone, PHONE_AS_READ } from '../../records/phone/phone.store.ts'
import { afterMessage, type Phone } from '../../records/phone/phone.ts'
import { daysBetween } from '../../records/score/score-change.ts'

export type RecordContactDeps = {
  readonly clock: Clock
  readonly audit: AuditStore
  readonly findContact: (scope: ParticipantScope) => Promise<Contact | undefined>
  readonly findPhone: (number: string) => Promise<Phone>
  readonly contactLog: Pick<ContactLogStore, 'find'>
  readonly contactsTable: string
}

/** A call or a note as it is told. `id`: the same for a retry. */
export type ToldContact = Pick<
  ContactEntry,
  'id' | 'by' | 'kind' | 'outcome' | 'timepoint' | 'callBackAt' | 'alert' | 'text'
>

const PASSES = 6
const FURTHEST_CALL_BACK_DAYS = 90

/**
 * Records a call or a note, once. A wrong number ends the texts to it.
 * @throws ProblemError 409 when something else was recorded under the same id, 422 for a call back in the past or far off
 */
export async function recordContact(
  deps: RecordContactDeps,
  scope: ParticipantScope,
  told: ToldContact,
): Promise<ContactEntry> {
  const { study, site, participant } = scope
  const at = isoOf(deps.clock.now())
  const before = await deps.contactLog.find(scope, told.id)
  if (before) return sameOrRefused(before, told)
  requireNear(told.callBackAt, at)
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
    if (result.kind === 'written') return entry
    if (result.clause === ENTRY_NEW) return sameOrRefused(await deps.contactLog.find(scope, told.id), told)
    if (result.clause !== PHONE_AS_READ) throw new Error(`a call was refused: ${result.clause}`)
  }
  throw new ProblemError(platformProblems.busy)
}

/** Somebody is off the list until then: a time that was mistyped must not hide them for years. */
function requireNear(callBackAt: string | undefined, now: string): void {
  const days = callBackAt === undefined ? 0 : daysBetween(now, callBackAt)
  if (days < 0 || days > FURTHEST_CALL_BACK_DAYS)
    throw refusedField(
      '/callBackAt',
      'out-of-range',
      `must be within the next ${FURTHEST_CALL_BACK_DAYS} days`,
    )
}

/** The same told again is what was recorded; another thing under the same id is refused, and nothing of it is kept. */
function sameOrRefused(stored: ContactEntry | undefined, told: ToldContact): ContactEntry {
  const isSame = (['by', 'kind', 'outcome', 'timepoint', 'callBackAt', 'alert', 'text'] as const).every(
    (field) => stored?.[field] === told[field],
  )
  if (!stored || !isSame) throw new ProblemError(participantProblems.keyReused)
  return stored
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
