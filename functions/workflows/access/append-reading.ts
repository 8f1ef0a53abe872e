import type { MemberRole } from '../../../web/api/members/member-roles.ts'
import { platformProblems } from '../../../web/api/problems/platform-problems.ts'
import { type Clock, formatIso } from '../../platform/core/clock.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import type { Person } from '../../platform/http/tokens.ts'
import { type AuditStore, formatReadsChain } from '../../records/audit/audit.store.ts'
import type { AuditEvent } from '../../records/audit/audit.ts'
import type { AuditAction } from '../../records/audit/audit-actions.ts'
import type { StudyMember } from './staff-access.ts'

/** Who reads: a person, or a program by the ID of its client. */
export type Reader = { readonly kind: MemberRole; readonly sub: string }

export type ReadingDeps = { readonly clock: Clock; readonly audit: Pick<AuditStore, 'append'> }

export function buildReader({ sub }: Person, { member }: StudyMember): Reader {
  return { kind: member.role, sub }
}

/**
 * Records what somebody reads, in the chain of that person and day. What is read may be read meanwhile; it must not go out
 * before this is done.
 *
 * @param describe what is read, in IDs, codes, numbers and hashes
 * @throws ProblemError 503 `not-recorded` when the entry could not be written
 * @throws unknown what `describe` throws
 */
export async function appendReading(
  { audit, clock }: ReadingDeps,
  study: string,
  reader: Reader,
  action: AuditAction,
  describe: () => Promise<NonNullable<AuditEvent['about']>>,
): Promise<void> {
  const chain = formatReadsChain(study, reader.sub, formatIso(clock.now()).slice(0, 10))
  const described = describe()
  // A participant that is not there is no failure of the trail, and is refused as what it is.
  const event = described.then((about): AuditEvent => ({ action, actor: reader, about }))
  try {
    await audit.append(chain, event)
  } catch (cause) {
    await described
    throw new ProblemError(platformProblems.notRecorded, [], { cause })
  }
}
