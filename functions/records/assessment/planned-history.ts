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
type PlanHistory = z.infer<typeof planHistorySchema>

export type PlannedItem = PlanHistory & {
  readonly opensAt: string
  readonly dueAt: string
  readonly closesAt: string
  readonly progress: string
}

/** As it is planned now. */
export function findCurrentPlan({ plannedSince, opensAt, dueAt, closesAt, progress }: PlannedItem): Planned {
  const since = plannedSince === undefined ? {} : { since: plannedSince }
  return progress === 'cancelled' ? { ...since, cancelled: true } : { ...since, opensAt, dueAt, closesAt }
}

/** Every way in which it was planned, in the order in which they were written; the last is the present one. */
export function listPlans(item: PlannedItem): readonly Planned[] {
  return [...(item.earlierPlans ?? []), findCurrentPlan(item)]
}

/** The history with a new window appended at an instant; as it is where the window stays. */
export function appendPlan(
  from: PlannedItem,
  to: Pick<PlannedItem, 'opensAt' | 'dueAt' | 'closesAt'>,
  at: string,
): PlanHistory {
  const isSame =
    from.progress !== 'cancelled' &&
    from.opensAt === to.opensAt &&
    from.dueAt === to.dueAt &&
    from.closesAt === to.closesAt
  if (!isSame) return { plannedSince: at, earlierPlans: [...listPlans(from)] }
  const { plannedSince, earlierPlans } = from
  return { ...(plannedSince !== undefined && { plannedSince }), ...(earlierPlans && { earlierPlans }) }
}
