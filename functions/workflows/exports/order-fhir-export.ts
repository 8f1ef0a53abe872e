import { computeContentHash } from '../../../surveys/values/canonical.ts'
import { FHIR_TYPES, type FhirType } from '../../../web/api/exports/fhir-export.ts'
import { exportProblems } from '../../../web/api/problems/export-problems.ts'
import { formatIso } from '../../platform/core/clock.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import { formatExportChain } from '../../records/audit/audit.store.ts'
import type { ExportRun } from '../../records/job/export-run.ts'
import { putRun } from '../../records/job/job.store.ts'
import { isRunOpen } from '../../records/job/run.ts'
import type { StudyMember } from '../access/staff-access.ts'
import type { ExportRunDeps } from './change-export-run.ts'
import { requireExportScopes } from './export-scopes.ts'

/** How many a member can have waiting or being made at once. */
const MAX_OPEN = 2
const ID_LETTERS = 16

/**
 * Orders a bulk export as of now: a run for each type of resource, all in one transaction. The same request while one is being
 * made is that one.
 *
 * @param types none: all
 * @param request the address that was asked
 * @returns the id of the whole
 * @throws ProblemError 422 for a member without a clinic; 409 `too-many-exports`
 */
export async function orderFhirExport(
  deps: ExportRunDeps,
  membership: StudyMember,
  types: readonly FhirType[],
  request: string,
): Promise<string> {
  const { member, study } = membership
  requireExportScopes(membership, null)
  const own = (await deps.jobs.listExports(study.id)).filter(
    ({ owner, bulk }) => owner === member.sub && bulk !== undefined,
  )
  const open = own.filter((run) => isRunOpen(run) && run.bulk?.endedAt === undefined)
  const standing = open.find(({ bulk }) => bulk?.request === request)?.bulk?.job
  if (standing !== undefined) return standing
  if (new Set(open.map(({ bulk }) => bulk?.job)).size >= MAX_OPEN)
    throw new ProblemError(exportProblems.tooMany)
  const now = formatIso(deps.clock.now())
  const job = computeContentHash([study.id, member.sub, request, own.length]).slice(0, ID_LETTERS)
  const asked = types.length === 0 ? FHIR_TYPES : FHIR_TYPES.filter((type) => types.includes(type))
  const runs = asked.map(
    (type): ExportRun => ({
      ...{ job: 'export', key: formatBulkKey(job, type), study: study.id, owner: member.sub, site: null },
      ...{ variant: 'dates', format: 'fhir', bulk: { job, type, request } },
      ...{ asOf: now, createdAt: now, dueAt: now, madeAt: null },
      ...{ state: 'planned', reason: null, tries: 0, lease: null, file: null },
      ...{ scope: null, progress: { sites: 0, participants: 0 } },
    }),
  )
  await deps.audit.write(
    formatExportChain(study.id, job),
    {
      ...{ action: 'export.ordered', actor: { kind: member.role, sub: member.sub } },
      about: { run: job, asOf: now, variant: 'dates', format: 'fhir', types: asked.join(' ') },
    },
    runs.map((run) => putRun(deps.jobsTable, run, undefined)),
  )
  // Refused where the same at the same time was first: it has the same id.
  return job
}

/** By which the run of one type is found. */
export function formatBulkKey(job: string, type: FhirType): string {
  return computeContentHash([job, type]).slice(0, ID_LETTERS)
}
