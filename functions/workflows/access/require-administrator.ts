import { memberProblems } from '../../../web/api/problems/member-problems.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import type { Person } from '../../platform/http/tokens.ts'
import type { FindStudyOutline, StudyOutline } from '../../records/library/study-outline.ts'
import type { MembershipStore, StoredMembership } from '../../records/membership/membership.store.ts'
import { buildNotFound } from './staff-access.ts'

/** Somebody who says who the members of a study are. It shows them nothing of participants. */
export type StudyAdministrator = { readonly member: StoredMembership; readonly study: StudyOutline }

/**
 * The same 404 for a study that does not exist and one that is not theirs. The study need not be published: colleagues are
 * invited while it is being written.
 *
 * @throws ProblemError 404; 403 for a member who does not administer it
 */
export async function requireAdministrator(
  deps: {
    readonly memberships: Pick<MembershipStore, 'find'>
    readonly outlineStudy: FindStudyOutline
  },
  person: Person,
  id: string,
): Promise<StudyAdministrator> {
  const [member, study] = await Promise.all([deps.memberships.find(person.sub, id), deps.outlineStudy(id)])
  if (!member || !study) throw buildNotFound()
  if (!member.administers) throw new ProblemError(memberProblems.notAdministrator)
  return { member, study }
}
