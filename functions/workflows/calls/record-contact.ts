import { participantProblems } from '../../../web/api/problems/participant-problems.ts'
import type { ConditionalWrite } from '../../platform/aws/dynamodb.ts'
import { type Clock, formatIso } from '../../platform/core/clock.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import {
  buildContendedRetry,
  CONFLICT,
  type Pause,
  retryOnConflict,
} from '../../platform/core/retry-on-conflict.ts'
import type { ParticipantScope } from '../../platform/core/scope.ts'
import { buildFieldRefusal } from '../../platform/http/request.ts'
import { type AuditStore, formatParticipantChain } from '../../records/audit/audit.store.ts'
import type { AuditEvent } from '../../records/audit/audit.ts'
import type { Contact } from '../../records/contact/contact.store.ts'
import {
  type ContactLogStore,
  ENTRY_NEW,
  putContactEntry,
} from '../../records/contact-log/contact-log.store.ts'
import type { ContactEntry } from '../../records/contact-log/contact-log.ts'
import { changePhone } from '../../records/phone/phone.store.ts'
import { applyMessage, type Phone } from '../../records/phone/phone.ts'
import { countDays } from '../../records/score/score-change.ts'
import { endSentLinks, type LinkDeps } from '../links/end-links.ts'

export type RecordContactDeps = LinkDeps & {
  readonly clock: Clock
  readonly audit: AuditStore
  readonly findContact: (scope: ParticipantScope) => Promise<Contact | undefined>
  readonly findPhone: (number: string) => Promise<Phone>
  readonly contactLog: Pick<ContactLogStore, 'find'>
  readonly contactsTable: string
  readonly pause?: Pause | undefined
}

/** A call or a note as it is told. `id`: the same for a retry. */
export type ReportedContact = Pick<
  ContactEntry,
  'id' | 'by' | 'kind' | 'outcome' | 'timepoint' | 'callBackAt' | 'alert' | 'text'
>

const MAX_CALL_BACK_DAYS = 90

/**
 * Records a call or a note, once. A wrong number ends the texts to it, and what their links open.
 * @throws ProblemError 409 when something else was recorded under the same id, 422 for a call back in the past or far off
 */
export async function recordContact(
  deps: RecordContactDeps,
  scope: ParticipantScope,
  reported: ReportedContact,
): Promise<ContactEntry> {
  const { study, site, participant } = scope
  const at = formatIso(deps.clock.now())
  const before = await deps.contactLog.find(scope, reported.id)
  if (before) return requireSameEntry(before, reported)
  requireNear(reported.callBackAt, at)
  const entry: ContactEntry = { study, site, participant, at, ...reported }
  const { kind, outcome, timepoint } = reported
  const event: AuditEvent = {
    action: kind === 'call' ? 'call.recorded' : 'note.written',
    actor: { kind: 'coordinator' as const, sub: reported.by },
    about: { entry: reported.id, ...(outcome && { outcome }), ...(timepoint && { timepoint }) },
  }
  return retryOnConflict(async () => {
    const ofNumber =
      outcome === 'wrong-number' ? await buildWrongNumberWrites(deps, scope, reported.id, at) : []
    const writes = [putContactEntry(deps.contactsTable, scope, entry), ...ofNumber]
    const result = await deps.audit.write<string>(formatParticipantChain(scope), event, writes)
    if (result.kind === 'written') return entry
    if (result.condition === ENTRY_NEW)
      return requireSameEntry(await deps.contactLog.find(scope, reported.id), reported)
    return CONFLICT
  }, buildContendedRetry(deps))
}

/** Somebody is off the list until then: a time that was mistyped must not hide them for years. */
function requireNear(callBackAt: string | undefined, now: string): void {
  const days = callBackAt === undefined ? 0 : countDays(now, callBackAt)
  if (days < 0 || days > MAX_CALL_BACK_DAYS)
    throw buildFieldRefusal(
      '/callBackAt',
      'out-of-range',
      `must be within the next ${MAX_CALL_BACK_DAYS} days`,
    )
}

/** The same told again is what was recorded; another thing under the same id is refused, and nothing of it is kept. */
function requireSameEntry(stored: ContactEntry | undefined, reported: ReportedContact): ContactEntry {
  const isSame = (['by', 'kind', 'outcome', 'timepoint', 'callBackAt', 'alert', 'text'] as const).every(
    (field) => stored?.[field] === reported[field],
  )
  if (!stored || !isSame) throw new ProblemError(participantProblems.keyReused)
  return stored
}

async function buildWrongNumberWrites(
  deps: RecordContactDeps,
  scope: ParticipantScope,
  entry: string,
  at: string,
): Promise<readonly ConditionalWrite<string>[]> {
  const contact = await deps.findContact(scope)
  if (!contact) return []
  const read = await deps.findPhone(contact.phone)
  const to = applyMessage(read, 'wrong-number', entry, at)
  const endings = await endSentLinks(deps, scope, at)
  return [changePhone(deps.contactsTable, contact.phone, read, to), ...endings]
}
