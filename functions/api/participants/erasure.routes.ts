import {
  cancelErasureContract,
  confirmErasureContract,
  getErasure,
  recordErasureContract,
} from '../../../web/api/participants/erasure.ts'
import { createContractRoutes } from '../../platform/http/contract-routes.ts'
import type { Erasure } from '../../records/erasure/erasure.ts'
import type { ParticipantStore } from '../../records/participant/participant.store.ts'
import type { StaffDeps } from '../../workflows/access/staff.deps.ts'
import {
  buildNotFound,
  requireMembership,
  requireParticipant,
  requirePerson,
  requirePower,
  type StaffEnv,
} from '../../workflows/access/staff-access.ts'
import {
  cancelErasure,
  confirmErasure,
  type DecideErasureDeps,
  recordErasure,
} from '../../workflows/erasure/decide-erasure.ts'

export type ErasureRouteDeps = StaffDeps &
  DecideErasureDeps & { readonly participants: Pick<ParticipantStore, 'find'> }

/** What a participant asked to have stopped or erased: one person records it, another confirms it. */
export function createErasureRoutes(deps: ErasureRouteDeps) {
  return createContractRoutes<StaffEnv>()
    .answer(getErasure, async (c) => {
      const params = c.req.valid('param')
      const membership = await requireMembership(deps, c.var.person, params.study, params)
      const erasure = await deps.erasures.find(requireParticipant(membership, params.participant))
      if (!erasure) throw buildNotFound()
      return c.json(formatErasure(erasure), 200)
    })
    .answer(recordErasureContract, async (c) => {
      const params = c.req.valid('param')
      const membership = await requireMembership(deps, c.var.person, params.study, params)
      const scope = requireParticipant(membership, params.participant)
      requirePower(membership, 'record')
      requirePerson(c.var.person)
      if (!(await deps.participants.find(scope))) throw buildNotFound()
      const by = { kind: 'coordinator', sub: c.var.person.sub } as const
      const { grade } = c.req.valid('json')
      return c.json(formatErasure(await recordErasure(deps, membership.study, scope, grade, by)), 200)
    })
    .answer(confirmErasureContract, async (c) => {
      const params = c.req.valid('param')
      const membership = await requireMembership(deps, c.var.person, params.study, params)
      const scope = requireParticipant(membership, params.participant)
      requirePerson(c.var.person)
      const by = requirePower(membership, 'decide')
      if (!(await deps.erasures.find(scope))) throw buildNotFound()
      const { grade } = c.req.valid('json')
      return c.json(formatErasure(await confirmErasure(deps, membership.study, scope, grade, by)), 200)
    })
    .answer(cancelErasureContract, async (c) => {
      const params = c.req.valid('param')
      const membership = await requireMembership(deps, c.var.person, params.study, params)
      const scope = requireParticipant(membership, params.participant)
      requirePower(membership, 'record')
      requirePerson(c.var.person)
      if (!(await deps.erasures.find(scope))) throw buildNotFound()
      const by = { kind: 'coordinator', sub: c.var.person.sub } as const
      return c.json(formatErasure(await cancelErasure(deps, scope, c.req.valid('json').reason, by)), 200)
    })
}

function formatErasure(erasure: Erasure) {
  const { participant, state, grade, askedBy, requestedAt, dueAt } = erasure
  const { recordedBy, confirmedBy, confirmedAt, studyData, lastText, doneAt, cancelReason } = erasure
  return {
    ...{ participant, state, grade, askedBy, requestedAt, dueAt },
    ...{ recordedBy: recordedBy ?? null, confirmedBy: confirmedBy ?? null },
    ...{ confirmedAt: confirmedAt ?? null, studyData: studyData ?? null, lastText: lastText ?? null },
    ...{ doneAt: doneAt ?? null, cancelReason: cancelReason ?? null },
  }
}
