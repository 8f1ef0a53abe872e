import type { Context } from 'hono'
import { participantIdSchema } from '../../../web/api/schemas/path-parameters.ts'
import type { ParticipantScope } from '../../platform/core/scope.ts'
import type { ParticipantStore } from '../../records/participant/participant.store.ts'
import type { Participant } from '../../records/participant/participant.ts'
import {
  type AuthoriseDeps,
  buildNotFound,
  requireMembership,
  requireParticipant,
  requirePower,
  type StudyMember,
} from '../../workflows/access/staff-access.ts'
import type { ConsoleEnv } from '../app/console-app.tsx'

export type ParticipantCaseDeps = AuthoriseDeps & { readonly participants: Pick<ParticipantStore, 'find'> }

export type ParticipantCase = {
  readonly membership: StudyMember
  readonly scope: ParticipantScope
  readonly participant: Participant
}

/**
 * The participant of a page’s address, for somebody who calls and records at their clinic.
 *
 * @throws ProblemError 404 of somebody who is not there or not theirs, 403 of who may not record
 */
export async function requireParticipantCase(
  deps: ParticipantCaseDeps,
  c: Context<ConsoleEnv>,
): Promise<ParticipantCase> {
  const membership = await requireMembership(deps, c.var.person, c.req.param('study') ?? '', {
    participant: c.req.param('participant'),
  })
  const id = participantIdSchema.safeParse(c.req.param('participant')).data
  const scope = id && requireParticipant(membership, id)
  if (!scope) throw buildNotFound()
  requirePower(membership, 'record')
  const participant = await deps.participants.find(scope)
  if (!participant) throw buildNotFound()
  return { membership, scope, participant }
}
