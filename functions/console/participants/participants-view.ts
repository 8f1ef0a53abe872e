import type { Temporal } from 'temporal-polyfill'
import { textIn } from '../../../surveys/instrument/vocabulary.ts'
import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { timepointIdOf } from '../../../surveys/study/occurrence.ts'
import type { ParticipantsView } from '../../../web/console/index.ts'
import { isoOf } from '../../platform/core/clock.ts'
import type { SafetyAlert } from '../../records/alert/alert.ts'
import { type Assignment, stateAt } from '../../records/assessment/assessment.ts'
import type { ParticipantPage } from '../../records/participant/participant.store.ts'

/** The page of a site's participants from what the stores hold. */
export function participantsView(
  study: StudyDefinition,
  site: string,
  memberSites: readonly string[],
  rows: {
    page: ParticipantPage
    isFirstPage: boolean
    assignments: readonly Assignment[]
    alerts: readonly SafetyAlert[]
  },
  { now, locale }: { readonly now: Temporal.Instant; readonly locale: string },
): ParticipantsView {
  const ofParticipant = Map.groupBy(rows.assignments, ({ participant }) => participant)
  const alertsOf = Map.groupBy(
    rows.alerts.filter(({ state }) => state !== 'closed'),
    ({ participant }) => participant,
  )
  const siteOf = (id: string) => study.sites.find((candidate) => candidate.id === id)
  const timepoints = study.timepoints.map(({ id, title }) => ({ id, title: textIn(title, locale) }))
  return {
    asOf: isoOf(now),
    site: { id: site, name: siteOf(site)?.name ?? site, timeZone: siteOf(site)?.timeZone ?? 'UTC' },
    sites: memberSites.map((id) => ({ id, name: siteOf(id)?.name ?? id })),
    timepoints,
    counts: timepoints.map(({ id }) => {
      const states = rows.assignments
        .filter(({ timepoint }) => timepointIdOf(timepoint) === id)
        .map((one) => stateAt(one, now))
      return {
        timepoint: id,
        due: states.filter((state) => state === 'open' || state === 'started').length,
        completed: states.filter((state) => state === 'completed').length,
        missed: states.filter((state) => state === 'missed').length,
      }
    }),
    rows: rows.page.participants.map(({ participant }) => {
      const assignments = ofParticipant.get(participant) ?? []
      const left = assignments.filter((one) => ['scheduled', 'open', 'started'].includes(stateAt(one, now)))
      return {
        participant,
        timepoints: timepoints.flatMap(({ id }) => {
          const current = currentOf(assignments, id, now)
          return current ? [{ timepoint: id, state: stateAt(current, now), dueAt: current.dueAt }] : []
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
function currentOf(
  assignments: readonly Assignment[],
  timepoint: string,
  now: Temporal.Instant,
): Assignment | undefined {
  const inTime = assignments
    .filter((one) => timepointIdOf(one.timepoint) === timepoint)
    .sort((a, b) => (a.dueAt < b.dueAt ? -1 : 1))
  const isOneOf =
    (...states: readonly string[]) =>
    (one: Assignment) =>
      states.includes(stateAt(one, now))
  return (
    inTime.find(isOneOf('open', 'started')) ?? inTime.findLast(isOneOf('completed', 'missed')) ?? inTime[0]
  )
}
