import type { NoticeState } from '../../../web/api/jobs/run-states.ts'
import { formatIso, shiftIso } from '../../platform/core/clock.ts'
import { describeError } from '../../platform/core/log.ts'
import type { StoredReport } from '../../records/job/job.store.ts'
import { findNextTry, LEASE_MS, MAX_TRIES } from '../../rules/jobs/run-times.ts'
import { changeAudited } from './change-run.ts'
import type { JobDeps } from './job.deps.ts'

/**
 * Says once that a report is there, or is not. The service that mails knows no key by which it would take one mail for
 * another, so the mark comes before the mail: what was claimed and has no outcome may have gone out, and is never sent again.
 * A mail that the service refused for now did not go out, and is tried again.
 *
 * @param run made or failed, whose lease is the caller’s, or which nobody works on
 */
export async function sendNoticeOfRun(deps: JobDeps, run: StoredReport): Promise<void> {
  if (run.notice === 'claimed') return void (await settle(deps, run, 'unknown'))
  if (run.notice !== 'waiting') return
  const until = shiftIso(formatIso(deps.clock.now()), LEASE_MS)
  const claimed = await deps.jobs.changeRun(run, {
    ...run,
    ...{ notice: 'claimed', noticeTries: run.noticeTries + 1, dueAt: until },
    lease: { by: run.lease?.by ?? deps.ids.random(16), until },
  })
  // Somebody else has it, and says it.
  if (!claimed) return
  let outcome: Awaited<ReturnType<JobDeps['makers']['report']['notify']>>
  try {
    outcome = await deps.makers.report.notify(claimed)
  } catch (error) {
    deps.log.error('whether a report was announced is not known', {
      ...{ study: run.study, ...describeError(error) },
    })
    return void (await settle(deps, claimed, 'unknown'))
  }
  if (outcome.kind === 'sent') return void (await settle(deps, claimed, 'sent', outcome.messageId))
  if (outcome.kind === 'refused' && outcome.passing && claimed.noticeTries < MAX_TRIES) {
    const dueAt = findNextTry(claimed.noticeTries, formatIso(deps.clock.now()))
    await deps.jobs.changeRun(claimed, { ...claimed, notice: 'waiting', lease: null, dueAt })
    return
  }
  if (outcome.kind === 'refused')
    deps.log.error('a report was not announced', { study: run.study, code: outcome.code })
  await settle(deps, claimed, 'refused')
}

function settle(
  deps: JobDeps,
  run: StoredReport,
  notice: NoticeState,
  message?: string,
): Promise<StoredReport | undefined> {
  const { dueAt: _, ...rest } = run
  return changeAudited(deps, run, { ...rest, notice, lease: null }, 'notified', {
    ...{ notice, ...(message !== undefined && { message }) },
  })
}
