import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { findTimepoint } from '../../../surveys/study/occurrence.ts'
import { COMPLETION_STATUSES, type CompletionStatus } from '../../../web/api/analyses/completion.ts'
import type {
  CompletionRate,
  CompletionRow,
  MissedReasonCounts,
} from '../../../web/api/analyses/completion-row.ts'
import { findStateAtIso, isOver } from '../../records/assessment/assessment.ts'
import type { Cohort, CohortParticipant } from '../cohort/cohort.ts'
import type { Viewer } from '../disclosure/disclosure.ts'
import { canShowWithEmptyCells, tallyCells } from '../disclosure/tally.ts'
import { wilsonInterval } from '../statistics/wilson.ts'
import { combineSites, countMissedReasons, type MissedOrLateAssessment } from './missed-reasons.ts'

/** Whether a site's row can stand beside what was shown of it before; a row that cannot is suppressed. */
export type IsRowApart = (row: Extract<CompletionRow, { kind: 'counted' }>) => boolean

/**
 * Completion by timepoint and site, with absolute numbers, both denominators and the reasons for what is missing or late,
 * then over the sites that are shown.
 *
 * @see Coens et al., Lancet Oncology 21:e83, 2020 (SISAQOL); Calvert et al., JAMA 309:814, 2013 (CONSORT-PRO)
 */
export function computeCompletion(
  cohort: Cohort,
  study: StudyDefinition,
  viewer: Viewer,
  isApart: IsRowApart = () => true,
): readonly CompletionRow[] {
  return listTimepoints(cohort, study).flatMap((timepoint) => {
    const bySite = cohort.sites.map(({ site, participants }): CompletionRow => {
      const row = buildCompletionRow(
        timepoint,
        site,
        participants,
        cohort.asOf,
        viewer,
        createUnansweredCounter(timepoint, cohort.asOf, viewer),
      )
      return row.kind === 'counted' && !isApart(row) ? { timepoint, site, kind: 'suppressed' } : row
    })
    const counted = bySite.flatMap((row) => (row.kind === 'counted' ? [row] : []))
    const shown = new Set(counted.map(({ site }) => site))
    const everybody = cohort.sites.flatMap(({ site, participants }) => (shown.has(site) ? participants : []))
    const all: CompletionRow =
      counted.length === 0 && bySite.length > 0
        ? { timepoint, site: null, kind: 'suppressed' }
        : buildCompletionRow(timepoint, null, everybody, cohort.asOf, viewer, () => combineSites(counted))
    return [...bySite, all]
  })
}

function buildCompletionRow(
  timepoint: string,
  site: string | null,
  participants: readonly CohortParticipant[],
  asOf: string,
  viewer: Viewer,
  countUnanswered: (of: readonly CohortParticipant[]) => MissedReasonCounts,
): CompletionRow {
  const counts = tallyCells(
    COMPLETION_STATUSES,
    participants,
    (one) => findCompletionStatus(one, timepoint, asOf),
    viewer,
  )
  if (!canShowWithEmptyCells(counts, viewer)) return { timepoint, site, kind: 'suppressed' }
  const { all: standings } = counts
  const { completed } = standings
  const missed = standings['partly-answered'] + standings.missed
  return {
    ...{ timepoint, site, kind: 'counted', enrolled: participants.length, standings },
    ofEnrolled: computeCompletionRate(completed, participants.length),
    ofExpected: computeCompletionRate(completed, completed + missed),
    ...countUnanswered(participants),
  }
}

function createUnansweredCounter(timepoint: string, asOf: string, viewer: Viewer) {
  return (participants: readonly CohortParticipant[]): MissedReasonCounts =>
    countMissedReasons(
      participants.flatMap(({ site, assessments }): readonly MissedOrLateAssessment[] => {
        const one = assessments.find((assessment) => assessment.timepoint === timepoint)
        const state = one && findStateAtIso(one, asOf)
        if (!one || state === undefined || !(isOver(state) || state === 'completed')) return []
        const isLate = one.completedAt !== undefined && one.completedAt > one.dueAt
        const standing = isOver(state) ? 'missed' : isLate ? 'late' : 'in-time'
        return [{ site, standing, reason: one.missedReason }]
      }),
      viewer,
    )
}

/** A participant's standing at a timepoint. */
export function findCompletionStatus(
  { assessments, ended }: CohortParticipant,
  timepoint: string,
  asOf: string,
): CompletionStatus {
  const asked = assessments.find((assessment) => assessment.timepoint === timepoint)
  const state = asked && findStateAtIso(asked, asOf)
  if (state === 'completed') return 'completed'
  if (state === 'missed' || state === 'partly-answered') return state
  if (ended) return ended.how
  return state === undefined || state === 'cancelled' ? 'not-due' : 'not-yet-closed'
}

function computeCompletionRate(completed: number, of: number): CompletionRate {
  return of === 0 ? null : { completed, of, rate: completed / of, interval: wilsonInterval(completed, of) }
}

/** Every timepoint that anybody has an assessment at, in the study's order. @param also further ones */
export function listTimepoints(
  { sites }: Cohort,
  study: StudyDefinition,
  also: readonly string[] = [],
): string[] {
  const seen = new Set([
    ...also,
    ...sites.flatMap(({ participants }) =>
      participants.flatMap(({ assessments }) => assessments.map(({ timepoint }) => timepoint)),
    ),
  ])
  return listTimepointsInOrder(seen, study)
}

/** Occurrences of timepoints in the study’s order. */
export function listTimepointsInOrder(seen: ReadonlySet<string>, study: StudyDefinition): string[] {
  const place = new Map(study.timepoints.map(({ id }, at) => [id, at]))
  const findTimepointPosition = (occurrenceKey: string) =>
    place.get(findTimepoint(study, occurrenceKey)?.id ?? '') ?? place.size
  return [...seen].sort(
    (a, b) =>
      findTimepointPosition(a) - findTimepointPosition(b) || a.localeCompare(b, 'en', { numeric: true }),
  )
}
