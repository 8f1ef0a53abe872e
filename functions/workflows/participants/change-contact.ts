import type { ConditionalWrite } from '../../platform/aws/dynamodb.ts'
import { formatIso } from '../../platform/core/clock.ts'
import {
  buildContendedRetry,
  CONFLICT,
  type Pause,
  retryOnConflict,
} from '../../platform/core/retry-on-conflict.ts'
import type { ParticipantScope } from '../../platform/core/scope.ts'
import { TEXT_PLAN_UNCHANGED } from '../../records/assessment/text-plan.store.ts'
import { type AuditStore, formatParticipantChain } from '../../records/audit/audit.store.ts'
import type { AuditEvent } from '../../records/audit/audit.ts'
import { CONTACT_UNCHANGED, type Contact, changeContact } from '../../records/contact/contact.store.ts'
import type { ContactDigests } from '../../records/contact/contact-digests.ts'
import { buildNameWrites } from '../../records/name-index/name-index.store.ts'
import { addNamesake, NAMESAKES_UNCHANGED, removeNamesake } from '../../records/namesake/namesake.store.ts'
import { buildNamesakeKey } from '../../records/namesake/namesake.ts'
import { markReachable } from '../../records/phone/phone.store.ts'
import { addOwner, endOwner, PHONE_OWNERS } from '../../records/phone/phone-owners.store.ts'
import { type Sealed, sealIdentified } from '../access/identified-data.ts'
import { endSentLinks, type LinkDeps } from '../links/end-links.ts'
import { buildResumeWrites, type ResumeDeps } from '../texting/resume-texts.ts'
import { type DuplicateDeps, type Duplicates, findDuplicates } from './find-duplicates.ts'

export type ChangeContactDeps = LinkDeps &
  DuplicateDeps &
  ResumeDeps & {
    readonly audit: AuditStore
    readonly contactDigests: ContactDigests
    readonly findContact: (scope: ParticipantScope) => Promise<Contact | undefined>
    readonly contactsTable: string
    readonly pause?: Pause | undefined
  }

/** Somebody else changed the contact meanwhile, or was given the number or the name. */
const RETRIED: ReadonlySet<string> = new Set([
  ...[CONTACT_UNCHANGED, TEXT_PLAN_UNCHANGED],
  ...[PHONE_OWNERS, NAMESAKES_UNCHANGED],
])

/** What is not named stays. `isReachable`: a person has made sure that the number is right, whatever failed before. */
export type ContactChange = {
  readonly phone?: string | undefined
  readonly name?: string | null | undefined
  readonly birthYear?: number | null | undefined
  readonly smsConsent?: boolean | undefined
  readonly isReachable?: true | undefined
  /** Of whom it is known that they are other people: study IDs, and `another-site`. */
  readonly distinctFrom?: readonly string[] | undefined
}

/** `unknown`: a participant without a contact. */
export type ContactResult =
  | { readonly kind: 'changed'; readonly contact: Sealed<Contact> }
  | { readonly kind: 'possible-duplicate'; readonly faults: Sealed<Duplicates['faults']> }
  | { readonly kind: 'unknown' }

/**
 * Changes a participant's number, name, year of birth or consent. Links that were sent to a number before open nothing any
 * more, and what is open is sent to the new one; a STOP belongs to the number that it came from, and only its owner's START
 * takes it back. Consent that is given now, and a number that works now, bring the invitations that were withheld before. A number, or a name with a year of birth, that makes the participant look the same
 * as others is not taken unless it is known that they are different people; enrolment asks the same.
 */
export async function changeParticipantContact(
  deps: ChangeContactDeps,
  scope: ParticipantScope,
  change: ContactChange,
  by: string,
): Promise<ContactResult> {
  return retryOnConflict(async () => {
    const read = await deps.findContact(scope)
    if (!read) return { kind: 'unknown' }
    const at = formatIso(deps.clock.now())
    const contact = applyContactChange(read, change, at)
    const isMoved = contact.phone !== read.phone
    const isRenamed = buildNamesakeKey(contact) !== buildNamesakeKey(read)
    const { faults, owners, namesakes } = await findDuplicates(deps, scope, contact, { isMoved, isRenamed })
    const alike = [...new Set(faults.flatMap(({ participants }) => participants))]
    if (alike.some((one) => one !== scope.participant && !change.distinctFrom?.includes(one)))
      return { kind: 'possible-duplicate', faults: sealIdentified(faults, alike) }
    const isTextedAnew = contact.smsConsent && (!read.smsConsent || isMoved || change.isReachable === true)
    const event: AuditEvent = {
      action: 'contact.changed',
      actor: { kind: 'coordinator' as const, sub: by },
      about: {
        ...{ smsConsent: String(contact.smsConsent), hasNewNumber: String(isMoved) },
        ...(change.isReachable && { isReachable: 'true' }),
        // After a restore it says whether the contact that is stored has this change.
        revision: read.revision + 1,
        ...deps.contactDigests.describeChange(scope, read, contact),
        ...(alike.length > 0 && { distinctFrom: alike.join(' ') }),
      },
    }
    const endings = isMoved ? await endSentLinks(deps, scope, at) : []
    const result = await deps.audit.write<string>(formatParticipantChain(scope), event, [
      changeContact(deps.contactsTable, scope, read, contact),
      ...(isMoved
        ? [
            ...endOwner(deps.contactsTable, read.phone, scope, at),
            ...addOwner(deps.contactsTable, contact.phone, scope, {
              isReachable: change.isReachable === true,
              read: owners,
            }),
            ...endings,
          ]
        : change.isReachable
          ? [markReachable(deps.contactsTable, contact.phone)]
          : []),
      ...buildNameWrites(deps.contactsTable, scope, read.name, contact.name),
      ...buildNamesakeWrites(deps.contactsTable, scope, { read, contact, namesakes }),
      ...(isTextedAnew ? await buildResumeWrites(deps, scope, isMoved) : []),
    ])
    if (result.kind === 'written') {
      const changed = { ...contact, revision: read.revision + 1 }
      return { kind: 'changed', contact: sealIdentified(changed, [scope.participant]) }
    }
    if (!RETRIED.has(result.condition)) throw new Error(`a contact was refused: ${result.condition}`)
    return CONFLICT
  }, buildContendedRetry(deps))
}

/** As somebody to be noticed when they are enrolled a second time. */
function buildNamesakeWrites(
  contactsTable: string,
  scope: ParticipantScope,
  {
    read,
    contact,
    namesakes,
  }: { readonly read: Contact; readonly contact: Contact; readonly namesakes: readonly string[] },
): readonly ConditionalWrite<string>[] {
  const [before, after] = [buildNamesakeKey(read), buildNamesakeKey(contact)]
  if (before === after) return []
  return [
    ...(before === undefined ? [] : [removeNamesake(contactsTable, scope, before)]),
    ...(after === undefined ? [] : [addNamesake(contactsTable, scope, after, namesakes)]),
  ]
}

function applyContactChange(
  read: Contact,
  { phone, name, birthYear, smsConsent }: ContactChange,
  at: string,
): Contact {
  const { name: nameBefore, birthYear: yearBefore, ...rest } = withEarlierPhone(read, phone)
  // Who agrees to texts again may be contacted again.
  if (smsConsent === true) delete rest.noContactSince
  const newName = name === undefined ? nameBefore : (name ?? undefined)
  const newYear = birthYear === undefined ? yearBefore : (birthYear ?? undefined)
  return {
    ...rest,
    ...(newName !== undefined && { name: newName }),
    ...(newYear !== undefined && { birthYear: newYear }),
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
