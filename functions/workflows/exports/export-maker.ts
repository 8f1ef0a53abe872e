import { isDeepStrictEqual } from 'node:util'
import { exportProblems } from '../../../web/api/problems/export-problems.ts'
import type { TidyPerson } from '../../interchange/tidy/tidy-person.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import type { ExportRun, ExportScope } from '../../records/job/export-run.ts'
import {
  type AuthoriseDeps,
  hasHiddenArms,
  requireMembership,
  type StudyMember,
} from '../access/staff-access.ts'
import { type ExportMaker, type ExportSink, JobRefusal } from '../jobs/job.deps.ts'
import { listExportScopes } from './export-scopes.ts'
import type { TidyPeopleDeps } from './read-tidy-people.ts'

export type ExportMakerDeps = AuthoriseDeps &
  TidyPeopleDeps & {
    /** Under which definitions are published. */
    readonly publicUrl: string
  }

/**
 * Makes exports that were ordered, each as its owner’s membership is at that moment, and as of the instant of the order. Between
 * two people it waits for what was written to be sent, so that a file of any size needs the same memory but for what its format
 * keeps.
 */
export function createExportMaker(deps: ExportMakerDeps): ExportMaker {
  return {
    async admit(run) {
      const membership = await findMembership(deps, run)
      if (!membership) return { kind: 'refused', reason: 'no-membership' }
      const scope = await findScope(membership, run)
      return scope.sites.length === 0 ? { kind: 'refused', reason: 'no-site' } : { kind: 'admitted', scope }
    },
    async write(run, file) {
      const membership = await findMembership(deps, run)
      if (!membership) throw new JobRefusal('no-membership')
      const scopes = listExportScopes(membership, run.site)
      if (!isDeepStrictEqual(await findScope(membership, run), run.scope)) throw new JobRefusal('no-site')
      // Loaded with the first export: reports need nothing of what writes files.
      const { openTidyExport } = await import('./make-tidy-export.ts')
      const { setting, people, writeExport } = await openTidyExport(deps, membership, scopes, {
        ...run,
        instrumentsUrl: `${deps.publicUrl}/api/instruments`,
      })
      const write = run.bulk ? (await loadBulkWriter())(run.bulk.type) : writeExport
      let progress = run.progress
      let resources = 0
      const sink: ExportSink = {
        write(bytes) {
          if (run.bulk) resources += countLines(bytes)
          file.write(bytes)
        },
        advance(reached) {
          progress = reached
          return file.advance(reached)
        },
      }
      try {
        await write(setting, followProgress(people, sink), sink.write)
        if (run.bulk) await file.advance({ ...progress, resources })
      } catch (error) {
        if (error instanceof ProblemError && error.problem.code === exportProblems.sheetFull.code)
          throw new JobRefusal('too-large')
        throw error
      }
    },
  }
}

async function loadBulkWriter() {
  return (await import('../../interchange/fhir/export/fhir-ndjson.ts')).createFhirNdjson
}

const NEW_LINE = 10

function countLines(bytes: Uint8Array): number {
  let count = 0
  for (const byte of bytes) if (byte === NEW_LINE) count += 1
  return count
}

/** @returns undefined for somebody who has left the study */
async function findMembership(
  deps: AuthoriseDeps,
  { owner, study, site }: ExportRun,
): Promise<StudyMember | undefined> {
  try {
    return await requireMembership(deps, { sub: owner }, study, site === null ? {} : { site })
  } catch (error) {
    if (error instanceof ProblemError && error.problem.status === 404) return undefined
    throw error
  }
}

async function findScope(membership: StudyMember, run: ExportRun): Promise<ExportScope> {
  const { describeExportFile } = await import('./export-file.ts')
  const sites = listExportScopes(membership, run.site).map((scope) => scope.site)
  const named = run.bulk
    ? { fileName: `${run.bulk.type}.ndjson`, mediaType: 'application/fhir+ndjson' }
    : describeExportFile(run.study, run)
  return { sites, isBlinded: hasHiddenArms(membership), ...named }
}

async function* followProgress(
  people: AsyncIterable<TidyPerson>,
  file: ExportSink,
): AsyncGenerator<TidyPerson> {
  const sites = new Set<string>()
  let participants = 0
  for await (const person of people) {
    yield person
    sites.add(person.site)
    participants += 1
    await file.advance({ sites: sites.size, participants })
  }
}
