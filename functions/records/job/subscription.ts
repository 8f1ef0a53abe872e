import * as z from 'zod/mini'
import { idSchema } from '../../../surveys/instrument/vocabulary-schema.ts'
import { plannedReport } from '../../../web/api/reports/report-schedule.ts'
import {
  reportOrder,
  subscriptionIdSchema,
  subscriptionView,
} from '../../../web/api/reports/report-subscription.ts'

/** What one member of a study asked to have reported, with the next date that was not planned yet. */
export const subscriptionSchema = z.object({
  ...{ id: subscriptionIdSchema, study: idSchema },
  /** The `sub` of the member whose report it is: nobody else is mailed, and nobody else opens it. */
  owner: z.string(),
  ...{ content: reportOrder.shape.content, sites: z.array(idSchema) },
  ...{ format: reportOrder.shape.format, language: reportOrder.shape.language },
  schedule: reportOrder.shape.schedule,
  /** Left out of those from before it was asked. */
  whenNothing: z.optional(subscriptionView.shape.whenNothing),
  /** Left out once it is ended. */
  email: z.optional(z.string()),
  /** By which the digest of the address in the audit trail can be computed again. */
  salt: z.string(),
  state: subscriptionView.shape.state,
  reason: subscriptionView.shape.reason,
  version: z.int(),
  next: z.optional(plannedReport),
  createdAt: z.string(),
  /** Mails that came back for good or were called spam, since the address was last looked at. */
  mailFaults: z.optional(
    z.array(z.object({ what: z.enum(['bounced', 'complaint']), message: z.string(), at: z.string() })),
  ),
})

export type Subscription = z.infer<typeof subscriptionSchema>
