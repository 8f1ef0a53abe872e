import type { ResponderRule } from '../../../surveys/responder/definition.ts'
import { buildStudyMeasures, type Measures } from '../../../surveys/study/measures.ts'
import type { TidyExportQuery } from '../../../web/api/exports/tidy-export.ts'
import { exportProblems } from '../../../web/api/problems/export-problems.ts'
import { listBaselines } from '../../analysis/cohort/cohort.ts'
import {
  type BaselineSpread,
  createBaselineSpread,
  NO_SPREAD,
} from '../../analysis/responder/baseline-spread.ts'
import type { TimelinePoint } from '../../analysis/timeline/timeline.ts'
import type { WriteExport } from '../../interchange/package/write-export.ts'
import type { TidyPerson, TidySetting } from '../../interchange/tidy/tidy-person.ts'
import { type Clock, formatIso } from '../../platform/core/clock.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import { listAnalysisScopes, type SiteScope } from '../../platform/core/scope.ts'
import { hasHiddenArms, type StudyMember } from '../access/staff-access.ts'
import { readCohort } from '../analyses/read-cohort.ts'
import { describeExportFile } from './export-file.ts'
import { requireExportScopes, requireExportVariant } from './export-scopes.ts'
import { EXPORT_WRITERS } from './export-writers.ts'
import { readTidyPeople, type TidyPeopleDeps } from './read-tidy-people.ts'

export type TidyExportDeps = TidyPeopleDeps & { readonly clock: Clock }

export type MadeTidyExport = {
  readonly bytes: Buffer<ArrayBuffer>
  readonly fileName: string
  readonly mediaType: string
  /** Clinics, separated by a space. */
  readonly sites: string
  readonly asOf: string
  readonly participants: number
}

/** A reply through the gateway holds 6 MB, of which base64 takes a third and headers some. */
const MAX_BYTES = 4_000_000
/** A request ends after 29 seconds, without a word of why. What is read and written between two looks takes far less than the rest. */
const MAX_MILLISECONDS = 20_000

export type ExportLimits = {
  readonly maxBytes?: number
  /** Milliseconds from any beginning; a clock that somebody sets says nothing of how long work takes. */
  readonly readTicks?: () => number
}

/**
 * A member's tidy export as one ZIP, of their own clinics alone.
 *
 * @param instrumentsUrl where definitions are published, without a trailing slash
 * @throws ProblemError 422 for a clinic that is not theirs or not there, which is answered alike, for a variant that the format
 *   does not have, and for an export that does not fit a reply, or takes longer than one may
 */
export async function makeTidyExport(
  deps: TidyExportDeps,
  membership: StudyMember,
  query: TidyExportQuery,
  instrumentsUrl: string,
  { maxBytes = MAX_BYTES, readTicks = () => performance.now() }: ExportLimits = {},
): Promise<MadeTidyExport> {
  const end = readTicks() + MAX_MILLISECONDS
  const requireTime = () => {
    if (readTicks() > end) throw new ProblemError(exportProblems.exportTooSlow)
  }
  const scopes = requireExportScopes(membership, query.site)
  requireExportVariant(query)
  // Before anything is read: what comes while it is read may be in it, and is no part of that instant.
  const asOf = formatIso(deps.clock.now())
  const chunks: Uint8Array[] = []
  let size = 0
  const opened = await openTidyExport(deps, membership, scopes, { ...query, asOf, instrumentsUrl })
  // Most formats send nothing before everybody was read, so that time is looked at with each person too.
  async function* readPeople() {
    for await (const person of opened.people) {
      requireTime()
      yield person
    }
  }
  const { participants } = await opened.writeExport(opened.setting, readPeople(), (bytes) => {
    requireTime()
    size += bytes.length
    if (size > maxBytes) throw new ProblemError(exportProblems.exportTooLarge)
    chunks.push(bytes)
  })
  return {
    ...{ bytes: Buffer.concat(chunks), ...describeExportFile(membership.study.id, { ...query, asOf }) },
    ...{ sites: opened.setting.sites.join(' '), asOf, participants },
  }
}

/** Of what an export is, and where it says that definitions are published. */
type OpeningExport = Pick<TidyExportQuery, 'variant' | 'format'> &
  Pick<TidySetting, 'asOf' | 'instrumentsUrl'>

/** What a tidy export is written from and by: nothing but a spread at baseline is read yet. */
export async function openTidyExport(
  deps: TidyPeopleDeps,
  membership: StudyMember,
  scopes: readonly SiteScope[],
  { variant, format, asOf, instrumentsUrl }: OpeningExport,
): Promise<{
  readonly setting: TidySetting
  readonly people: AsyncIterable<TidyPerson>
  readonly writeExport: WriteExport
}> {
  const { study, studyHash, library } = membership
  const measures = buildStudyMeasures(study, library)
  const sites = scopes.map((scope) => scope.site)
  const setting: TidySetting = {
    ...{ study, studyHash, isBlinded: hasHiddenArms(membership), sites, variant, asOf },
    ...{ instruments: library, instrumentsUrl, measures },
    spread: await readBaselineSpread(deps, membership, measures, asOf),
  }
  const writeExport = await EXPORT_WRITERS[format]()
  return { setting, people: readTidyPeople(deps, study, scopes, asOf), writeExport }
}

/**
 * The spread at baseline that verdicts need, of everybody whom the member's analyses are of; nothing is read where no definition
 * counts in standard deviations.
 */
async function readBaselineSpread(
  deps: TidyPeopleDeps,
  { member, study }: StudyMember,
  measures: Measures,
  asOf: string,
): Promise<BaselineSpread> {
  if (!study.responderDefinitions.some(({ rule }) => countsInDeviations(rule))) return NO_SPREAD
  const baselines: TimelinePoint[] = []
  const sites = study.sites.map(({ id }) => id)
  for (const scope of listAnalysisScopes(member, sites))
    baselines.push(...listBaselines(await readCohort(deps, study, [scope], asOf)))
  return createBaselineSpread(() => baselines, measures)
}

function countsInDeviations(rule: ResponderRule): boolean {
  if ('rules' in rule) return rule.rules.some(countsInDeviations)
  if ('rule' in rule) return countsInDeviations(rule.rule)
  return rule.op === 'improvement' && rule.unit === 'baseline-standard-deviations'
}
