import { Temporal } from 'temporal-polyfill'
import { treatmentProblems } from '../../../web/api/problems/treatment-problems.ts'
import {
  listTreatments,
  moveTreatmentContract,
  recordTreatmentContract,
  takeBackTreatmentContract,
} from '../../../web/api/treatments/treatment.ts'
import { isoOf } from '../../platform/core/clock.ts'
import type { ParticipantScope } from '../../platform/core/scope.ts'
import { bindContract, createContractRoutes } from '../../platform/http/bind-contract.ts'
import { ProblemError } from '../../platform/http/problem.ts'
import type { Person } from '../../platform/http/tokens.ts'
import type { ParticipantStore } from '../../records/participant/participant.store.ts'
import type { TreatmentStore } from '../../records/treatment/treatment.store.ts'
import type { Treatment } from '../../records/treatment/treatment.ts'
import type { StaffDeps } from '../../workflows/access/staff.deps.ts'
import {
  memberOf,
  notFound,
  participantOf,
  requireCoordinator,
  type StaffEnv,
} from '../../workflows/access/staff-access.ts'
import type { ScheduleDeps } from '../../workflows/schedule/change-schedule.ts'
import {
  moveTreatment,
  recordTreatment,
  type TreatmentKey,
  takeBackTreatment,
} from '../../workflows/treatments/record-treatment.ts'

export type TreatmentDeps = StaffDeps &
  ScheduleDeps & {
    readonly participants: ParticipantStore
    readonly treatments: TreatmentStore
  }

/** A clinic's clock may be a little ahead of ours. */
const CLOCK_SKEW = { minutes: 5 }

/** Further back than any series that a follow-up could count from: a slip of the year. */
const FURTHEST_BEFORE_ENROLMENT = { hours: 10 * 365.25 * 24 }

export function treatmentRoutes(deps: TreatmentDeps) {
  return createContractRoutes<StaffEnv>()
    .openapi(bindContract(recordTreatmentContract), async (c) => {
      const params = c.req.valid('param')
      const body = c.req.valid('json')
      const membership = await memberOf(deps, c.var.person, params.study)
      const scope = participantOf(membership, params.participant)
      requireCoordinator(membership)
      if (!membership.study.treatments.some(({ kind }) => kind === body.kind))
        throw new ProblemError(treatmentProblems.unknownKind)
      const treatment = await treatmentAt(deps, scope, body.kind, body.givenAt)
      const result = await recordTreatment(deps, membership.study, scope, treatment, actorOf(c.var.person))
      if (result === 'nobody') throw notFound()
      return c.json(shown(treatment), result === 'recorded' ? 201 : 200)
    })
    .openapi(bindContract(moveTreatmentContract), async (c) => {
      const params = c.req.valid('param')
      const body = c.req.valid('json')
      const membership = await memberOf(deps, c.var.person, params.study)
      const scope = participantOf(membership, params.participant)
      requireCoordinator(membership)
      const to = await treatmentAt(deps, scope, params.kind, body.givenAt)
      const result = await moveTreatment(
        deps,
        membership.study,
        scope,
        keyOf(params),
        to,
        actorOf(c.var.person),
      )
      if (result === 'nobody' || result === 'not-there') throw notFound()
      if (result === 'taken') throw new ProblemError(treatmentProblems.taken)
      return c.json(shown(to), 200)
    })
    .openapi(bindContract(takeBackTreatmentContract), async (c) => {
      const params = c.req.valid('param')
      const membership = await memberOf(deps, c.var.person, params.study)
      const scope = participantOf(membership, params.participant)
      requireCoordinator(membership)
      const actor = actorOf(c.var.person)
      const result = await takeBackTreatment(deps, membership.study, scope, keyOf(params), actor)
      if (result === 'nobody') throw notFound()
      return c.json({ treatments: (await deps.treatments.ofParticipant(scope)).map(shown) }, 200)
    })
    .openapi(bindContract(listTreatments), async (c) => {
      const params = c.req.valid('param')
      const scope = participantOf(await memberOf(deps, c.var.person, params.study), params.participant)
      if (!(await deps.participants.find(scope))) throw notFound()
      return c.json({ treatments: (await deps.treatments.ofParticipant(scope)).map(shown) }, 200)
    })
}

/** @throws ProblemError 404 for nobody, 422 for a time that cannot be. */
async function treatmentAt(
  deps: TreatmentDeps,
  scope: ParticipantScope,
  kind: string,
  given: string,
): Promise<Treatment> {
  const participant = await deps.participants.find(scope)
  if (!participant) throw notFound()
  const givenAt = Temporal.Instant.from(given)
  const now = deps.clock.now()
  if (Temporal.Instant.compare(givenAt, now.add(CLOCK_SKEW)) > 0)
    throw new ProblemError(treatmentProblems.inFuture)
  const earliest = Temporal.Instant.from(participant.enrolledAt).subtract(FURTHEST_BEFORE_ENROLMENT)
  if (Temporal.Instant.compare(givenAt, earliest) < 0) throw new ProblemError(treatmentProblems.tooEarly)
  const { study, site, participant: id } = scope
  return { study, site, participant: id, kind, givenAt: isoOf(givenAt), recordedAt: isoOf(now) }
}

function keyOf({ kind, givenAt }: TreatmentKey): TreatmentKey {
  return { kind, givenAt: isoOf(Temporal.Instant.from(givenAt)) }
}

function actorOf({ sub }: Person) {
  return { kind: 'coordinator', sub } as const
}

function shown({ kind, givenAt, recordedAt }: Treatment) {
  return { kind, givenAt, recordedAt }
}
