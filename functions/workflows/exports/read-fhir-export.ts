import { type BulkManifest, FHIR_TYPES, type FhirType } from '../../../web/api/exports/fhir-export.ts'
import { exportProblems } from '../../../web/api/problems/export-problems.ts'
import { formatIso } from '../../platform/core/clock.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import type { JobStore, StoredExport } from '../../records/job/job.store.ts'
import { isRunOpen } from '../../records/job/run.ts'
import { buildNotFound, type StudyMember } from '../access/staff-access.ts'
import { cancelOpenRun } from '../jobs/cancel-run.ts'
import type { ExportRunDeps } from './change-export-run.ts'
import { formatBulkKey } from './order-fhir-export.ts'
import { requireOwnExport } from './read-export-runs.ts'

type ReadDeps = { readonly jobs: Pick<JobStore, 'findExport'> }

export type BulkStatus =
  | { readonly kind: 'making'; readonly progress: string }
  | { readonly kind: 'made'; readonly manifest: BulkManifest }

/**
 * How far a bulk export is.
 *
 * @param address where its files are, without a trailing slash
 * @throws ProblemError 404 for one that is not the member’s, or was deleted; 500 `bulk-export-failed` for one that has a file
 *   less than was asked for: what is there is then no whole
 */
export async function readFhirExport(
  deps: ReadDeps,
  membership: StudyMember,
  job: string,
  address: string,
): Promise<BulkStatus> {
  const runs = await requireBulkRuns(deps, membership, job)
  if (runs.some(({ state }) => state === 'failed' || state === 'skipped'))
    throw new ProblemError(exportProblems.bulkFailed)
  const made = runs.filter(({ state }) => state === 'made')
  const [first] = runs
  if (made.length < runs.length || !first?.bulk) {
    const participants = Math.max(0, ...runs.map(({ progress }) => progress.participants))
    return {
      kind: 'making',
      progress: `${made.length} of ${runs.length} files, ${participants} participants read`,
    }
  }
  return {
    kind: 'made',
    manifest: {
      ...{ transactionTime: first.asOf, request: first.bulk.request, requiresAccessToken: true },
      output: runs.flatMap(({ bulk, progress }) =>
        bulk && progress.resources
          ? [{ type: bulk.type, url: `${address}/${bulk.type}`, count: progress.resources }]
          : [],
      ),
      ...{ deleted: [], error: [] },
    },
  }
}

/** The key of the run of one file. @throws ProblemError 404 */
export async function requireBulkFile(
  deps: ReadDeps,
  membership: StudyMember,
  job: string,
  type: FhirType,
): Promise<string> {
  const run = (await requireBulkRuns(deps, membership, job)).find(({ bulk }) => bulk?.type === type)
  if (!run) throw buildNotFound()
  return run.key
}

/** Cancels what is not made yet, and forgets the rest. @throws ProblemError 404 */
export async function endFhirExport(
  deps: ExportRunDeps,
  membership: StudyMember,
  job: string,
): Promise<void> {
  const { role, sub } = membership.member
  const endedAt = formatIso(deps.clock.now())
  for (const { key } of await requireBulkRuns(deps, membership, job)) {
    const read = () => requireOwnExport(deps, membership, key)
    const run = await read()
    if (isRunOpen(run)) await cancelOpenRun(deps, read, { kind: role, sub })
    const left = await read()
    if (left.bulk) await deps.jobs.changeRun(left, { ...left, bulk: { ...left.bulk, endedAt } })
  }
}

async function requireBulkRuns(
  { jobs }: ReadDeps,
  { member, study }: StudyMember,
  job: string,
): Promise<readonly StoredExport[]> {
  const found = await Promise.all(
    FHIR_TYPES.map((type) => jobs.findExport(study.id, formatBulkKey(job, type))),
  )
  const runs = found.filter((run) => run !== undefined)
  const isTheirs = runs.every(({ owner, bulk }) => owner === member.sub && bulk?.endedAt === undefined)
  if (runs.length === 0 || !isTheirs) throw buildNotFound()
  return runs
}
