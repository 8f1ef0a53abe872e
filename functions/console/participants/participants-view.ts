import type { Temporal } from 'temporal-polyfill'
import { pickText } from '../../../surveys/instrument/vocabulary.ts'
import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { parseTimepointId } from '../../../surveys/study/occurrence.ts'
import type { ParticipantsView } from '../../../web/console/index.ts'
import { formatIso } from '../../platform/core/clock.ts'
import type { SafetyAlert } from '../../records/alert/alert.ts'
import { type Assessment, findState, isOver } from '../../records/assessment/assessment.ts'
import type { ParticipantListPage } from '../../records/participant/participant.store.ts'
import { formatDisposition } from '../../records/participant/participant.ts'

/** The page of a site's participants from what the stores hold. */
export function buildParticipantsView(
  study: StudyDefinition,
  site: string,
  memberSites: readonly string[],
  rows: {
    page: ParticipantListPage
    isFirstPage: boolean
    assessments: readonly Assessment[]
    alerts: readonly SafetyAlert[]
  },
  { now, locale }: { readonly now: Temporal.Instant; readonly locale: string },
): ParticipantsView {
  const ofParticipant = Map.groupBy(rows.assessments, ({ participant }) => participant)
  const alertsOf = Map.groupBy(
    rows.alerts.filter(({ state }) => state !== 'closed'),
    ({ participant }) => participant,
  )
  const findSite = (id: string) => study.sites.find((candidate) => candidate.id === id)
  const timepoints = study.timepoints.map(({ id, title }) => ({ id, title: pickText(title, locale) }))
  return {
    asOf: formatIso(now),
    site: { id: site, name: findSite(site)?.name ?? site, timeZone: findSite(site)?.timeZone ?? 'UTC' },
    sites: memberSites.map((id) => ({ id, name: findSite(id)?.name ?? id })),
    timepoints,
    counts: timepoints.map(({ id }) => {
      const states = rows.assessments
        .filter(({ timepoint }) => parseTimepointId(timepoint) === id)
        .map((one) => findState(one, now))
      return {
        timepoint: id,
        due: states.filter((state) => state === 'open' || state === 'started').length,
        completed: states.filter((state) => state === 'completed').length,
        missed: states.filter(isOver).length,
      }
    }),
    rows: rows.page.participants.map(({ participant, ended }) => {
      const assessments = ofParticipant.get(participant) ?? []
      const left = assessments.filter((one) => ['scheduled', 'open', 'started'].includes(findState(one, now)))
      return {
        participant,
        ended: formatDisposition(ended),
        timepoints: timepoints.flatMap(({ id }) => {
          const current = findCurrentAssessment(assessments, id, now)
          return current ? [{ timepoint: id, state: findState(current, now), dueAt: current.dueAt }] : []
        }),
        nextDueAt: left.map(({ dueAt }) => dueAt).sort()[0] ?? null,
        openAlerts: alertsOf.get(participant)?.length ?? 0,
      }
    }),
    next: rows.page.next ?? null,
    isFirstPage: rows.isFirstPage,
  }
}

/** Of a timepoint that is asked more than once: the one that is open, else the last that has ended, else the first. */
function findCurrentAssessment(
  assessments: readonly Assessment[],
  timepoint: string,
  now: Temporal.Instant,
): Assessment | undefined {
  const inTime = assessments
    .filter((one) => parseTimepointId(one.timepoint) === timepoint)
    .sort((a, b) => (a.dueAt < b.dueAt ? -1 : 1))
  const createStateFilter =
    (...states: readonly string[]) =>
    (one: Assessment) =>
      states.includes(findState(one, now))
  return (
    inTime.find(createStateFilter('open', 'started')) ??
    inTime.findLast(createStateFilter('completed', 'partly-answered', 'missed')) ??
    inTime[0]
  )
}
