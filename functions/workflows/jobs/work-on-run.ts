import { formatIso, shiftIso } from '../../platform/core/clock.ts'
import { describeError } from '../../platform/core/log.ts'
import type { StoredRun } from '../../records/job/job.store.ts'
import { computeHash, FileDiffersError } from '../../records/job/job-files.ts'
import type { Run } from '../../records/job/run.ts'
import { findNextTry, LEASE_MS, MAX_TRIES } from '../../rules/jobs/run-times.ts'
import { changeAudited } from './change-run.ts'
import { type JobDeps, JobRefusal } from './job.deps.ts'
import { sendNoticeOfRun } from './send-notice-of-run.ts'

const LEASE_LETTERS = 16

type RunName = Pick<Run, 'study' | 'subscription' | 'key'>

/**
 * Does what is next of a run, if its time has come: claims it, makes what is missing of it, then says that it is there. Making
 * and saying are two steps, and each leaves its mark before the next begins:
 *
 *     claim → parts, each once → file, once → made → notice claimed → mail → sent
 *
 * After a crash whoever comes once the lease is over goes on behind the last mark. What was claimed to be said and has no mark
 * of having been said is not said again.
 */
export async function workOnRun(deps: JobDeps, name: RunName): Promise<'done' | 'nothing-due'> {
  const claimed = await claimRun(deps, name)
  if (!claimed) return 'nothing-due'
  if (claimed.state !== 'making') {
    await sendNoticeOfRun(deps, claimed)
    return 'done'
  }
  const made = await makeRun(deps, claimed)
  if (made?.notice === 'waiting') await sendNoticeOfRun(deps, made)
  return 'done'
}

async function claimRun(deps: JobDeps, name: RunName): Promise<StoredRun | undefined> {
  const now = formatIso(deps.clock.now())
  const read = await deps.jobs.findRun(name)
  if (!read || read.dueAt === undefined || read.dueAt > now) return undefined
  if (read.lease !== null && read.lease.until > now) return undefined
  const until = shiftIso(now, LEASE_MS)
  const isMaking = read.state === 'planned' || read.state === 'making'
  return deps.jobs.changeRun(read, {
    ...read,
    ...(isMaking && { state: 'making', tries: read.tries + 1 }),
    ...{ lease: { by: deps.ids.random(LEASE_LETTERS), until }, dueAt: until },
  })
}

/** @returns the run as it then stands; `undefined` where somebody else has it, or it is tried again later */
async function makeRun(deps: JobDeps, claimed: StoredRun): Promise<StoredRun | undefined> {
  // One that ended its worker again and again never came as far as to fail.
  if (claimed.tries > MAX_TRIES) return endRun(deps, claimed, 'failed', 'too-many-tries')
  let run = claimed
  try {
    const admitted = await deps.maker.admit(run)
    if (admitted.kind === 'refused') return await endRun(deps, run, 'skipped', admitted.reason)
    const { parts } = admitted
    const files: Buffer[] = []
    let isIncomplete = false
    for (const [at, part] of parts.entries()) {
      const made = await makePart(deps, run, part)
      files.push(made.bytes)
      isIncomplete ||= made.isIncomplete
      const renewed = await renewLease(deps, run, { made: at + 1, of: parts.length })
      // Its lease was over, and somebody else has it; or it was cancelled.
      if (!renewed) return undefined
      run = renewed
    }
    const bytes = await deps.maker.assemble(run, files)
    // Of one that is made again, what was announced stands: other bytes are not put in its place.
    if (run.file && run.file.sha256 !== computeHash(bytes)) throw new FileDiffersError()
    const file = { ...(await deps.files.keepReport(run, bytes)), parts: [...parts] }
    const now = formatIso(deps.clock.now())
    const { dueAt: _, ...rest } = run
    const isAnnounced = run.notice !== null
    return await changeAudited(
      deps,
      run,
      {
        ...rest,
        ...{ state: 'made', file, isIncomplete, madeAt: run.madeAt ?? now, lease: null },
        ...(isAnnounced ? {} : { notice: 'waiting', dueAt: now }),
      },
      'report.made',
      { sha256: file.sha256, bytes: file.bytes },
    )
  } catch (error) {
    return await handleFault(deps, run, error)
  }
}

async function makePart(deps: JobDeps, run: StoredRun, part: string) {
  const kept = (await deps.jobs.listParts(run)).find((one) => one.part === part)
  const found = kept && (await deps.files.findPart(run, part, kept.sha256))
  if (kept && found) return { bytes: found, isIncomplete: kept.isIncomplete }
  const made = await deps.maker.makePart(run, part, run.tries >= MAX_TRIES)
  // Where a worker died behind this, its part stands and not what was made now.
  const bytes = await deps.files.keepPart(run, part, made)
  const { isIncomplete, sha256 } = await deps.jobs.keepPart(run, {
    ...{ part, sha256: computeHash(bytes), isIncomplete: deps.maker.isIncomplete(run, bytes) },
  })
  if (sha256 !== computeHash(bytes)) throw new Error('a part is not the one that was kept')
  return { bytes, isIncomplete }
}

function renewLease(deps: JobDeps, run: StoredRun, parts: Run['parts']): Promise<StoredRun | undefined> {
  const until = shiftIso(formatIso(deps.clock.now()), LEASE_MS)
  const lease = run.lease && { ...run.lease, until }
  return deps.jobs.changeRun(run, { ...run, parts, lease, dueAt: until })
}

async function handleFault(deps: JobDeps, run: StoredRun, error: unknown): Promise<StoredRun | undefined> {
  if (error instanceof JobRefusal) return endRun(deps, run, 'failed', error.reason)
  if (error instanceof FileDiffersError) return endRun(deps, run, 'failed', 'file-differs')
  deps.log.error('a report could not be made yet', {
    study: run.study,
    attempt: run.tries,
    ...describeError(error),
  })
  if (run.tries >= MAX_TRIES) return endRun(deps, run, 'failed', 'error')
  const dueAt = findNextTry(run.tries, formatIso(deps.clock.now()))
  await deps.jobs.changeRun(run, { ...run, lease: null, dueAt })
  return undefined
}

function endRun(
  deps: JobDeps,
  run: StoredRun,
  state: 'failed' | 'skipped',
  reason: NonNullable<Run['reason']>,
): Promise<StoredRun | undefined> {
  const { dueAt: _, ...rest } = run
  const now = formatIso(deps.clock.now())
  const ended = { ...rest, state, reason, lease: null }
  if (state === 'skipped') return changeAudited(deps, run, ended, 'report.skipped', { reason })
  deps.log.error('a report is not made', { study: run.study, code: reason })
  return changeAudited(deps, run, { ...ended, notice: 'waiting', dueAt: now }, 'report.failed', { reason })
}
