import { computeContentHash } from '../../../surveys/values/canonical.ts'
import type { ExportOrder } from '../../../web/api/exports/export-run.ts'
import { exportProblems } from '../../../web/api/problems/export-problems.ts'
import { type Clock, formatIso } from '../../platform/core/clock.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import { type AuditStore, formatExportChain } from '../../records/audit/audit.store.ts'
import type { ExportRun } from '../../records/job/export-run.ts'
import { type JobStore, putRun } from '../../records/job/job.store.ts'
import { isRunOpen } from '../../records/job/run.ts'
import type { StudyMember } from '../access/staff-access.ts'
import { cancelOpenRun } from '../jobs/cancel-run.ts'
import { requireExportScopes, requireExportVariant } from './export-scopes.ts'
import { requireOwnExport } from './read-export-runs.ts'

export type ExportRunDeps = {
  readonly clock: Clock
  readonly audit: Pick<AuditStore, 'write'>
  readonly jobs: JobStore
  readonly jobsTable: string
}

/** How many a member can have waiting or being made at once. */
const MAX_OPEN = 5
const KEY_LETTERS = 16

/**
 * Orders an export as of now. A form that is sent twice, or a request that is tried again, orders one: while one waits or is
 * being made as it is ordered, it is that one.
 *
 * @throws ProblemError 422 for a clinic that is not the member’s and a variant that the format does not have; 409 `too-many-exports`
 */
export async function orderExport(
  deps: ExportRunDeps,
  membership: StudyMember,
  { site = null, variant, format }: Omit<ExportOrder, 'site'> & { readonly site?: string | null | undefined },
): Promise<ExportRun> {
  const { member, study } = membership
  requireExportScopes(membership, site)
  requireExportVariant({ variant, format })
  const own = (await deps.jobs.listExports(study.id)).filter(
    ({ owner, bulk }) => owner === member.sub && bulk === undefined,
  )
  const open = own.filter(isRunOpen)
  const standing = open.find((one) => one.site === site && one.variant === variant && one.format === format)
  if (standing) return standing
  if (open.length >= MAX_OPEN) throw new ProblemError(exportProblems.tooMany)
  const now = formatIso(deps.clock.now())
  const identity = [study.id, member.sub, site, variant, format, own.length]
  const key = computeContentHash(identity).slice(0, KEY_LETTERS)
  const run: ExportRun = {
    ...{ job: 'export', key, study: study.id, owner: member.sub, site, variant, format },
    ...{ asOf: now, createdAt: now, dueAt: now, madeAt: null },
    ...{ state: 'planned', reason: null, tries: 0, lease: null, file: null },
    ...{ scope: null, progress: { sites: 0, participants: 0 } },
  }
  const result = await deps.audit.write(
    formatExportChain(study.id, key),
    {
      ...{ action: 'export.ordered', actor: { kind: member.role, sub: member.sub } },
      about: { run: key, asOf: now, variant, format, ...(site !== null && { site }) },
    },
    [putRun(deps.jobsTable, run, undefined)],
  )
  // The same at the same time was first.
  const first = result.kind === 'refused' ? await deps.jobs.findExport(study.id, key) : undefined
  return first ?? run
}

/** @throws ProblemError 404; 409 `export-run-over` for one that is made, failed or cancelled already */
export async function cancelExport(
  deps: ExportRunDeps,
  membership: StudyMember,
  key: string,
): Promise<ExportRun> {
  const { role, sub } = membership.member
  const read = () => requireOwnExport(deps, membership, key)
  const cancelled = await cancelOpenRun<ExportRun>(deps, read, { kind: role, sub })
  if (cancelled === 'over') throw new ProblemError(exportProblems.over)
  return cancelled
}
