import { pickText } from '../../../surveys/instrument/vocabulary.ts'
import { buildStudyMeasures } from '../../../surveys/study/measures.ts'
import { formatOccurrenceTitle } from '../../../surveys/study/occurrence.ts'
import type { TimepointCount, WeeklySite } from '../../../web/reports/weekly-site.ts'
import type { Cohort } from '../../analysis/cohort/cohort.ts'
import { listBaselines } from '../../analysis/cohort/cohort.ts'
import { computeCompletion } from '../../analysis/completion/completion.ts'
import { buildWholeViewer } from '../../analysis/disclosure/disclosure.ts'
import { createBaselineSpread } from '../../analysis/responder/baseline-spread.ts'
import { createResponderEvaluator } from '../../analysis/responder/responder-evaluator.ts'
import { findVerdictChanges } from '../../analysis/responder/verdict-changes.ts'
import { formatIso, HOUR_MS, shiftIso } from '../../platform/core/clock.ts'
import type { Log } from '../../platform/core/log.ts'
import type { SiteScope } from '../../platform/core/scope.ts'
import { findStateAtIso, isOver } from '../../records/assessment/assessment.ts'
import { listPendingLateAnswers } from '../../records/assessment/late-answer.ts'
import { findMissedReason } from '../../records/assessment/missed-reason.ts'
import type { ReportRun } from '../../records/job/report-run.ts'
import type { StudyMember } from '../access/staff-access.ts'
import { type CohortDeps, readCohort } from '../analyses/read-cohort.ts'
import { outlineWorklist, type WorklistDeps, type WorklistOutline } from '../worklist/read-worklist.ts'
import { createSectionGuard } from './guard-section.ts'

export type WeeklySiteDeps = WorklistDeps & CohortDeps & { readonly log: Log }

const WEEK_MS = 7 * 24 * HOUR_MS

/**
 * A week of one clinic, for one member. Tasks are as they stand when they are read; completion and who met the definition are
 * as of the planned instant.
 *
 * @param isLastTry a section that cannot be worked out is then left open; before, it throws
 */
export async function makeWeeklySite(
  given: WeeklySiteDeps,
  membership: StudyMember,
  scope: SiteScope,
  run: ReportRun,
  isLastTry: boolean,
): Promise<WeeklySite> {
  const deps = readSiteOnce(given)
  const { study } = membership
  const readAt = formatIso(deps.clock.now())
  const site = study.sites.find(({ id }) => id === scope.site)
  const guard = createSectionGuard(deps, { study: study.id, site: scope.site }, isLastTry)
  // Each is read once, and its fault is that of every section that stands on it.
  const outline = outlineWorklist(deps, study, scope)
  const cohort = readCohort(deps, study, [scope], run.asOf)
  for (const one of [outline, cohort]) one.catch(() => undefined)
  const name = (timepoint: string) => formatOccurrenceTitle(study, timepoint, run.language)
  return {
    ...{ site: scope.site, siteName: site?.name ?? scope.site, timeZone: site?.timeZone ?? 'UTC', readAt },
    needsNow: await guard(async () => countNeeds(await outline, readAt)),
    calls: await guard(async () => ({
      people: (await outline).tasks.map(({ participant, reasons }) => ({
        participant,
        reasons: reasons.map(({ kind, timepoint, until }) => ({
          ...{ kind, timepoint: timepoint === null ? null : name(timepoint), until },
        })),
      })),
    })),
    completion: await guard(async () => {
      const read = await cohort
      const viewer = buildWholeViewer(read.sites, study.minimumCellSize, membership.member.sites)
      const rows = computeCompletion(read, study, viewer).filter((row) => row.site === scope.site)
      return { rows: rows.map((row) => ({ timepoint: name(row.timepoint), row })) }
    }),
    responders: await guard(async () => compareVerdicts(deps, membership, scope, run, await cohort)),
    nextWeek: await guard(async () => findNextWeek(await outline, readAt, name)),
    gaps: await guard(async () => findGaps(await outline, await cohort, readAt, name)),
  }
}

