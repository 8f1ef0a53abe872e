import * as z from 'zod/mini'
import { idSchema } from '../../../surveys/instrument/vocabulary-schema.ts'

/**
 * A membership says which study and sites one signed-in person may work in. It is read at each request, so
 * that someone who is removed is out at once. A coordinator enrols and records at their sites; a lead sees
 * the pooled study, and of single sites only those named.
 */
export const membershipSchema = z.strictObject({
  /** The `sub` of the person's tokens. */
  sub: z.string().check(z.minLength(1), z.maxLength(128)),
  /** Shown in the console, to that person alone. */
  name: z.string().check(z.minLength(1), z.maxLength(120)),
  study: idSchema,
  role: z.enum(['coordinator', 'lead']),
  sites: z.array(idSchema).check(z.maxLength(500)),
})

export type Membership = z.infer<typeof membershipSchema>
