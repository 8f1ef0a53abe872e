import { endParticipation, resumeParticipation } from '../../../web/api/participants/disposition.ts'
import type { EndConfirmation } from '../../../web/api/participants/end-confirmations.ts'
import { participantProblems } from '../../../web/api/problems/participant-problems.ts'
import { formatIso } from '../../platform/core/clock.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import { createContractRoutes } from '../../platform/http/contract-routes.ts'
import { buildFieldRefusal } from '../../platform/http/request.ts'
import type { AuditEvent } from '../../records/audit/audit.ts'
import type { ParticipantStore } from '../../records/participant/participant.store.ts'
import {
  formatDisposition,
  listDispositions,
  type Participant,
  type ParticipationEnd,
} from '../../records/participant/participant.ts'
import { isConfirmed } from '../../rules/schedule/confirmed.ts'
import { listEndConfirmations } from '../../rules/schedule/end-confirmations.ts'
import type { FollowedVersions } from '../../rules/schedule/versioned-plan.ts'
import type { StaffDeps } from '../../workflows/access/staff.deps.ts'
import {
  buildNotFound,
  requireMembership,
  requireParticipant,
  requirePower,
  type StaffEnv,
} from '../../workflows/access/staff-access.ts'
import { endAllLinks, type LinkDeps } from '../../workflows/links/end-links.ts'
import {
  changeSchedule,
  requireRoomForHistory,
  type ScheduleDeps,
} from '../../workflows/schedule/change-schedule.ts'
import { previewSchedule, type ScheduleRecord } from '../../workflows/schedule/record-plan.ts'

export type DispositionDeps = StaffDeps &
  ScheduleDeps &
  LinkDeps & { readonly participants: ParticipantStore }

/** A clinic's clock may be a little ahead of ours. */
const CLOCK_SKEW_MS = 5 * 60_000

/** How a participation ended. Everything that was still to come follows from it, in one transaction. */
export function createDispositionRoutes(deps: DispositionDeps) {
  return createContractRoutes<StaffEnv>()
    .answer(endParticipation, async (c) => {
      const params = c.req.valid('param')
      const body = c.req.valid('json')
      const at = new Date(body.at).toISOString()
      if (Date.parse(at) > deps.clock.now().epochMilliseconds + CLOCK_SKEW_MS)
        throw buildFieldRefusal('/at', 'in-future', 'must not be in the future')
      const ended: ParticipationEnd = {
        ...{ how: body.how, at, recordedAt: formatIso(deps.clock.now()) },
        ...(body.reason && { reason: body.reason }),
      }
      return c.json(await changeDisposition(c.var.person.sub, params, ended, body.confirm), 200)
    })
    .answer(resumeParticipation, async (c) =>
      c.json(await changeDisposition(c.var.person.sub, c.req.valid('param'), undefined), 200),
    )

  async function changeDisposition(
    sub: string,
    params: { study: string; participant: string },
    ended: ParticipationEnd | undefined,
    confirmed: readonly string[] = [],
  ) {
    const membership = await requireMembership(deps, { sub }, params.study, params)
    const scope = requireParticipant(membership, params.participant)
    requirePower(membership, 'record')
    const result = await changeSchedule(deps, membership.study, scope, (read, versions) => {
      if (!read) return 'nobody'
      const { ended: before, ...rest } = read.participant
      if (isSame(before, ended)) return 'unchanged'
      if (!ended) requireRoomForHistory(read)
      const asked = ended ? requireConfirmed(versions, read, ended, confirmed) : []
      const dispositions = [
        ...listDispositions(read.participant),
        ended ?? { how: null, recordedAt: formatIso(deps.clock.now()) },
      ]
      const participant: Participant = { ...rest, ...(ended && { ended }), dispositions }
      const event: AuditEvent = {
        action: ended ? 'participation.ended' : 'participation.resumed',
        actor: { kind: 'coordinator' as const, sub },
        about: {
          ...(ended && { how: ended.how, at: ended.at }),
          ...(asked.length > 0 && { confirmed: asked.join(' ') }),
        },
      }
      return { participant, writes: [], event }
    })
    const participant = result === 'nobody' ? undefined : await deps.participants.find(scope)
    if (!participant) throw buildNotFound()
    // Also where it was recorded before: the process may have died in between.
    if (participant.ended) {
      const when = { at: formatIso(deps.clock.now()), since: participant.ended.recordedAt }
      await endAllLinks(deps, scope, when)
    }
    return { participant: participant.participant, ended: formatDisposition(participant.ended) }
  }

  /** What was confirmed, for the audit. @throws ProblemError 409 where the request does not confirm exactly what is unusual */
  function requireConfirmed(
    versions: FollowedVersions,
    read: ScheduleRecord,
    ended: ParticipationEnd,
    confirmed: readonly string[],
  ): readonly EndConfirmation[] {
    const now = formatIso(deps.clock.now())
    const confirm = listEndConfirmations(ended.at, read.treatments, read.participant.enrolledAt, now)
    if (isConfirmed(confirm, confirmed)) return confirm
    const plan = previewSchedule(versions, read, { participant: { ...read.participant, ended } }, now)
    throw new ProblemError(participantProblems.endNeedsConfirmation, [], { members: { confirm, plan } })
  }
}

function isSame(a: ParticipationEnd | undefined, b: ParticipationEnd | undefined): boolean {
  return a?.how === b?.how && a?.at === b?.at && a?.reason === b?.reason
}
