import { Hono } from 'hono'
import { measuresFor } from '../../../surveys/study/measures.ts'
import type { AssignmentStore } from '../../assignment/assignment.store.ts'
import {
  type AuthoriseDeps,
  memberOf,
  notFound,
  participantOf,
  type StaffEnv,
} from '../../membership/staff.ts'
import type { ParticipantStore } from '../../participant/participant.store.ts'
import type { Clock } from '../../platform/clock.ts'
import { accept } from '../../platform/contract.ts'
import type { ScoreStore } from '../../score/score.store.ts'
import type { TreatmentStore } from '../../treatment/treatment.store.ts'
import { asOfAsked } from '../asked.ts'
import { getParticipantResponse } from './participant-response.contract.ts'
import { participantResponse } from './participant-response.ts'

export type ParticipantResponseDeps = AuthoriseDeps & {
  readonly clock: Clock
  readonly participants: Pick<ParticipantStore, 'find'>
  readonly assignments: Pick<AssignmentStore, 'ofParticipant'>
  readonly scores: Pick<ScoreStore, 'everyOfParticipant'>
  readonly treatments: Pick<TreatmentStore, 'everyOfParticipant'>
}

/** For members of the participant's site, of nobody else. */
export function participantResponseRoutes(deps: ParticipantResponseDeps) {
  return new Hono<StaffEnv>().get(
    '/api/studies/:study/participants/:participant/response',
    accept(getParticipantResponse),
    async (c) => {
      const { params, query } = c.var.input
      const membership = await memberOf(deps, c.var.person, params.study)
      const scope = participantOf(membership, params.participant)
      if (!(await deps.participants.find(scope))) throw notFound()
      const asOf = asOfAsked(deps.clock, query.asOf)
      const [assignments, sheets, treatments] = await Promise.all([
        deps.assignments.ofParticipant(scope),
        deps.scores.everyOfParticipant(scope),
        deps.treatments.everyOfParticipant(scope),
      ])
      const { study } = membership
      const measures = measuresFor(study, deps.library)
      const rows = { participant: params.participant, assignments, sheets, treatments }
      return c.json(participantResponse(study, measures, rows, { asOf, baselineRule: query.baselineRule }))
    },
  )
}
