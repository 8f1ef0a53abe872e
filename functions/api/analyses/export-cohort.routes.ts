import { COHORT_FILE_FORMAT, type CohortFile } from '../../../web/api/analyses/cohort-file.ts'
import { exportCohort } from '../../../web/api/analyses/export-cohort.ts'
import { type Clock, isoOf } from '../../platform/core/clock.ts'
import { type ParticipantScope, participantIn } from '../../platform/core/scope.ts'
import { bindContract, createContractRoutes } from '../../platform/http/bind-contract.ts'
import type { AssignmentStore } from '../../records/assessment/assessment.store.ts'
import type { ParticipantStore } from '../../records/participant/participant.store.ts'
import { dispositionsOf, type Participant } from '../../records/participant/participant.ts'
import type { ScoreStore } from '../../records/score/score.store.ts'
import type { TreatmentStore } from '../../records/treatment/treatment.store.ts'
import { changesOf } from '../../records/treatment/treatment.ts'
import { type AuthoriseDeps, memberOf, type StaffEnv, siteOf } from '../../workflows/access/staff-access.ts'

export type ExportCohortDeps = AuthoriseDeps & {
  readonly clock: Clock
  readonly participants: Pick<ParticipantStore, 'page'>
  readonly assignments: Pick<AssignmentStore, 'ofParticipant'>
  readonly scores: Pick<ScoreStore, 'everyOfParticipant'>
  readonly treatments: Pick<TreatmentStore, 'everyOfParticipant'>
}

const PAGE = 50

/** For members of the site, of nobody else. */
export function exportCohortRoutes(deps: ExportCohortDeps) {
  return createContractRoutes<StaffEnv>().openapi(bindContract(exportCohort), async (c) => {
    const params = c.req.valid('param')
    const query = c.req.valid('query')
    const membership = await memberOf(deps, c.var.person, params.study)
    const scope = siteOf(membership, query.site)
    // Before anything is read: what comes while it is read may be in it, and is no part of that instant.
    const asOf = isoOf(deps.clock.now())
    const page = await deps.participants.page(scope, query.after, PAGE)
    const participants = await Promise.all(
      page.participants.map((one) => record(deps, participantIn(scope, one.participant), one)),
    )
    const { id: study, version: studyVersion } = membership.study
    const file: CohortFile = {
      ...{ format: COHORT_FILE_FORMAT, study, studyVersion, site: scope.site, asOf },
      ...{ participants, after: query.after ?? null, next: page.next ?? null },
    }
    return c.json(file, 200)
  })
}

async function record(
  deps: ExportCohortDeps,
  scope: ParticipantScope,
  participant: Participant,
): Promise<CohortFile['participants'][number]> {
  const [assignments, sheets, treatments] = await Promise.all([
    deps.assignments.ofParticipant(scope),
    deps.scores.everyOfParticipant(scope),
    deps.treatments.everyOfParticipant(scope),
  ])
  return {
    ...{ participant: scope.participant, arm: participant.arm ?? null },
    dispositions: [...dispositionsOf(participant)],
    assignments: assignments.map(
      ({ timepoint, opensAt, dueAt, closesAt, progress, startedAt, completedAt, ...planned }) => ({
        ...{ timepoint, opensAt, dueAt, closesAt, progress, startedAt, completedAt },
        ...{ plannedSince: planned.plannedSince, earlierPlans: planned.earlierPlans },
        missedReasons: planned.missedReasons?.map(({ by: _, ...told }) => told),
      }),
    ),
    scores: sheets.map(({ timepoint, answeredAt, scores, recomputed }) => ({
      ...{ timepoint, answeredAt, scores, recomputed },
    })),
    treatments: treatments.map((one) => ({
      ...{ kind: one.kind, givenAt: one.givenAt, changes: [...changesOf(one)] },
    })),
  }
}
