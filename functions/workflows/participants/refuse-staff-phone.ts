import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import type { SiteScope } from '../../platform/core/scope.ts'
import { buildFieldRefusal } from '../../platform/http/request.ts'
import { listOnCallPeople, type OnCallList } from '../../records/on-call/on-call.ts'
import type { Phone } from '../../records/phone/phone.ts'
import { type IdentifiedData, type IdentifiedReading, sealIdentified } from '../access/identified-data.ts'
import { nameOwners } from './find-duplicates.ts'

export type StaffPhoneDeps = {
  readonly findOnCall: (scope: SiteScope) => Promise<OnCallList>
  readonly findLeadsOnCall: (study: string) => Promise<OnCallList>
}

/**
 * Refuses a clinic's own number and that of anyone who is on call for the site or the study. A link that is texted there
 * would be answered by staff, and a STOP from there would end the alerts.
 *
 * @param phone in E.164
 * @throws ProblemError 422 `staff-number` at `/phone`
 */
export async function refuseStaffPhone(
  { findOnCall, findLeadsOnCall }: StaffPhoneDeps,
  study: StudyDefinition,
  scope: SiteScope,
  phone: string,
): Promise<void> {
  const lists = await Promise.all([findOnCall(scope), findLeadsOnCall(scope.study)])
  const isOnCall = lists
    .flatMap((list) => listOnCallPeople(list))
    .some(({ channel, address }) => channel === 'text' && address === phone)
  if (isOnCall || study.sites.some((site) => isSameNumber(site.phone, phone)))
    throw buildFieldRefusal(
      '/phone',
      'staff-number',
      'must be the participant’s: this is the number of a clinic or of someone on call',
    )
}

export type ParticipantPhoneDeps = {
  readonly findPhone: (number: string) => Promise<Phone>
  readonly identified: IdentifiedData
}

/**
 * Refuses, for an on-call list, the number of someone who takes part in the study: they would be texted the alerts of
 * others, and their own. It says of a number that a participant has it, and so leaves an entry of who was answered that.
 *
 * @param phone in E.164
 * @param pointer of the number in the request
 * @throws ProblemError 422 `participant-number` at `pointer`; 503 `not-recorded`
 */
export async function refuseParticipantPhone(
  { findPhone, identified }: ParticipantPhoneDeps,
  { reader, scope }: Pick<IdentifiedReading, 'reader' | 'scope'>,
  phone: string,
  pointer: string,
): Promise<void> {
  const { owners = new Set<string>() } = await findPhone(phone)
  const named = nameOwners(owners, scope)
  if (named.length === 0) return
  await identified.open({ reader, scope, what: 'participant-number' }, sealIdentified(undefined, named))
  throw buildFieldRefusal(
    pointer,
    'participant-number',
    'must be of staff: this is the number of a participant of the study',
  )
}

/** Clinics write their numbers with or without the country code. */
function isSameNumber(written: string, phone: string): boolean {
  const digits = written.replaceAll(/\D/g, '')
  return written.trim().startsWith('+') ? `+${digits}` === phone : phone.endsWith(digits.replace(/^0+/, ''))
}
