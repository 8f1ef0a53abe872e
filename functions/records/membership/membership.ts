import * as z from 'zod/mini'
import { idSchema } from '../../../surveys/instrument/vocabulary-schema.ts'
import { MEMBER_ROLES } from '../../../web/api/members/member-roles.ts'

/**
 * A membership says which study and sites one signed-in person may work in. It is read at each request, so
 * that someone who is removed is out at once. A coordinator enrols and records at their sites; a lead sees
 * the pooled study, and of single sites only those named; a monitor reads at their sites what stands under study IDs. Someone who administers grants, changes and revokes memberships,
 * and sees no more of participants than role and sites say: a coordinator without a site sees nobody.
 */
export const membershipSchema = z.strictObject({
  /** The `sub` of the person's tokens; of a program the ID of its client. */
  sub: z.string().check(z.minLength(1), z.maxLength(128)),
  /** Shown in the console to that person, and to those who administer. */
  name: z.string().check(z.minLength(1), z.maxLength(120)),
  study: idSchema,
  role: z.enum(MEMBER_ROLES),
  sites: z.array(idSchema).check(z.maxLength(500)),
  administers: z._default(z.boolean(), false),
  /** Sees nobody's arm, and no number by arm. Of effect in a study with arms. */
  blinded: z._default(z.boolean(), false),
})

export type Membership = z.infer<typeof membershipSchema>
