import * as z from 'zod/mini'

/** How many people a study, or a clinic of it, means to enroll. */
export const recruitmentTargetSchema = z.int().check(z.minimum(1), z.maximum(1_000_000))

/** How many people a study means to enroll, and from when until when: its first and last local dates. */
export const recruitmentSchema = z
  .strictObject({ target: recruitmentTargetSchema, from: z.iso.date(), until: z.iso.date() })
  .check(z.refine(({ from, until }) => from < until, { path: ['until'], error: 'must be after from' }))

export type RecruitmentPlan = z.infer<typeof recruitmentSchema>

/**
 * How many of a target are enrolled by the end of a date, if as many come each day: what progress is compared with.
 *
 * @param target people by the last date
 * @param date local date
 * @returns to the nearest whole person; 0 before the first date, and the target from the last one on
 */
export function countPlannedBy(
  { from, until }: Pick<RecruitmentPlan, 'from' | 'until'>,
  target: number,
  date: string,
): number {
  if (date < from) return 0
  if (date >= until) return target
  return Math.round((target * (countDays(from, date) + 1)) / (countDays(from, until) + 1))
}

function countDays(from: string, until: string): number {
  return (Date.parse(until) - Date.parse(from)) / 86_400_000
}
