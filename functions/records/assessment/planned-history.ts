import * as z from 'zod/mini'

const window = { opensAt: z.string(), dueAt: z.string(), closesAt: z.string() }

/**
 * How an assessment was planned for a while: its window, or that it was cancelled, and since when. `since` is the server's
 * time at which it was written; items from before it was kept have none, and are taken as planned so from the beginning.
 */
export const plannedSchema = z.union([
  z.object({ since: z.optional(z.string()), cancelled: z.literal(true) }),
  z.object({ since: z.optional(z.string()), ...window }),
])
export type Planned = z.infer<typeof plannedSchema>

/** The part of an assessment that tells how it is planned, and how it was before: oldest first, only ever appended to. */
export const planHistorySchema = z.object({
  plannedSince: z.optional(z.string()),
  earlierPlans: z.optional(z.array(plannedSchema)),
})
export type PlanHistory = z.infer<typeof planHistorySchema>

export type PlannedItem = PlanHistory & {
  readonly opensAt: string
  readonly dueAt: string
  readonly closesAt: string
  readonly progress: string
}