/** The same with each list of a clinic read once: sections speak of one state, and the week before is in it. */
function readSiteOnce(deps: WeeklySiteDeps): WeeklySiteDeps {
  return {
    ...deps,
    assessments: { ...deps.assessments, listBySite: keepReplies(deps.assessments.listBySite) },
    participantRecords: { readSite: keepReplies(deps.participantRecords.readSite) },
  }
}

function keepReplies<Reply>(read: (scope: SiteScope) => Promise<Reply>): typeof read {
  const kept = new Map<string, Promise<Reply>>()
  return (scope) => {
    const reply = kept.get(scope.site) ?? read(scope)
    kept.set(scope.site, reply)
    return reply
  }
}

function countNeeds({ alerts, tasks, unsent, textsStopped }: WorklistOutline, now: string) {
  const open = alerts.filter(({ state }) => state !== 'closed')
  const count = (kind: WorklistOutline['tasks'][number]['reasons'][number]['kind']) =>
    tasks.reduce((sum, { reasons }) => sum + reasons.filter((reason) => reason.kind === kind).length, 0)
  return {
    openAlerts: open.length,
    overdueAlerts: open.filter((one) => one.state === 'open' && one.acknowledgeBy < now).length,
    ...{ unreadMessages: count('message-unread'), failedNumbers: count('number-failed') },
    ...{ erasures: count('erasure'), unsentUrgent: unsent.size, textsStopped: textsStopped !== undefined },
  }
}

async function compareVerdicts(
  deps: WeeklySiteDeps,
  { study, library }: StudyMember,
  scope: SiteScope,
  run: ReportRun,
  now: Cohort,
) {
  const primary = study.endpoints?.primary.definition
  const definition =
    study.responderDefinitions.find(({ id }) => id === primary) ?? study.responderDefinitions[0]
  if (definition === undefined) return { definition: null } as const
  const measures = buildStudyMeasures(study, library)
  const read = (cohort: Cohort) => ({
    participants: cohort.sites.flatMap(({ participants }) => participants),
    evaluate: createResponderEvaluator(
      definition,
      measures,
      createBaselineSpread(() => listBaselines(cohort), measures),
    ),
  })
  const before =
    run.previousAsOf === null ? undefined : await readCohort(deps, study, [scope], run.previousAsOf)
  return {
    ...{ definition: pickText(definition.title, run.language), since: run.previousAsOf },
    ...findVerdictChanges(read(now), before && read(before)),
  }
}

function findNextWeek({ assessments }: WorklistOutline, now: string, name: (timepoint: string) => string) {
  const end = shiftIso(now, WEEK_MS)
  const waiting = assessments.filter(({ progress }) => progress !== 'completed' && progress !== 'cancelled')
  return {
    opening: countByTimepoint(
      waiting.filter(({ opensAt }) => opensAt > now && opensAt <= end),
      name,
    ),
    closing: countByTimepoint(
      waiting.filter(({ closesAt }) => closesAt > now && closesAt <= end),
      name,
    ),
  }
}

function findGaps(
  { assessments }: WorklistOutline,
  { sites }: Cohort,
  now: string,
  name: (timepoint: string) => string,
) {
  const unexplained = assessments.filter(
    (one) => isOver(findStateAtIso(one, now)) && findMissedReason(one) === undefined,
  )
  const sheets = sites.flatMap(({ rows }) => rows.sheets)
  return {
    missedWithoutReason: countByTimepoint(unexplained, name),
    lateWaiting: assessments.filter((one) => listPendingLateAnswers(one).length > 0).length,
    notScorable: sheets.reduce(
      (sum, { scores }) => sum + scores.filter(({ kind }) => kind === 'not-scorable').length,
      0,
    ),
  }
}

function countByTimepoint(
  ones: readonly { readonly timepoint: string }[],
  name: (timepoint: string) => string,
): readonly TimepointCount[] {
  return [...Map.groupBy(ones, ({ timepoint }) => timepoint)]
    .sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }))
    .map(([timepoint, of]) => ({ timepoint: name(timepoint), count: of.length }))
}
