/** Who works in a study. What each may do is the matter of web/api/members/member-roles.ts. */
export const STUDY_ROLES = ['coordinator', 'lead', 'statistician', 'data-manager', 'monitor'] as const
