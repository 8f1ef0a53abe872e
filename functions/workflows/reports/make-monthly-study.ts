import { pickText } from '../../../surveys/instrument/vocabulary.ts'
import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { listEstimands } from '../../../surveys/study/estimand.ts'
import { formatOccurrenceTitle } from '../../../surveys/study/occurrence.ts'
import type { ResponderRateReply } from '../../../web/api/analyses/responder-rate.ts'
import type { ReleaseHeader } from '../../../web/api/releases/release.ts'
import type { MonthlyStudy } from '../../../web/reports/monthly-study.ts'
import type { Cohort } from '../../analysis/cohort/cohort.ts'
import { computeCompletion } from '../../analysis/completion/completion.ts'
import { countDeviations } from '../../analysis/deviations/count-deviations.ts'
import { buildWholeViewer } from '../../analysis/disclosure/disclosure.ts'
import { computeParticipantFlow } from '../../analysis/participant-flow/participant-flow.ts'
import { countRecruitment } from '../../analysis/recruitment/count-recruitment.ts'
import { parseDefinitionId } from '../../analysis/release/shown-before.ts'
import { findPersonAsOf, type ParticipantStatus } from '../../analysis/timeline/as-of.ts'
import type { Log } from '../../platform/core/log.ts'
import { listAnalysisScopes, type SiteScope } from '../../platform/core/scope.ts'
import type { ReportRun } from '../../records/job/report-run.ts'
import { hasHiddenArms, type StudyMember } from '../access/staff-access.ts'
import { type CohortDeps, readCohortSite } from '../analyses/read-cohort.ts'
import { compareReleases } from '../releases/compare-releases.ts'
import { type ReadReleaseDeps, readRelease } from '../releases/read-release.ts'
import { createSectionGuard } from './guard-section.ts'

export type MonthlyStudyDeps = CohortDeps & ReadReleaseDeps & { readonly log: Log }

/**
 * A month of a study over all its clinics, for a member who sees numbers of every clinic. Everything is as of the planned
 * instant; outcomes are those of the newest release that there was at it.
 *
 * @param isLastTry a section that cannot be worked out is then left open; before, it throws
 */
export async function makeMonthlyStudy(
  deps: MonthlyStudyDeps,
  membership: StudyMember,
  run: ReportRun,
  isLastTry: boolean,
): Promise<MonthlyStudy> {
  const { study } = membership
  const guard = createSectionGuard(deps, { study: study.id }, isLastTry)
  const sites = study.sites.map(({ id }) => id)
  const read = readStudy(deps, study, listAnalysisScopes(membership.member, sites), run.asOf)
  // Its fault is that of every section that stands on it.
  read.catch(() => undefined)
  return {
    siteNames: Object.fromEntries(study.sites.map(({ id, name }) => [id, name])),
    timepointNames: Object.fromEntries(
      study.timepoints.map(({ id, title }) => [id, pickText(title, run.language) || id]),
    ),
    recruitment: await guard(async () => ({
      rows: countRecruitment(study, (await read).enrolledAt, run.previousAsOf, run.asOf),
    })),
    flow: await guard(async () => {
      const { cohort, unplanned } = await read
      return { flow: computeParticipantFlow(cohort, study, unplanned) }
    }),
    completion: await guard(async () => {
      const { cohort } = await read
      return {
        rows: computeCompletion(cohort, study, buildWholeViewer(cohort.sites, study.minimumCellSize, sites)),
      }
    }),
    outcome: await guard(() => findOutcome(deps, membership, run)),
    changes: await guard(() => findChanges(deps, membership, run)),
    deviations: await guard(async () => ({ rows: countDeviations((await read).cohort) })),
  }
}

/** Everybody of a study as they stood, for whom nothing was planned too, and when each was enrolled. */
async function readStudy(
  deps: CohortDeps,
  study: StudyDefinition,
  scopes: readonly SiteScope[],
  asOf: string,
): Promise<{
  readonly cohort: Cohort
  readonly enrolledAt: ReadonlyMap<string, readonly string[]>
  readonly unplanned: readonly ParticipantStatus[]
}> {
  const enrolledAt = new Map<string, readonly string[]>()
  const unplanned: ParticipantStatus[] = []
  const sites = await Promise.all(
    scopes.map(async (scope) => {
      const { site, participants, statuses } = await readCohortSite(deps, study, scope, asOf)
      const enrolled = participants.filter((one) => one.enrolledAt <= asOf)
      enrolledAt.set(
        scope.site,
        enrolled.map((one) => one.enrolledAt),
      )
      const planned = new Set(site.participants.map(({ participant }) => participant))
      for (const { participant } of enrolled) {
        const status = planned.has(participant) ? undefined : statuses.get(participant)
        if (status) unplanned.push(findPersonAsOf(status, asOf))
      }
      return site
    }),
  )
  return { cohort: { asOf, sites }, enrolledAt, unplanned }
}

