import { ANOTHER_SITE, type DuplicateFact } from '../../../web/api/participants/duplicates.ts'
import type { FieldFault } from '../../../web/api/problems/problem.ts'
import { type ParticipantScope, parseParticipantSite, type SiteScope } from '../../platform/core/scope.ts'
import type { Contact } from '../../records/contact/contact.store.ts'
import { buildNamesakeKey } from '../../records/namesake/namesake.ts'
import type { Phone } from '../../records/phone/phone.ts'

export type DuplicateDeps = {
  readonly findPhone: (number: string) => Promise<Phone>
  readonly findNamesakes: (scope: SiteScope, key: string) => Promise<readonly string[]>
}

/**
 * Participants of a study who had a number: study IDs of the site, or of the whole study where there is none, and
 * `another-site` for any other.
 *
 * @param owners of any study, `study#participant`
 */
export function nameOwners(
  owners: ReadonlySet<string>,
  { study, site }: { readonly study: string; readonly site?: string | undefined },
): readonly string[] {
  const names = [...owners].flatMap((owner) => {
    const [of, participant = ''] = owner.split('#')
    if (of !== study) return []
    return [site === undefined || parseParticipantSite(participant) === site ? participant : ANOTHER_SITE]
  })
  return [...new Set(names)].sort()
}

/** Who may be the same person as one who is enrolled or whose contact changes, and what that was read from. */
export type Duplicates = {
  /** As a refusal lists them: study IDs of the same site, and `another-site` for any of another one. */
  readonly faults: readonly (FieldFault & {
    readonly code: DuplicateFact
    readonly participants: readonly string[]
  })[]
  /** Everyone who had the number. */
  readonly owners: ReadonlySet<string>
  readonly namesakes: readonly string[]
}

const DETAILS: Readonly<Record<DuplicateFact, string>> = {
  'same-phone': 'these participants have the same number',
  'same-name-and-birth-year': 'these participants have the same name and year of birth',
}

/**
 * Other participants of the study with the same number, and of the site with the same name and year of birth.
 *
 * @param asked of a contact that changes, what of it is new. An enrolment asks both
 */
export async function findDuplicates(
  { findPhone, findNamesakes }: DuplicateDeps,
  scope: ParticipantScope,
  contact: Contact,
  asked: { readonly isMoved: boolean; readonly isRenamed: boolean } = { isMoved: true, isRenamed: true },
): Promise<Duplicates> {
  const key = asked.isRenamed ? buildNamesakeKey(contact) : undefined
  const [{ owners = new Set<string>() }, namesakes] = await Promise.all([
    asked.isMoved ? findPhone(contact.phone) : { owners: undefined },
    key === undefined ? [] : findNamesakes(scope, key),
  ])
  const faults = [
    { pointer: '/phone', code: 'same-phone', participants: nameOwners(owners, scope) },
    { pointer: '/name', code: 'same-name-and-birth-year', participants: namesakes },
  ] as const
  return {
    faults: faults
      .filter(({ participants }) => participants.length > 0)
      .map((fault) => ({ ...fault, detail: DETAILS[fault.code] })),
    ...{ owners, namesakes },
  }
}
