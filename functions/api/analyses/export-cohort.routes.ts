import { COHORT_FILE_FORMAT, type CohortFile } from '../../../web/api/analyses/cohort-file.ts'
import { exportCohort } from '../../../web/api/analyses/export-cohort.ts'
import { type Clock, formatIso } from '../../platform/core/clock.ts'
import { buildParticipantScope, type ParticipantScope } from '../../platform/core/scope.ts'
import { createContractRoutes } from '../../platform/http/contract-routes.ts'
import type { AssessmentStore } from '../../records/assessment/assessment.store.ts'
import type { AuditStore } from '../../records/audit/audit.store.ts'
import type { EventRecordStore } from '../../records/clinical-event/event-record.store.ts'
import type { ParticipantStore } from '../../records/participant/participant.store.ts'
import { listDispositions, type Participant } from '../../records/participant/participant.ts'
import { listChangeTimes } from '../../records/treatment/treatment.ts'
import { buildReader } from '../../workflows/access/append-reading.ts'
import { recordExport } from '../../workflows/access/record-export.ts'
import {
  type AuthoriseDeps,
  requireMembership,
  requireSite,
  requireUnblinded,
  type StaffEnv,
} from '../../workflows/access/staff-access.ts'

export type ExportCohortDeps = AuthoriseDeps & {
  readonly clock: Clock
  readonly audit: Pick<AuditStore, 'append'>
  readonly participants: Pick<ParticipantStore, 'readPage'>
  readonly assessments: Pick<AssessmentStore, 'listByParticipant'>
  readonly participantRecords: Pick<EventRecordStore, 'find'>
}

const PAGE_SIZE = 50

/** For members of the site, of nobody else; not for who is blinded, since everybody's arm is in it. */
export function createExportCohortRoutes(deps: ExportCohortDeps) {
  return createContractRoutes<StaffEnv>().answer(exportCohort, async (c) => {
    const params = c.req.valid('param')
    const query = c.req.valid('query')
    const membership = await requireMembership(deps, c.var.person, params.study)
    const scope = requireSite(membership, query.site)
    requireUnblinded(membership)
    // Before anything is read: what comes while it is read may be in it, and is no part of that instant.
    const asOf = formatIso(deps.clock.now())
    const page = await deps.participants.readPage(scope, query.after, PAGE_SIZE)
    const participants = await Promise.all(
      page.participants.map((one) =>
        readParticipantRecord(deps, buildParticipantScope(scope, one.participant), one),
      ),
    )
    const { id: study, version: studyVersion } = membership.study
    const file: CohortFile = {
      ...{ format: COHORT_FILE_FORMAT, study, studyVersion, site: scope.site, asOf },
      ...{ participants, after: query.after ?? null, next: page.next ?? null },
    }
    const left = {
      ...({ action: 'cohort.exported', format: 'json', filter: { after: query.after } } as const),
      ...{ reader: buildReader(c.var.person, membership), scope, rows: participants.length },
    }
    return recordExport(deps, left, c.json(file, 200))
  })
}

async function readParticipantRecord(
  deps: ExportCohortDeps,
  scope: ParticipantScope,
  participant: Participant,
): Promise<CohortFile['participants'][number]> {
  const [assessments, { sheets, treatments, events }] = await Promise.all([
    deps.assessments.listByParticipant(scope),
    deps.participantRecords.find(scope),
  ])
  return {
    ...{ participant: scope.participant, arm: participant.arm ?? null },
    dispositions: [...listDispositions(participant)],
    assessments: assessments.map(
      ({ timepoint, opensAt, dueAt, closesAt, progress, startedAt, completedAt, ...planned }) => ({
        ...{ timepoint, opensAt, dueAt, closesAt, progress, startedAt, completedAt },
        ...{ plannedSince: planned.plannedSince, earlierPlans: planned.earlierPlans },
        missedReasons: planned.missedReasons?.map(({ by: _, ...entry }) => entry),
      }),
    ),
    scores: sheets.map(({ timepoint, answeredAt, scores, recomputed, notSubmitted }) => ({
      ...{ timepoint, answeredAt, scores: [...scores], recomputed, notSubmitted },
    })),
    treatments: treatments.map((one) => ({
      ...{ kind: one.kind, givenAt: one.givenAt, changes: [...listChangeTimes(one)] },
      ...(one.exposures && { exposures: one.exposures }),
    })),
    attributes: (participant.attributes ?? []).map(({ by: _, ...entry }) => entry),
    events: events.map(({ at, entries }) => ({ at, entries: entries.map(({ by: _, ...entry }) => entry) })),
  }
}
