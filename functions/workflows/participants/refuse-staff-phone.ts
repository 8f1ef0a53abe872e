import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import type { SiteScope } from '../../platform/core/scope.ts'
import { buildFieldRefusal } from '../../platform/http/request.ts'
import { listOnCallPeople, type OnCallList } from '../../records/on-call/on-call.ts'
import type { Phone } from '../../records/phone/phone.ts'

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

/**
 * Refuses, for an on-call list, the number of someone who takes part in the study: they would be texted the alerts of
 * others, and their own.
 *
 * @param phone in E.164
 * @param pointer of the number in the request
 * @throws ProblemError 422 `participant-number` at `pointer`
 */
export async function refuseParticipantPhone(
  findPhone: (number: string) => Promise<Phone>,
  study: string,
  phone: string,
  pointer: string,
): Promise<void> {
  const { owners } = await findPhone(phone)
  if ([...(owners ?? [])].some((owner) => owner.startsWith(`${study}#`)))
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
