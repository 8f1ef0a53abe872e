import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import type { CohortParticipant } from '../../analysis/cohort/cohort.ts'
import { findPersonAsOf } from '../../analysis/timeline/as-of.ts'
import { findSiteTimeZone } from '../../analysis/timeline/timeline.ts'
import type { AlertFact, TidyPerson } from '../../interchange/tidy/tidy-person.ts'
import type { SiteScope } from '../../platform/core/scope.ts'
import type { AlertStore } from '../../records/alert/alert.store.ts'
import type { AssessmentStore } from '../../records/assessment/assessment.store.ts'
import type { AskedResponse, SurveyStore } from '../../records/assessment/survey.store.ts'
import type { EventRecordStore } from '../../records/clinical-event/event-record.store.ts'
import { readCohortSite } from '../analyses/read-cohort.ts'

export type TidyPeopleDeps = {
  readonly assessments: Pick<AssessmentStore, 'listBySite'>
  readonly participantRecords: Pick<EventRecordStore, 'readSite'>
  readonly surveys: Pick<SurveyStore, 'readResponsePage'>
  readonly alerts: Pick<AlertStore, 'listBySite'>
}

/**
 * Everybody of some clinics with all that a tidy export says of them, clinic by clinic and in the order of study IDs. Holds one
 * clinic's records and one page of answers.
 *
 * @param study without arms as somebody who is blinded reads it: nobody has an arm then
 * @param asOf ISO instant with milliseconds: what was begun later is left out, and what was begun before and has changed since
 *   has no answers
 */
export async function* readTidyPeople(
  deps: TidyPeopleDeps,
  study: StudyDefinition,
  scopes: readonly SiteScope[],
  asOf: string,
): AsyncGenerator<TidyPerson> {
  for (const scope of scopes) {
    const [{ site, participants, statuses }, alerts] = await Promise.all([
      readCohortSite(deps, study, scope, asOf),
      deps.alerts.listBySite(scope),
    ])
    const enrolled = new Map(
      participants.flatMap((one) => (one.enrolledAt <= asOf ? [[one.participant, one] as const] : [])),
    )
    const cohort = new Map(site.participants.map((one) => [one.participant, one]))
    const treatmentsOf = Map.groupBy(site.rows.treatments, ({ participant }) => participant)
    const sheetsOf = Map.groupBy(site.rows.sheets, ({ participant }) => participant)
    const alertsOf = Map.groupBy(
      alerts.filter(({ raisedAt }) => raisedAt <= asOf),
      ({ participant }) => participant,
    )
    const responses = createResponseReader(deps, scope, asOf)
    const timeZone = findSiteTimeZone(study, scope.site)
    for (const participant of [...new Set([...enrolled.keys(), ...cohort.keys()])].sort()) {
      const record = enrolled.get(participant)
      const status = statuses.get(participant)
      const known: Pick<CohortParticipant, 'arm' | 'ended'> =
        cohort.get(participant) ?? findPersonAsOf(status ?? { arm: null, dispositions: [] }, asOf)
      yield {
        ...{ participant, site: scope.site, timeZone },
        ...{ enrolledAt: record?.enrolledAt ?? null, language: record?.locale ?? null },
        // Of a study that is read without its arms everybody's is hidden: see `buildStatuses`.
        arm: study.arms.length > 0 ? known.arm : null,
        ended: known.ended,
        attributes: (status?.attributes ?? []).filter(({ recordedAt }) => recordedAt <= asOf),
        assessments: cohort.get(participant)?.assessments ?? [],
        timeline: cohort.get(participant)?.timeline ?? null,
        treatments: (treatmentsOf.get(participant) ?? [])
          .filter(({ givenAt }) => givenAt <= asOf)
          .sort((a, b) => (a.givenAt < b.givenAt ? -1 : a.givenAt > b.givenAt ? 1 : 0)),
        sheets: sheetsOf.get(participant) ?? [],
        events: cohort.get(participant)?.events ?? [],
        alerts: (alertsOf.get(participant) ?? []).map(
          ({ instrument, rule, state }): AlertFact => ({ instrument, rule, state }),
        ),
        responses: await responses.readOf(participant),
      }
    }
  }
}

/** A clinic's responses page by page, asked for in the order of study IDs. */
function createResponseReader({ surveys }: Pick<TidyPeopleDeps, 'surveys'>, scope: SiteScope, asOf: string) {
  let page: readonly AskedResponse[] = []
  let at = 0
  let next: Parameters<SurveyStore['readResponsePage']>[1] | undefined = null
  /** The next response, read from the table where the page is over. */
  const peek = async (): Promise<AskedResponse | undefined> => {
    while (at >= page.length && next !== undefined) {
      const read = await surveys.readResponsePage(scope, next)
      page = read.responses
      at = 0
      next = read.next ?? undefined
    }
    return page[at]
  }
  return {
    async readOf(participant: string): Promise<readonly AskedResponse[]> {
      const own: AskedResponse[] = []
      for (let one = await peek(); one !== undefined && one.participant <= participant; one = await peek()) {
        if (one.participant === participant && one.startedAt <= asOf) own.push(cutAsOf(one, asOf))
        at += 1
      }
      return own
    },
  }
}

/** Of a response that has changed since, it is known that it was begun, and not which answers it had. */
function cutAsOf(response: AskedResponse, asOf: string): AskedResponse {
  if (response.savedAt <= asOf) return response
  const { submittedAt: _, answersHash: __, ...begun } = response
  return { ...begun, ...{ state: 'draft', answers: {}, claimed: {}, savedAt: response.startedAt } }
}
