import type { PlanHistory, Planned, PlannedItem } from './planned-history.ts'

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
