import { Hono } from 'hono'
import type * as z from 'zod'
import type { AssignmentStore } from '../assignment/assignment.store.ts'
import type { AuthoriseDeps, StaffEnv, StudyMember } from '../membership/staff.ts'
import { memberOf, notFound, participantOf } from '../membership/staff.ts'
import type { ParticipantStore } from '../participant/participant.store.ts'
import { type Clock, isoOf } from '../platform/clock.ts'
import { accept } from '../platform/contract.ts'
import type { Log } from '../platform/log.ts'
import type { TokenVerifier } from '../platform/tokens.ts'
import { inForceAndSuperseded, type ScoreStore } from '../score/score.store.ts'
import type { TreatmentStore } from '../treatment/treatment.store.ts'
import { asOfAsked, requireFollowUp, unknownName } from './asked.ts'
import { getOutcomes, getScores } from './outcome.contract.ts'
import { outcomeCsv } from './outcome.csv.ts'
import { computeOutcome, type Outcome } from './outcome.ts'
import { participantOutcome } from './participant-outcome.ts'

export type OutcomeRouteDeps = AuthoriseDeps & {
  readonly clock: Clock
  readonly log: Log
  readonly tokens: TokenVerifier
  readonly participants: ParticipantStore
  readonly assignments: AssignmentStore
  readonly scores: ScoreStore
  readonly treatments: TreatmentStore
}

/** Scores and outcomes: reads the Study table only. */
export function outcomeRoutes(deps: OutcomeRouteDeps) {
  return new Hono<StaffEnv>()
    .get('/api/studies/:study/outcomes', accept(getOutcomes), async (c) => {
      const { params, query } = c.var.input
      const membership = await memberOf(deps, c.var.person, params.study)
      const outcome = await outcomeAsked(deps, membership, query)
      if (query.format === 'json') return c.json(outcome)
      c.header('content-disposition', `attachment; filename="${outcomeFileName(query)}"`)
      return c.body(outcomeCsv(outcome), 200, { 'content-type': 'text/csv; charset=utf-8' })
    })
    .get('/api/studies/:study/participants/:participant/scores', accept(getScores), async (c) => {
      const { params } = c.var.input
      const membership = await memberOf(deps, c.var.person, params.study)
      const scope = participantOf(membership, params.participant)
      if (!(await deps.participants.find(scope))) throw notFound()
      const [assignments, everySheet, treatments] = await Promise.all([
        deps.assignments.ofParticipant(scope),
        deps.scores.everyOfParticipant(scope),
        deps.treatments.ofParticipant(scope),
      ])
      const now = deps.clock.now()
      const outcome = participantOutcome(
        membership.study,
        deps.library,
        { assignments, treatments, ...inForceAndSuperseded(everySheet) },
        now,
      )
      return c.json({ participant: params.participant, asOf: isoOf(now), ...outcome })
    })
}

/** @throws ProblemError 422 for a definition or timepoint that the study does not have, and an instant to come */
export async function outcomeAsked(
  deps: OutcomeRouteDeps,
  { member, study }: StudyMember,
  query: z.output<typeof getOutcomes.query>,
): Promise<Outcome> {
  const definition = study.responderDefinitions.find(({ id }) => id === query.definition)
  if (!definition) throw unknownName('?definition', 'must be a responder definition of the study')
  requireFollowUp(study, query.timepoint)
  const { timepoint, tau2, interval, prediction } = query
  const question = { definition, timepoint, pooling: { tau2, interval, prediction } }
  return computeOutcome(deps, member, study, question, asOfAsked(deps.clock, query.asOf))
}

export function outcomeFileName({
  definition,
  timepoint,
}: {
  definition: string
  timepoint: string
}): string {
  return `${definition}-${timepoint}.csv`
}
