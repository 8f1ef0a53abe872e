import { Temporal } from 'temporal-polyfill'
import { treatmentProblems } from '../../../web/api/problems/treatment-problems.ts'
import {
  listTreatments,
  moveTreatmentContract,
  recordTreatmentContract,
  restoreTreatmentContract,
  voidTreatmentContract,
} from '../../../web/api/treatments/treatment.ts'
import type { Exposure } from '../../../web/api/treatments/treatment-exposures.ts'
import { formatIso } from '../../platform/core/clock.ts'
import { toInstant } from '../../platform/core/instant.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import type { ParticipantScope } from '../../platform/core/scope.ts'
import { createContractRoutes } from '../../platform/http/contract-routes.ts'
import type { Person } from '../../platform/http/tokens.ts'
import type { ParticipantStore } from '../../records/participant/participant.store.ts'
import { isStanding, type TreatmentStore } from '../../records/treatment/treatment.store.ts'
import { findExposure, type Treatment } from '../../records/treatment/treatment.ts'
import type { StaffDeps } from '../../workflows/access/staff.deps.ts'
import {
  buildNotFound,
  requireMembership,
  requireParticipant,
  requirePower,
  type StaffEnv,
} from '../../workflows/access/staff-access.ts'
import type { ScheduleDeps } from '../../workflows/schedule/change-schedule.ts'
import {
  moveTreatment,
  recordTreatment,
  restoreTreatment,
  type TreatmentChange,
  type TreatmentKey,
  voidTreatment,
} from '../../workflows/treatments/record-treatment.ts'

export type TreatmentDeps = StaffDeps &
  ScheduleDeps & {
    readonly participants: ParticipantStore
    readonly treatments: TreatmentStore
  }

/** Further ahead than any treatment is planned: a slip of the year. */
const MAX_AHEAD = { hours: 366 * 24 }

/** Further back than any series that a follow-up could count from: a slip of the year. */
const MAX_BEFORE_ENROLMENT = { hours: 10 * 365.25 * 24 }

export function createTreatmentRoutes(deps: TreatmentDeps) {
  return createContractRoutes<StaffEnv>()
    .answer(recordTreatmentContract, async (c) => {
      const params = c.req.valid('param')
      const body = c.req.valid('json')
      const membership = await requireMembership(deps, c.var.person, params.study, params)
      const scope = requireParticipant(membership, params.participant)
      requirePower(membership, 'record')
      if (!membership.study.treatments.some(({ kind }) => kind === body.kind))
        throw new ProblemError(treatmentProblems.unknownKind)
      const treatment = await buildTreatment(deps, scope, body.kind, body.givenAt)
      const result = await recordTreatment(
        deps,
        membership.study,
        scope,
        { treatment, exposure: pickExposure(body) },
        buildChange(c.var.person, body),
      )
      if (result === 'nobody') throw buildNotFound()
      return c.json(
        formatTreatment(await requireRecorded(deps, scope, treatment)),
        result === 'recorded' ? 201 : 200,
      )
    })
    .answer(moveTreatmentContract, async (c) => {
      const params = c.req.valid('param')
      const body = c.req.valid('json')
      const membership = await requireMembership(deps, c.var.person, params.study, params)
      const scope = requireParticipant(membership, params.participant)
      requirePower(membership, 'record')
      const to = await buildTreatment(deps, scope, params.kind, body.givenAt)
      const result = await moveTreatment(
        deps,
        membership.study,
        scope,
        normalizeTreatmentKey(params),
        { treatment: to, exposure: pickExposure(body) },
        buildChange(c.var.person, body),
      )
      if (result === 'nobody' || result === 'not-there') throw buildNotFound()
      if (result === 'taken') throw new ProblemError(treatmentProblems.taken)
      return c.json(formatTreatment(await requireRecorded(deps, scope, to)), 200)
    })
    .answer(voidTreatmentContract, async (c) => {
      const params = c.req.valid('param')
      const body = c.req.valid('json')
      const membership = await requireMembership(deps, c.var.person, params.study, params)
      const scope = requireParticipant(membership, params.participant)
      requirePower(membership, 'record')
      const key = normalizeTreatmentKey(params)
      await requireRecorded(deps, scope, key)
      const result = await voidTreatment(
        deps,
        membership.study,
        scope,
        key,
        body.reason,
        buildChange(c.var.person, body),
      )
      if (result === 'nobody') throw buildNotFound()
      return c.json(await readTreatmentList(deps, scope), 200)
    })
    .answer(restoreTreatmentContract, async (c) => {
      const params = c.req.valid('param')
      const membership = await requireMembership(deps, c.var.person, params.study, params)
      const scope = requireParticipant(membership, params.participant)
      requirePower(membership, 'record')
      const key = normalizeTreatmentKey(params)
      const found = await requireRecorded(deps, scope, key)
      const change = buildChange(c.var.person, c.req.valid('json'))
      const result = await restoreTreatment(deps, membership.study, scope, found, change)
      if (result === 'nobody') throw buildNotFound()
      return c.json(await readTreatmentList(deps, scope), 200)
    })
    .answer(listTreatments, async (c) => {
      const params = c.req.valid('param')
      const scope = requireParticipant(
        await requireMembership(deps, c.var.person, params.study, params),
        params.participant,
      )
      if (!(await deps.participants.find(scope))) throw buildNotFound()
      return c.json(await readTreatmentList(deps, scope), 200)
    })
}

