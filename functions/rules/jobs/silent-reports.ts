import { isRunOpen, type Run } from '../../records/job/run.ts'
import type { Subscription } from '../../records/job/subscription.ts'
import { listPlannedReports } from './planned-reports.ts'
import { isSilent } from './run-times.ts'

/** A report or export that should have been made or announced and was not, or a date that would be passed over. */
export type SilentReport = {
  /** `null` of an export. */
  readonly subscription: string | null
  /** The date, or the key of the run; `null` of a subscription that has no next date. */
  readonly date: string | null
  readonly why: 'not-planned' | 'passed-over' | 'not-settled'
}

/**
 * Compares what schedules ask for with what there is. It looks at neither the due index nor at when something is looked at
 * next: what was lost there is what it is to find.
 *
 * @param now ISO instant
 */
export function findSilentReports(
  { subscriptions, runs }: { readonly subscriptions: readonly Subscription[]; readonly runs: readonly Run[] },
  now: string,
): readonly SilentReport[] {
  return [
    ...subscriptions.flatMap((one) => findSilentSubscription(one, now) ?? []),
    ...runs
      .filter((run) => isStuck(run, now))
      .map((run) => ({
        subscription: run.job === 'report' ? run.subscription : null,
        ...{ date: run.key, why: 'not-settled' as const },
      })),
  ]
}

function findSilentSubscription(
  { id: subscription, state, schedule, next }: Subscription,
  now: string,
): SilentReport | undefined {
  if (state !== 'active') return undefined
  if (next === undefined) return { subscription, date: null, why: 'not-planned' }
  if (isSilent(next.at, now)) return { subscription, date: next.date, why: 'not-planned' }
  const [first] = listPlannedReports(schedule, now, 1)
  return next.at > now && first !== undefined && first.at < next.at
    ? { subscription, date: first.date, why: 'passed-over' }
    : undefined
}

/** Longer ago than it takes to try it three times, and neither made nor given up, or with a mail that is not settled. */
function isStuck(run: Run, now: string): boolean {
  const { createdAt, dueAt } = run
  const isNoticeOpen = run.job === 'report' && (run.notice === 'waiting' || run.notice === 'claimed')
  const isSettled = !isRunOpen(run) && !isNoticeOpen
  // One that is made again is due now, whenever it was planned.
  return !isSettled && isSilent(dueAt ?? createdAt, now)
}
