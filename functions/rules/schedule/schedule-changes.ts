import type { Assessment, TextedAssessment } from '../../records/assessment/assessment.ts'
import type { Plan, PlannedAssessment } from './plan.ts'

/** What has to be done to the assessments that there are, so that they are those of the plan. */
export type ScheduleChange<Standing extends TextedAssessment = TextedAssessment> =
  | { readonly kind: 'add'; readonly planned: PlannedAssessment }
  /** Its window, battery or anchor is another now. One that was cancelled comes back by it. */
  | { readonly kind: 'move'; readonly from: Standing; readonly planned: PlannedAssessment }
  | { readonly kind: 'cancel'; readonly assessment: Standing }

/**
 * The plan against what stands. What a participant has begun is theirs: it stays where it is while its anchor holds, and
 * what is completed stays whatever happens. What has closed unanswered moves only when its anchor does, and a window that
 * has opened stays open for one who goes west. A baseline's window closes with the first treatment, begun or not, and
 * opens again where that was recorded in error.
 *
 * @param now ISO 8601
 */
export function listScheduleChanges<Standing extends TextedAssessment>(
  existing: readonly Standing[],
  plan: Plan,
  where: { readonly timeZone: string; readonly locale: string },
  now: string,
): readonly ScheduleChange<Standing>[] {
  const standing = new Map(existing.map((assessment) => [assessment.timepoint, assessment]))
  const wanted = new Set(plan.assessments.map(({ timepoint }) => timepoint))
  return [
    ...plan.assessments.flatMap((planned): readonly ScheduleChange<Standing>[] => {
      const from = standing.get(planned.timepoint)
      if (!from) return [{ kind: 'add', planned }]
      const to = hasOnlyTravelled(from, planned, where, now) ? { ...planned, opensAt: from.opensAt } : planned
      return hasToMove(from, to, where, now) ? [{ kind: 'move', from, planned: to }] : []
    }),
    ...existing
      .filter(
        ({ timepoint, progress }) =>
          !wanted.has(timepoint) && progress !== 'completed' && progress !== 'cancelled',
      )
      .map((assessment): ScheduleChange<Standing> => ({ kind: 'cancel', assessment })),
  ]
}

/** The window is open, and the plan would open it later, for no other reason than where its hours are counted. */
function hasOnlyTravelled(
  from: Assessment,
  planned: PlannedAssessment,
  { timeZone }: { readonly timeZone: string },
  now: string,
): boolean {
  // What one version of the study cancelled, and another one asks, was not open meanwhile.
  if (from.progress === 'cancelled' && from.studyVersion !== planned.studyVersion) return false
  const isSame = from.anchoredAt === planned.anchoredAt || from.timeZone !== timeZone
  return isSame && from.opensAt <= now && from.opensAt < planned.opensAt
}

function hasToMove(
  from: Assessment,
  planned: PlannedAssessment,
  where: { readonly timeZone: string; readonly locale: string },
  now: string,
): boolean {
  if (from.progress === 'cancelled') return true
  if (from.progress !== 'completed' && (from.closedBy ?? planned.closedBy) !== undefined)
    return from.closesAt !== planned.closesAt || from.closedBy !== planned.closedBy
  if (from.progress !== 'untouched') return false
  if (from.anchoredAt === planned.anchoredAt && from.closesAt <= now) return false
  return (
    planned.renews === true ||
    from.anchoredAt !== planned.anchoredAt ||
    from.opensAt !== planned.opensAt ||
    from.dueAt !== planned.dueAt ||
    from.closesAt !== planned.closesAt ||
    from.timeZone !== where.timeZone ||
    from.locale !== where.locale ||
    from.battery.join() !== planned.battery.join()
  )
}
