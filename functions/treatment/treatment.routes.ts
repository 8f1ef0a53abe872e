import { Hono } from 'hono'
import { Temporal } from 'temporal-polyfill'
import type { StaffDeps } from '../membership/staff.deps.ts'
import { memberOf, notFound, participantOf, requireCoordinator, type StaffEnv } from '../membership/staff.ts'
import type { ParticipantStore } from '../participant/participant.store.ts'
import { isoOf } from '../platform/clock.ts'
import { accept } from '../platform/contract.ts'
import { ProblemError, platformProblems } from '../platform/problem.ts'
import { recordTreatment } from './record.ts'
import { listTreatments, recordTreatmentContract } from './treatment.contract.ts'
import { treatmentProblems } from './treatment.problems.ts'
import type { TreatmentStore } from './treatment.store.ts'
import type { Treatment } from './treatment.ts'

export type TreatmentDeps = StaffDeps & {
  readonly participants: ParticipantStore
  readonly treatments: TreatmentStore
}

/** A clinic's clock may be a little ahead of ours. */
const CLOCK_SKEW = { minutes: 5 }

/** Further back than any series that a follow-up could count from: a slip of the year. */
const FURTHEST_BEFORE_ENROLMENT = { hours: 10 * 365.25 * 24 }

export function treatmentRoutes(deps: TreatmentDeps) {
  return new Hono<StaffEnv>()
    .post(
      '/api/studies/:study/participants/:participant/treatments',
      accept(recordTreatmentContract),
      async (c) => {
        const { params, body } = c.var.input
        const membership = await memberOf(deps, c.var.person, params.study)
        const scope = participantOf(membership, params.participant)
        requireCoordinator(membership)
        const participant = await deps.participants.find(scope)
        if (!participant) throw notFound()
        if (!membership.study.treatments.some(({ kind }) => kind === body.kind))
          throw new ProblemError(treatmentProblems.unknownKind)
        const givenAt = Temporal.Instant.from(body.givenAt)
        const now = deps.clock.now()
        if (Temporal.Instant.compare(givenAt, now.add(CLOCK_SKEW)) > 0)
          throw new ProblemError(treatmentProblems.inFuture)
        const earliest = Temporal.Instant.from(participant.enrolledAt).subtract(FURTHEST_BEFORE_ENROLMENT)
        if (Temporal.Instant.compare(givenAt, earliest) < 0)
          throw new ProblemError(treatmentProblems.tooEarly)
        const treatment: Treatment = {
          ...{ study: scope.study, site: scope.site, participant: scope.participant },
          kind: body.kind,
          givenAt: isoOf(givenAt),
          recordedAt: isoOf(now),
        }
        const actor = { kind: 'coordinator', sub: c.var.person.sub } as const
        const earlier = await deps.treatments.ofParticipant(scope)
        const result = await recordTreatment(
          deps,
          membership.study,
          scope,
          participant,
          earlier,
          treatment,
          actor,
        )
        if (result === 'before-anchor') throw new ProblemError(treatmentProblems.beforeFirst)
        if (result === 'raced') throw new ProblemError(platformProblems.busy)
        return c.json(shown(treatment), result === 'recorded' ? 201 : 200)
      },
    )
    .get('/api/studies/:study/participants/:participant/treatments', accept(listTreatments), async (c) => {
      const { params } = c.var.input
      const scope = participantOf(await memberOf(deps, c.var.person, params.study), params.participant)
      if (!(await deps.participants.find(scope))) throw notFound()
      return c.json({ treatments: (await deps.treatments.ofParticipant(scope)).map(shown) })
    })
}

function shown({ kind, givenAt, recordedAt }: Treatment) {
  return { kind, givenAt, recordedAt }
}
