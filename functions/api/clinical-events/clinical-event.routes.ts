import { Temporal } from 'temporal-polyfill'
import {
  listClinicalEvents,
  recordClinicalEventContract,
  voidClinicalEventContract,
} from '../../../web/api/clinical-events/clinical-event.ts'
import { clinicalEventProblems } from '../../../web/api/problems/clinical-event-problems.ts'
import { formatIso } from '../../platform/core/clock.ts'
import { toInstant } from '../../platform/core/instant.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import type { ParticipantScope } from '../../platform/core/scope.ts'
import { createContractRoutes } from '../../platform/http/contract-routes.ts'
import type { ParticipantStore } from '../../records/participant/participant.store.ts'
import type { StaffDeps } from '../../workflows/access/staff.deps.ts'
import {
  buildNotFound,
  requireMembership,
  requireParticipant,
  requirePower,
  type StaffEnv,
} from '../../workflows/access/staff-access.ts'
import { formatClinicalEvent, formatClinicalEvents } from '../../workflows/clinical-events/format-events.ts'
import {
  type ClinicalEventDeps,
  recordClinicalEvent,
  voidClinicalEvent,
} from '../../workflows/clinical-events/record-clinical-event.ts'

export type ClinicalEventRouteDeps = StaffDeps &
  ClinicalEventDeps & { readonly participants: Pick<ParticipantStore, 'find'> }

/** Further back than any event that a follow-up could turn on: a slip of the year. */
const MAX_BEFORE_ENROLMENT = { hours: 10 * 365.25 * 24 }

export function createClinicalEventRoutes(deps: ClinicalEventRouteDeps) {
  return createContractRoutes<StaffEnv>()
    .answer(recordClinicalEventContract, async (c) => {
      const params = c.req.valid('param')
      const { event, at: written } = c.req.valid('json')
      const membership = await requireMembership(deps, c.var.person, params.study, params)
      const scope = requireParticipant(membership, params.participant)
      requirePower(membership, 'record')
      if (!membership.study.events.kinds.includes(event.kind))
        throw new ProblemError(clinicalEventProblems.notRecorded)
      const at = await readEventTime(deps, scope, written)
      const result = await recordClinicalEvent(deps, scope, event, at, c.var.person.sub)
      if (result === 'nobody') throw buildNotFound()
      return c.json(formatClinicalEvent(at, result.recording), result.isNew ? 201 : 200)
    })
    .answer(voidClinicalEventContract, async (c) => {
      const params = c.req.valid('param')
      const membership = await requireMembership(deps, c.var.person, params.study, params)
      const scope = requireParticipant(membership, params.participant)
      requirePower(membership, 'record')
      const { reason } = c.req.valid('json')
      const result = await voidClinicalEvent(deps, scope, params.event, reason, c.var.person.sub)
      if (result === 'nobody') throw buildNotFound()
      return c.json(formatClinicalEvents(await deps.clinicalEvents.listByParticipant(scope)), 200)
    })
    .answer(listClinicalEvents, async (c) => {
      const params = c.req.valid('param')
      const scope = requireParticipant(
        await requireMembership(deps, c.var.person, params.study, params),
        params.participant,
      )
      if (!(await deps.participants.find(scope))) throw buildNotFound()
      return c.json(formatClinicalEvents(await deps.clinicalEvents.listByParticipant(scope)), 200)
    })
}

/** @throws ProblemError 404 for nobody, 422 for a time that cannot be. */
async function readEventTime(
  { participants, clock }: ClinicalEventRouteDeps,
  scope: ParticipantScope,
  written: string,
): Promise<string> {
  const participant = await participants.find(scope)
  if (!participant) throw buildNotFound()
  const at = Temporal.Instant.from(written)
  if (Temporal.Instant.compare(at, toInstant(clock.now())) > 0)
    throw new ProblemError(clinicalEventProblems.inFuture)
  const earliest = Temporal.Instant.from(participant.enrolledAt).subtract(MAX_BEFORE_ENROLMENT)
  if (Temporal.Instant.compare(at, earliest) < 0) throw new ProblemError(clinicalEventProblems.tooEarly)
  return formatIso(at)
}
