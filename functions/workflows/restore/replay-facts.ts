import { isDeepStrictEqual } from 'node:util'
import { formatIso } from '../../platform/core/clock.ts'
import { CONFLICT, retryOnConflict } from '../../platform/core/retry-on-conflict.ts'
import {
  buildVerifiedParticipantScope,
  type ParticipantScope,
  parseParticipantSite,
} from '../../platform/core/scope.ts'
import { formatParticipantChain } from '../../records/audit/audit.store.ts'
import type { AuditEvent } from '../../records/audit/audit.ts'
import { CONTACT_UNCHANGED, changeContact } from '../../records/contact/contact.store.ts'
import { endedSchema, listDispositions } from '../../records/participant/participant.ts'
import { changePhone, PHONE_UNCHANGED } from '../../records/phone/phone.store.ts'
import { applyCarrierOptOut, applyMessage } from '../../records/phone/phone.ts'
import type { LostFacts, LostOptOut } from '../../rules/restore/lost-facts.ts'
import { endAllLinks } from '../links/end-links.ts'
import { changeSchedule } from '../schedule/change-schedule.ts'
import type { RestoreDeps } from './restore.deps.ts'

const OPERATOR: AuditEvent['actor'] = { kind: 'operator' }

/** Of one participant, what was done again. */
export type Replayed = { readonly optOuts: number; readonly contacts: number; readonly ended: number }

/**
 * Does again what the trail says of one participant, each step at most once: a STOP or a wrong number, consent that was
 * withdrawn, a number that is no longer theirs, the end of the participation. Nothing that would let a text out is done again: a
 * START, consent, a new number and a participation that was resumed take a person.
 */
export async function replayFacts(deps: RestoreDeps, facts: LostFacts): Promise<Replayed> {
  const { study, participant, stop, wrongNumber, contact, participation } = facts
  const scope = buildVerifiedParticipantScope({ study, participant, site: parseParticipantSite(participant) })
  const isWithdrawn = contact && (!contact.smsConsent || contact.hasNewNumber)
  const replayed = {
    // Both: a number that is right again is still one that was stopped.
    optOuts:
      (stop ? Number(await replayOptOut(deps, scope, stop)) : 0) +
      (wrongNumber ? Number(await replayOptOut(deps, scope, wrongNumber)) : 0),
    contacts: isWithdrawn ? Number(await withdrawConsent(deps, scope, contact)) : 0,
    ended: participation?.ended ? Number(await endAgain(deps, scope, participation.ended)) : 0,
  }
  const disowned = [
    ...(wrongNumber ? [wrongNumber.at] : []),
    ...(contact?.hasNewNumber ? [contact.at] : []),
    ...(participation?.ended ? [participation.at] : []),
  ].sort()
  // Links that were ended open questions again.
  const since = disowned.at(-1)
  if (since !== undefined) await endAllLinks(deps, scope, { at: formatIso(deps.clock.now()), since })
  return replayed
}

async function replayOptOut(
  deps: RestoreDeps,
  scope: ParticipantScope,
  { wants, at, message }: LostOptOut,
): Promise<boolean> {
  return retryOnConflict(async () => {
    const number = (await deps.findContact(scope))?.phone
    if (number === undefined) return false
    const read = await deps.findPhone(number)
    const to = applyMessage(read, wants, message, at)
    // The whole number, not what follows of it: of two reasons not to text, either may be taken back alone.
    if (isDeepStrictEqual(read, to)) return false
    const event: AuditEvent = {
      action: 'opt-out.replayed',
      actor: OPERATOR,
      about: { wants, message, since: at },
    }
    const result = await deps.audit.write<string>(formatParticipantChain(scope), event, [
      changePhone(deps.contactsTable, number, read, to),
    ])
    if (result.kind === 'written') return true
    if (result.condition !== PHONE_UNCHANGED) throw new Error(`an opt-out was refused: ${result.condition}`)
    return CONFLICT
  })
}

/** Until somebody has asked: the number, or the consent, that is stored is not the one that they gave last. */
async function withdrawConsent(
  deps: RestoreDeps,
  scope: ParticipantScope,
  { hasNewNumber }: NonNullable<LostFacts['contact']>,
): Promise<boolean> {
  return retryOnConflict(async () => {
    const read = await deps.findContact(scope)
    if (!read?.smsConsent) return false
    const { revision: _, ...contact } = read
    const reason = hasNewNumber ? 'number-changed' : 'consent-withdrawn'
    const event: AuditEvent = { action: 'consent.replayed', actor: OPERATOR, about: { reason } }
    const to = { ...contact, smsConsent: false, smsConsentAt: formatIso(deps.clock.now()) }
    const result = await deps.audit.write<string>(formatParticipantChain(scope), event, [
      changeContact(deps.contactsTable, scope, read, to),
    ])
    if (result.kind === 'written') return true
    if (result.condition !== CONTACT_UNCHANGED) throw new Error(`a contact was refused: ${result.condition}`)
    return CONFLICT
  })
}

async function endAgain(
  deps: RestoreDeps,
  scope: ParticipantScope,
  { how, on }: { readonly how: string; readonly on: string },
): Promise<boolean> {
  const study = await deps.library.findStudy(scope.study)
  if (!study) throw new Error('there is no such study')
  const recordedAt = formatIso(deps.clock.now())
  const result = await changeSchedule(deps, study, scope, (read) => {
    if (!read) return 'nobody'
    if (read.participant.ended) return 'unchanged'
    const ended = endedSchema.parse({ how, at: on, recordedAt })
    return {
      participant: {
        ...read.participant,
        ...{ ended, dispositions: [...listDispositions(read.participant), ended] },
      },
      writes: [],
      event: { action: 'participation.ended', actor: OPERATOR, about: { how, at: on } },
    }
  })
  return result === 'changed'
}

/** Numbers that the carrier sends nothing to, whoever has them. @returns how many were not known to have opted out */
export async function replayCarrierOptOuts(deps: RestoreDeps): Promise<number> {
  let replayed = 0
  for await (const { number, since } of deps.listCarrierOptOuts()) {
    const isChanged = await retryOnConflict(async () => {
      const read = await deps.findPhone(number)
      const to = applyCarrierOptOut(read, since)
      if (to === read) return false
      return (await deps.changeUnownedPhone(number, read, to)) ? true : CONFLICT
    })
    replayed += Number(isChanged)
  }
  return replayed
}
