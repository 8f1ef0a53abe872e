import { isDeepStrictEqual } from 'node:util'
import type { StudyDefinition } from '../../../surveys/study/definition.ts'
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
import { applyCarrierOptOut, applyMessage, type Phone } from '../../records/phone/phone.ts'
import { isNumberSettled, type LostContact, mergeLostChanges } from '../../rules/restore/contact-changes.ts'
import type { LostFacts, LostOptOut } from '../../rules/restore/lost-facts.ts'
import { endAllLinks } from '../links/end-links.ts'
import { changeSchedule } from '../schedule/change-schedule.ts'
import type { RestoreDeps } from './restore.deps.ts'

const OPERATOR: AuditEvent['actor'] = { kind: 'operator' }

/** Of one participant, what was done again, and what the tables do not have and people have to do again. */
export type Replayed = {
  readonly optOuts: number
  readonly contacts: number
  readonly ended: number
  readonly lostSubmissions: number
  readonly lostEnrolments: number
}

/**
 * Does again what the trail says of one participant, each step at most once: a STOP or a wrong number, consent that was
 * withdrawn, a number that is no longer theirs, the end of the participation. Nothing that would let a text out is done again: a
 * START, consent, a new number and a participation that was resumed take a person. What the tables have already is left as
 * it is.
 *
 * @param study undefined where it does not ship any more: the end of a participation is then left out
 */
export async function replayFacts(
  deps: RestoreDeps,
  study: StudyDefinition | undefined,
  facts: LostFacts,
): Promise<Replayed> {
  const { participation, contactChanges: changes } = facts
  const scope = buildLostScope(facts)
  const stored = await deps.findContact(scope)
  const revision = stored?.revision ?? 0
  const contact = mergeLostChanges(changes, revision)
  const isWithdrawn = contact && (!contact.smsConsent || contact.hasNewNumber)
  const isSettled = facts.wrongNumber && isNumberSettled(facts.wrongNumber, changes, revision)
  // Both: a number that is right again is still one that was stopped.
  const wrongNumber = isSettled ? undefined : facts.wrongNumber
  const ended = study && participation?.ended
  const replayed = {
    optOuts:
      Number(await replayOptOut(deps, scope, facts.stop)) +
      Number(await replayOptOut(deps, scope, wrongNumber)),
    contacts: isWithdrawn ? Number(await withdrawConsent(deps, scope, contact)) : 0,
    ended: ended ? Number(await endAgain(deps, study, scope, ended)) : 0,
    lostSubmissions: await countLostSubmissions(deps, scope, facts.submissions),
    lostEnrolments: facts.isEnrolled ? Number(await isLost(deps, scope)) : 0,
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

export function buildLostScope({ study, participant }: LostFacts): ParticipantScope {
  return buildVerifiedParticipantScope({ study, participant, site: parseParticipantSite(participant) })
}

async function countLostSubmissions(
  deps: RestoreDeps,
  scope: ParticipantScope,
  submissions: readonly string[],
): Promise<number> {
  if (submissions.length === 0) return 0
  const stored = await deps.assessments.listByParticipant(scope)
  const completed = new Set(
    stored.flatMap(({ timepoint, progress }) => (progress === 'completed' ? [timepoint] : [])),
  )
  return submissions.filter((timepoint) => !completed.has(timepoint)).length
}

async function isLost(deps: RestoreDeps, scope: ParticipantScope): Promise<boolean> {
  return (await deps.participantRecords.find(scope)).participant === undefined
}

async function replayOptOut(
  deps: RestoreDeps,
  scope: ParticipantScope,
  optOut: LostOptOut | undefined,
): Promise<boolean> {
  if (!optOut) return false
  const { wants, at, message, isCall } = optOut
  // Where the tables have the text, they know which number it came from: it may be one that was left since.
  const kept = isCall ? undefined : await deps.messages.findReceived(scope, message)
  return retryOnConflict(async () => {
    const number = kept?.from ?? (await deps.findContact(scope))?.phone
    if (number === undefined) return false
    const read = await deps.findPhone(number)
    // Only a person takes it back, whenever it was said.
    if (wants === 'wrong-number' && isWrongNumber(read)) return false
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

function isWrongNumber({ unreachableSince, unreachableReason }: Phone): boolean {
  return unreachableSince !== undefined && unreachableReason === 'wrong-number'
}

/** Until somebody has asked: the number, or the consent, that is stored is not the one that they gave last. */
async function withdrawConsent(
  deps: RestoreDeps,
  scope: ParticipantScope,
  { hasNewNumber }: LostContact,
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
  study: StudyDefinition,
  scope: ParticipantScope,
  { how, on }: { readonly how: string; readonly on: string },
): Promise<boolean> {
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
