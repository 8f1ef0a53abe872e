import { formatRef } from '../../../surveys/instrument/vocabulary.ts'
import { buildStudyMeasures } from '../../../surveys/study/measures.ts'
import { computeContentHash } from '../../../surveys/values/canonical.ts'
import { releaseProblems } from '../../../web/api/problems/release-problems.ts'
import type { ReleaseHeader, ReleaseMaker } from '../../../web/api/releases/release.ts'
import type { Cohort } from '../../analysis/cohort/cohort.ts'
import { buildReleaseContent } from '../../analysis/release/build-release.ts'
import { formatIso } from '../../platform/core/clock.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import { CONFLICT, retryOnConflict } from '../../platform/core/retry-on-conflict.ts'
import type { SiteScope } from '../../platform/core/scope.ts'
import { type AuditStore, formatReleaseChain } from '../../records/audit/audit.store.ts'
import type { AuditEvent } from '../../records/audit/audit.ts'
import type { OpenedStudy } from '../../records/library/study-library.ts'
import { putReleaseHeader, type ReleaseStore } from '../../records/release/release.store.ts'
import { type AnalysisDeps, resolveAsOf } from '../analyses/analysis-request.ts'
import { readCohort } from '../analyses/read-cohort.ts'

export type MakeReleaseDeps = Pick<AnalysisDeps, 'clock' | 'assessments' | 'participantRecords'> & {
  readonly releases: ReleaseStore
  readonly releasesTable: string
  readonly audit: AuditStore
  /** Which version of the program this is. */
  readonly program: string
}

export type ReleaseOrder = {
  readonly published: OpenedStudy
  /** Every site of the study. */
  readonly scopes: readonly SiteScope[]
  readonly name: string
  readonly note: string
  readonly asOf?: string | undefined
  readonly madeBy: ReleaseMaker
}

/**
 * Makes a study's next release. Content first, then the header with its audit entry in one transaction: after a crash
 * between the two there is no release, and the same order makes it. The same order again gives the release that it made.
 * Where somebody else takes the number meanwhile, content is made again beside theirs and gets the next.
 *
 * @throws ProblemError 422 for an instant to come; 409 `release-name-taken`; `busy`
 */
export async function makeRelease(
  deps: MakeReleaseDeps,
  order: ReleaseOrder,
): Promise<{ readonly header: ReleaseHeader; readonly isNew: boolean }> {
  const { published, scopes, name, note, madeBy } = order
  const study = published.definition
  const asOf = resolveAsOf(deps.clock, order.asOf)
  const measures = buildStudyMeasures(study, published.library)
  let cohort: Cohort | undefined
  return retryOnConflict(async () => {
    const before = await deps.releases.list(study.id)
    const same = before.find((one) => one.name === name)
    if (same && isSameOrder(same, order)) return { header: same, isNew: false }
    if (same) throw new ProblemError(releaseProblems.nameTaken)
    cohort ??= await readCohort(deps, study, scopes, asOf)
    const earlier = await Promise.all(before.map((one) => deps.releases.readContent(one)))
    const content = buildReleaseContent(cohort, study, measures, earlier)
    const header: ReleaseHeader = {
      number: (before.at(-1)?.number ?? 0) + 1,
      ...{ name, note, study: study.id, studyVersion: study.version, studyHash: published.hash },
      ...{ asOf, madeAt: formatIso(deps.clock.now()), madeBy, program: deps.program },
      definitions: study.responderDefinitions.map((one) => ({
        definition: formatRef(one),
        hash: one.hash,
      })),
      sha256: await deps.releases.putContent(content),
      dataSha256: hashData(cohort),
    }
    const result = await deps.audit.write<string>(formatReleaseChain(study.id), buildEvent(header), [
      putReleaseHeader(deps.releasesTable, header),
    ])
    return result.kind === 'refused' ? CONFLICT : { header, isNew: true }
  })
}

function isSameOrder(made: ReleaseHeader, { note, asOf, madeBy }: ReleaseOrder): boolean {
  const isSameMaker = JSON.stringify(made.madeBy) === JSON.stringify(madeBy)
  return (
    isSameMaker && made.note === note && (asOf === undefined || made.asOf === new Date(asOf).toISOString())
  )
}

/** What was known of everybody, as the content was made from it. */
function hashData({ asOf, sites }: Cohort): string {
  return computeContentHash({
    asOf,
    sites: sites.map(({ site, rows, participants }) => ({
      ...{ site, rows },
      participants: participants.map(({ participant, arm, ended }) => ({ participant, arm, ended })),
    })),
  })
}

function buildEvent({ number, name, sha256, dataSha256, asOf, madeBy }: ReleaseHeader): AuditEvent {
  return {
    action: 'release.made',
    actor: madeBy.kind === 'lead' ? madeBy : { kind: 'system' },
    about: {
      ...{ number, name, sha256, dataSha256, asOf },
      ...(madeBy.kind === 'schedule' && { planned: madeBy.planned }),
    },
  }
}
