import { formatIso } from '../../platform/core/clock.ts'
import { describeError } from '../../platform/core/log.ts'
import type { StoredExport, StoredReport, StoredRun } from '../../records/job/job.store.ts'
import { FileDiffersError } from '../../records/job/job-files.ts'
import type { ReportRun } from '../../records/job/report-run.ts'
import type { Run, RunFile, RunName } from '../../records/job/run.ts'
import { findNextTry, MAX_TRIES } from '../../rules/jobs/run-times.ts'
import { changeAudited } from './change-run.ts'
import { fillExport } from './fill-export.ts'
import { fillReport } from './fill-report.ts'
import { type JobDeps, JobRefusal, LeaseLostError } from './job.deps.ts'
import { claimRun } from './run-lease.ts'
import { sendNoticeOfRun } from './send-notice-of-run.ts'

/**
 * Does what is next of a run, if its time has come: claims it, makes what is missing of it, then, of a report, says that it is
 * there. Making and saying are two steps, and each leaves its mark before the next begins:
 *
 *     report: claim → parts, each once → file, once → made → notice claimed → mail → sent
 *     export: claim → scope → file, once → made
 *
 * After a crash anyone who comes once the lease is over goes on behind the last mark. What was claimed to be said and has no mark
 * of having been said is not said again.
 */
export async function workOnRun(deps: JobDeps, name: RunName): Promise<'done' | 'nothing-due'> {
  const claimed = await claimRun(deps, name)
  if (!claimed) return 'nothing-due'
  const run = claimed.state === 'making' ? await makeRun(deps, claimed) : claimed
  if (run?.job !== 'report') return 'done'
  if (run === claimed || run.notice === 'waiting') await sendNoticeOfRun(deps, run)
  return 'done'
}

/** @returns the run as it then stands; `undefined` where somebody else has it, or it is tried again later */
async function makeRun(deps: JobDeps, claimed: StoredRun): Promise<StoredRun | undefined> {
  // One that ended its worker again and again never came as far as to fail.
  if (claimed.tries > MAX_TRIES) return endRun(deps, claimed, 'failed', 'too-many-tries')
  let run = claimed
  const follow = (renewed: StoredRun) => {
    run = renewed
  }
  try {
    return await (claimed.job === 'report'
      ? makeReport(deps, claimed, follow)
      : makeExport(deps, claimed, follow))
  } catch (error) {
    return await handleFault(deps, run, error)
  }
}

async function makeReport(deps: JobDeps, claimed: StoredReport, follow: (run: StoredRun) => void) {
  const admitted = await deps.makers.report.admit(claimed)
  if (admitted.kind === 'refused') return endRun(deps, claimed, 'skipped', admitted.reason)
  const { run, file, changes } = await fillReport(deps, claimed, admitted.parts, follow)
  const made = { ...markMade(deps, run, file), ...changes }
  const announced: StoredReport =
    run.notice !== null
      ? made
      : isSilent(made)
        ? { ...made, notice: 'silence' }
        : { ...made, notice: 'waiting', dueAt: formatIso(deps.clock.now()) }
  const about = {
    sha256: file.sha256,
    bytes: file.bytes,
    ...(announced.notice === 'silence' && { notice: 'silence' }),
  }
  return changeAudited(deps, run, announced, 'made', about)
}

/** Nothing in it needs anybody, and its subscriber wants no mail then. One that was made by hand is always announced, and so is the last. */
function isSilent({ kind, whenNothing, hasNothing, isIncomplete, isLast }: ReportRun): boolean {
  return (
    kind === 'planned' && whenNothing === 'silence' && hasNothing === true && !isIncomplete && isLast !== true
  )
}

async function makeExport(deps: JobDeps, claimed: StoredExport, follow: (run: StoredRun) => void) {
  const admitted = await deps.makers.export.admit(claimed)
  if (admitted.kind === 'refused') return endRun(deps, claimed, 'skipped', admitted.reason)
  const { run, file } = await fillExport(deps, claimed, admitted.scope, follow)
  const { sites, isBlinded } = admitted.scope
  return changeAudited(deps, run, markMade(deps, run, file), 'made', {
    ...{ sha256: file.sha256, bytes: file.bytes, sites: sites.join(' '), blinded: String(isBlinded) },
  })
}

function markMade<R extends Run>({ clock }: JobDeps, run: R, file: RunFile): R {
  return {
    ...settle(run),
    ...{ state: 'made', file, madeAt: run.madeAt ?? formatIso(clock.now()) },
  }
}

/** A run that nobody works on and that nothing is left to do of. */
function settle<R extends Run>(run: R): R {
  const { dueAt: _, ...rest } = run
  return { ...rest, lease: null } as R
}

async function handleFault(deps: JobDeps, run: StoredRun, error: unknown): Promise<StoredRun | undefined> {
  if (error instanceof LeaseLostError) return undefined
  if (error instanceof JobRefusal) return endRun(deps, run, 'failed', error.reason)
  if (error instanceof FileDiffersError) return endRun(deps, run, 'failed', 'file-differs')
  deps.log.error(`${run.job === 'report' ? 'a report' : 'an export'} could not be made yet`, {
    study: run.study,
    attempt: run.tries,
    ...describeError(error),
  })
  if (run.tries >= MAX_TRIES) return endRun(deps, run, 'failed', 'error')
  const dueAt = findNextTry(run.tries, formatIso(deps.clock.now()))
  await deps.jobs.changeRun<Run>(run, { ...run, lease: null, dueAt })
  return undefined
}

function endRun(
  deps: JobDeps,
  run: StoredRun,
  state: 'failed' | 'skipped',
  reason: NonNullable<Run['reason']>,
): Promise<StoredRun | undefined> {
  const ended: StoredRun = { ...settle(run), state, reason }
  if (state === 'failed')
    deps.log.error('a report or an export is not made', { study: run.study, code: reason })
  if (state === 'skipped' || ended.job === 'export')
    return changeAudited<Run>(deps, run, ended, state, { reason })
  const dueAt = formatIso(deps.clock.now())
  return changeAudited<Run>(deps, run, { ...ended, notice: 'waiting', dueAt }, state, { reason })
}
