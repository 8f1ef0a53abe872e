import { STUDY_ROLES } from '../../../surveys/study/roles.ts'

/**
 * What somebody may do in a study, at the sites that their membership names:
 *
 * - A coordinator enrolls, calls and records.
 * - A lead writes the study, makes releases, sees numbers of every site, and looks at participants.
 * - A statistician sees numbers of every site, and reads participants under study IDs.
 * - A data manager reads participants under study IDs, and settles what is missing or late.
 * - A monitor reads participants under study IDs.
 *
 * Under study IDs means: no name, telephone number, text message or note.
 */
export const MEMBER_ROLES = STUDY_ROLES
export type MemberRole = (typeof MEMBER_ROLES)[number]

/** Roles by what they may do beyond reading under study IDs. A role that is not named may not. */
const POWERS = {
  /** Enrolls and records, which shows names and numbers. */
  record: ['coordinator'],
  /** Takes in or leaves out late answers, and says why one is missing. */
  settle: ['coordinator', 'data-manager'],
  /** Has reports of their clinics made and opens them, which list whom to call. */
  report: ['coordinator'],
  /** Is the second person who confirms an erasure. */
  decide: ['coordinator', 'lead'],
  /** Sees numbers over participants of every site, and has them reported. */
  pool: ['lead', 'statistician'],
  /** Writes and publishes the study, makes releases, and says which leads are on call. */
  direct: ['lead'],
} as const satisfies Record<string, readonly MemberRole[]>

export type Power = keyof typeof POWERS

/** The roles that may do it. */
export type RoleWith<P extends Power> = (typeof POWERS)[P][number]

/** Whether a role may do it. */
export function hasPower<P extends Power>(role: MemberRole, power: P): role is RoleWith<P> {
  return (POWERS[power] as readonly MemberRole[]).includes(role)
}
