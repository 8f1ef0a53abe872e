import { isDeepStrictEqual } from 'node:util'
import type { ExportScope } from '../../records/job/export-run.ts'
import type { StoredExport } from '../../records/job/job.store.ts'
import { FileDiffersError } from '../../records/job/job-files.ts'
import type { RunFile } from '../../records/job/run.ts'
import { type JobDeps, LeaseLostError } from './job.deps.ts'
import { renewLease } from './run-lease.ts'

/** How often a run that goes on says so: often enough for a lease of two minutes. */
const RENEW_MS = 20_000

/**
 * The file of an export, written as its records are read. Where a worker was killed behind the file and before its mark, the
 * file stands, whole, and is taken as it is: it was made under the same scope.
 *
 * @param onRenewed gets the run as it stands from time to time
 * @throws JobRefusal; FileDiffersError; LeaseLostError
 */
export async function fillExport(
  deps: JobDeps,
  claimed: StoredExport,
  scope: ExportScope,
  onRenewed: (run: StoredExport) => void,
): Promise<{ readonly run: StoredExport; readonly file: RunFile }> {
  let run = claimed
  const renew = async (changes: Partial<StoredExport>) => {
    const renewed = await renewLease(deps, run, changes)
    if (!renewed) throw new LeaseLostError()
    run = renewed
    onRenewed(run)
  }
  const standing = await deps.files.digestExport(run)
  const isSameScope = run.scope === null || isDeepStrictEqual(run.scope, scope)
  // The membership has changed since it was written: nothing is put in its place, and it is not opened.
  if (standing && !isSameScope) throw new FileDiffersError()
  if (standing && run.scope !== null) return { run, file: standing }
  let progress = { sites: 0, participants: 0 }
  await renew({ scope, progress })
  const upload = deps.files.openExport(run)
  let renewedAt = deps.clock.now().epochMilliseconds
  await deps.makers.export.write(run, {
    write: (bytes) => upload.write(bytes),
    async advance(reached) {
      progress = reached
      await upload.drain()
      const now = deps.clock.now().epochMilliseconds
      if (now - renewedAt < RENEW_MS) return
      renewedAt = now
      await renew({ progress })
    },
  })
  // It may be long since the last: the worker who completes it has the run.
  await renew({ progress })
  return { run, file: await upload.complete() }
}