/** Standing or voided. @throws ProblemError 404 */
async function requireRecorded(
  { treatments }: Pick<TreatmentDeps, 'treatments'>,
  scope: ParticipantScope,
  key: TreatmentKey,
): Promise<Treatment> {
  const found = (await treatments.listAllByParticipant(scope)).find(
    ({ kind, givenAt }) => kind === key.kind && givenAt === key.givenAt,
  )
  if (!found) throw buildNotFound()
  return found
}

async function readTreatmentList({ treatments }: Pick<TreatmentDeps, 'treatments'>, scope: ParticipantScope) {
  const [standing, voided] = partition(await treatments.listAllByParticipant(scope), isStanding)
  return {
    treatments: standing.map(formatTreatment),
    voided: voided.map((one) => ({ ...formatTreatment(one), reason: one.voidReason ?? null })),
  }
}

function partition<One>(all: readonly One[], isFirst: (one: One) => boolean): readonly [One[], One[]] {
  return [all.filter(isFirst), all.filter((one) => !isFirst(one))]
}

/** @throws ProblemError 404 for nobody, 422 for a time that cannot be. */
async function buildTreatment(
  deps: TreatmentDeps,
  scope: ParticipantScope,
  kind: string,
  given: string,
): Promise<Treatment> {
  const participant = await deps.participants.find(scope)
  if (!participant) throw buildNotFound()
  const givenAt = Temporal.Instant.from(given)
  const now = toInstant(deps.clock.now())
  if (Temporal.Instant.compare(givenAt, now.add(MAX_AHEAD)) > 0)
    throw new ProblemError(treatmentProblems.inFuture)
  const earliest = Temporal.Instant.from(participant.enrolledAt).subtract(MAX_BEFORE_ENROLMENT)
  if (Temporal.Instant.compare(givenAt, earliest) < 0) throw new ProblemError(treatmentProblems.tooEarly)
  const { study, site, participant: id } = scope
  return { study, site, participant: id, kind, givenAt: formatIso(givenAt), recordedAt: formatIso(now) }
}

function normalizeTreatmentKey({ kind, givenAt }: TreatmentKey): TreatmentKey {
  return { kind, givenAt: formatIso(Temporal.Instant.from(givenAt)) }
}

function buildChange(
  { sub }: Person,
  { confirm = [] }: { readonly confirm?: TreatmentChange['confirmed'] | undefined },
): TreatmentChange {
  return { actor: { kind: 'coordinator', sub }, confirmed: confirm }
}

function pickExposure({ dose, route }: Exposure): Exposure {
  return { ...(dose && { dose }), ...(route && { route }) }
}

function formatTreatment(treatment: Treatment) {
  const { kind, givenAt, recordedAt } = treatment
  const { dose = null, route = null } = findExposure(treatment)
  return { kind, givenAt, recordedAt, dose, route }
}
