/**
 * What somebody may do in a study. A coordinator enrolls, calls and records at their sites; a lead sees numbers of the whole
 * study, and participants of the sites that are named; a monitor reads of the sites that are named what stands under study
 * IDs, without names, numbers, text messages and notes, and changes nothing.
 */
export const MEMBER_ROLES = ['coordinator', 'lead', 'monitor'] as const
export type MemberRole = (typeof MEMBER_ROLES)[number]