/** The releases that there were at the report’s instant, the newest last. */
async function listReleases({ releases }: ReadReleaseDeps, study: string, asOf: string) {
  return (await releases.list(study)).filter(({ madeAt }) => madeAt <= asOf)
}

async function findOutcome(deps: MonthlyStudyDeps, membership: StudyMember, { asOf, language }: ReportRun) {
  const { study } = membership
  // A release has numbers by arm.
  if (hasHiddenArms(membership)) return { state: 'blinded' } as const
  const newest = (await listReleases(deps, study.id, asOf)).at(-1)
  if (newest === undefined) return { state: 'no-release' } as const
  const { content } = await readRelease(deps, membership, newest.number)
  const found = findPrimary(study, content.responderRates)
  if (found === undefined) return { state: 'not-in-release' } as const
  const { sites, pooled, rates, noRate, minimumCellSize } = found
  return {
    state: 'released',
    released: {
      ...{ number: newest.number, name: newest.name, sha256: newest.sha256, asOf: newest.asOf },
      ...nameEndpoint(study, found, language),
      rate: { sites, pooled, rates, noRate, minimumCellSize },
    },
  } as const
}

/** The primary endpoint; of a study that names none, what stands first in the release. */
function findPrimary({ endpoints }: StudyDefinition, rates: readonly ResponderRateReply[]) {
  const primary = endpoints?.primary
  if (primary === undefined) return rates[0]
  return rates.find(
    ({ definition, timepoint, estimand }) =>
      parseDefinitionId(definition) === primary.definition &&
      timepoint === primary.timepoint &&
      (primary.estimand === undefined || estimand.id === primary.estimand),
  )
}

function nameEndpoint(
  study: StudyDefinition,
  { definition, timepoint, estimand }: Pick<ResponderRateReply, 'definition' | 'timepoint' | 'estimand'>,
  language: string,
) {
  const id = parseDefinitionId(definition)
  const known = study.responderDefinitions.find((one) => one.id === id)
  return {
    definition: pickText(known?.title, language) || id,
    timepoint: formatOccurrenceTitle(study, timepoint, language),
    estimand: pickText(estimand.title, language) || estimand.id,
  }
}

async function findChanges(deps: MonthlyStudyDeps, membership: StudyMember, run: ReportRun) {
  const { study } = membership
  if (hasHiddenArms(membership)) return { state: 'blinded' } as const
  const releases = await listReleases(deps, study.id, run.asOf)
  const newest = releases.at(-1)
  const before = findReleaseBefore(releases, run.previousAsOf)
  if (newest === undefined || before === undefined) return { state: 'first-release' } as const
  if (before.number === newest.number) return { state: 'no-new-release' } as const
  const [first, second] = await Promise.all(
    [before, newest].map(({ number }) => readRelease(deps, membership, number)),
  )
  if (!first || !second) return { state: 'first-release' } as const
  const { changed, rates } = compareReleases(first, second)
  const estimands = new Map(listEstimands(study).map((one) => [one.id, one]))
  return {
    ...({ state: 'compared', changed } as const),
    numbers: [before.number, newest.number] as const,
    rates: rates.map((one) => ({
      ...{ first: one.first.rate, second: one.second.rate },
      definition:
        pickText(study.responderDefinitions.find(({ id }) => id === one.definition)?.title, run.language) ||
        one.definition,
      timepoint: formatOccurrenceTitle(study, one.timepoint, run.language),
      estimand: pickText(estimands.get(one.estimand)?.title, run.language) || one.estimand,
    })),
  }
}

/** What the report before showed; for the first report, the release before the newest. */
function findReleaseBefore(
  releases: readonly ReleaseHeader[],
  previousAsOf: string | null,
): ReleaseHeader | undefined {
  return previousAsOf === null
    ? releases.at(-2)
    : releases.filter(({ madeAt }) => madeAt <= previousAsOf).at(-1)
}
