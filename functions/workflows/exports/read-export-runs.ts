import type { ExportRunView } from '../../../web/api/exports/export-run.ts'
import { exportProblems } from '../../../web/api/problems/export-problems.ts'
import { type Clock, HOUR_MS } from '../../platform/core/clock.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import type { ExportRun } from '../../records/job/export-run.ts'
import type { JobStore, StoredExport } from '../../records/job/job.store.ts'
import { EXPORT_KEPT_DAYS, type JobFiles } from '../../records/job/job-files.ts'
import { appendReading, type Reader, type ReadingDeps } from '../access/append-reading.ts'
import { buildNotFound, hasHiddenArms, type StudyMember } from '../access/staff-access.ts'

type ReadDeps = { readonly jobs: Pick<JobStore, 'findExport' | 'listExports'> }

export type OpenExportDeps = ReadDeps &
  ReadingDeps & { readonly clock: Clock; readonly files: Pick<JobFiles, 'addressExport'> }

/** A member’s own, the newest first, without the files of bulk exports. */
export async function listOwnExports(
  { jobs }: ReadDeps,
  { member, study }: StudyMember,
): Promise<readonly ExportRun[]> {
  const runs = await jobs.listExports(study.id)
  return runs
    .filter(({ owner, bulk }) => owner === member.sub && bulk === undefined)
    .sort((a, b) => (a.createdAt > b.createdAt ? -1 : a.createdAt < b.createdAt ? 1 : 0))
}

/** @throws ProblemError 404 for one that is not the member’s own */
export async function requireOwnExport(
  { jobs }: ReadDeps,
  { member, study }: StudyMember,
  key: string,
): Promise<StoredExport> {
  const run = await jobs.findExport(study.id, key)
  if (!run || run.owner !== member.sub) throw buildNotFound()
  return run
}

export function viewExport(run: ExportRun): ExportRunView {
  const { key: id, site, variant, format, asOf, state, reason, progress, scope, madeAt, file } = run
  return {
    ...{ id, site, variant, format, asOf, state, reason, madeAt },
    progress: { ...progress, of: scope?.sites.length ?? null },
    file: file && scope && { name: scope.fileName, sha256: file.sha256, bytes: file.bytes },
  }
}

/** Whether the bucket has deleted the file by now. */
export function isExportExpired({ madeAt }: Pick<ExportRun, 'madeAt'>, { clock }: { readonly clock: Clock }) {
  if (madeAt === null) return false
  return clock.now().epochMilliseconds - Date.parse(madeAt) > EXPORT_KEPT_DAYS * 24 * HOUR_MS
}

/**
 * An address at which the file of an export is got, for two minutes and by anyone who has it; recorded before it goes out.
 *
 * @throws ProblemError 404 for one that is not the member’s, or that holds a clinic or arms that their membership has no more;
 *   404 `export-not-ready`; 503 `not-recorded`
 */
export async function openExport(
  deps: OpenExportDeps,
  membership: StudyMember,
  reader: Reader,
  key: string,
): Promise<string> {
  const run = await requireOwnExport(deps, membership, key)
  const { file, scope, variant, format, asOf, progress } = run
  if (run.state !== 'made' || !file || !scope || isExportExpired(run, deps))
    throw new ProblemError(exportProblems.notReady)
  const hasAll = scope.sites.every((site) => membership.member.sites.includes(site))
  // What it was made as, the membership must still be.
  if (!hasAll || (hasHiddenArms(membership) && !scope.isBlinded)) throw buildNotFound()
  const { sha256, bytes } = file
  await appendReading(deps, run.study, reader, 'tidy-tables.exported', async () => ({
    ...{ site: scope.sites.join(' '), format, variant, asOf, run: key },
    ...{ rows: progress.participants, bytes, sha256 },
  }))
  const { fileName, mediaType } = scope
  return deps.files.addressExport(file, { fileName, mediaType })
}
