import type { StoredReport } from '../../records/job/job.store.ts'
import { computeHash, FileDiffersError } from '../../records/job/job-files.ts'
import type { ReportRun } from '../../records/job/report-run.ts'
import type { RunFile } from '../../records/job/run.ts'
import { MAX_TRIES } from '../../rules/jobs/run-times.ts'
import { type JobDeps, LeaseLostError } from './job.deps.ts'
import { renewLease } from './run-lease.ts'

export type FilledReport = {
  /** As it stands with the lease that it has. */
  readonly run: StoredReport
  readonly file: RunFile
  readonly changes: Pick<ReportRun, 'isIncomplete' | 'hasNothing'>
}

/**
 * The file of a report from its parts, each of which is made once and found again after a crash.
 *
 * @param onRenewed gets the run as it stands after each part
 * @throws JobRefusal; FileDiffersError; LeaseLostError
 */
export async function fillReport(
  deps: JobDeps,
  claimed: StoredReport,
  parts: readonly string[],
  onRenewed: (run: StoredReport) => void,
): Promise<FilledReport> {
  let run = claimed
  const files: Buffer[] = []
  let isIncomplete = false
  for (const [at, part] of parts.entries()) {
    const made = await makePart(deps, run, part)
    files.push(made.bytes)
    isIncomplete ||= made.isIncomplete
    const renewed = await renewLease(deps, run, { parts: { made: at + 1, of: parts.length } })
    if (!renewed) throw new LeaseLostError()
    run = renewed
    onRenewed(run)
  }
  const bytes = await deps.makers.report.assemble(run, files)
  // Of one that is made again, what was announced stands: other bytes are not put in its place.
  if (run.file && run.file.sha256 !== computeHash(bytes)) throw new FileDiffersError()
  const file = { ...(await deps.files.keepReport(run, bytes)), parts: [...parts] }
  return { run, file, changes: { isIncomplete, hasNothing: deps.makers.report.hasNothing(run, files) } }
}

async function makePart(deps: JobDeps, run: StoredReport, part: string) {
  const kept = (await deps.jobs.listParts(run)).find((one) => one.part === part)
  const found = kept && (await deps.files.findPart(run, part, kept.sha256))
  if (kept && found) return { bytes: found, isIncomplete: kept.isIncomplete }
  const made = await deps.makers.report.makePart(run, part, run.tries >= MAX_TRIES)
  // Where a worker died behind this, its part stands and not what was made now.
  const bytes = await deps.files.keepPart(run, part, made)
  const { isIncomplete, sha256 } = await deps.jobs.keepPart(run, {
    ...{ part, sha256: computeHash(bytes), isIncomplete: deps.makers.report.isIncomplete(run, bytes) },
  })
  if (sha256 !== computeHash(bytes)) throw new Error('a part is not the one that was kept')
  return { bytes, isIncomplete }
}
