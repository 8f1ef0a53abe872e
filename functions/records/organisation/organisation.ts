import * as z from 'zod/mini'
import { idSchema } from '../../../surveys/instrument/vocabulary-schema.ts'
import { membershipSchema } from '../membership/membership.ts'

/** Who runs studies together: a hospital, a network. Its administrators begin studies and see which ones there are. */
export const organisationSchema = z.strictObject({
  id: idSchema,
  name: z.string().check(z.minLength(1), z.maxLength(120)),
})

/**
 * Somebody who administers an organisation. It shows them no participant and no number of a study: who works in one has a
 * membership besides.
 */
export const organisationAdministratorSchema = z.strictObject({
  organisation: idSchema,
  sub: membershipSchema.shape.sub,
  /** Shown to the organisation’s other administrators. */
  name: membershipSchema.shape.name,
  /** ISO 8601. */
  appointedAt: z.string(),
  /** `sub` of who did; left out where an operator did. */
  appointedBy: z.optional(z.string()),
})

export type Organisation = z.infer<typeof organisationSchema>
export type OrganisationAdministrator = z.infer<typeof organisationAdministratorSchema>
