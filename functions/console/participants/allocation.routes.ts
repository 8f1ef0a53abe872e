import { idSchema } from '../../../surveys/instrument/vocabulary-schema.ts'
import { participantIdSchema } from '../../../web/api/schemas/path-parameters.ts'
import { consolePaths } from '../../../web/console/index.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import { readForm } from '../../platform/http/form.ts'
import { createHono } from '../../platform/http/hono.ts'
import type { StaffDeps } from '../../workflows/access/staff.deps.ts'
import {
  buildNotFound,
  requireMembership,
  requireParticipant,
  requirePower,
  requireUnblinded,
} from '../../workflows/access/staff-access.ts'
import { changeParticipant } from '../../workflows/participants/change-participant.ts'
import type { ScheduleDeps } from '../../workflows/schedule/change-schedule.ts'
import type { ConsoleEnv } from '../app/console-app.tsx'

/** Recording somebody’s arm after enrolment, by the form on their page. What is refused is said there. */
export function createAllocationConsoleRoutes(deps: StaffDeps & ScheduleDeps) {
  return createHono<ConsoleEnv>().post('/studies/:study/participants/:participant/arm', async (c) => {
    const membership = await requireMembership(deps, c.var.person, c.req.param('study'), {
      participant: c.req.param('participant'),
    })
    const id = participantIdSchema.safeParse(c.req.param('participant')).data
    const scope = id && requireParticipant(membership, id)
    if (!scope) throw buildNotFound()
    requirePower(membership, 'record')
    requireUnblinded(membership)
    const { arm: typed = '', armReason: reason = '' } = await readForm(c)
    const go = (notice: 'armSaved' | 'armRefused') =>
      c.redirect(consolePaths.participant(scope.study, scope.participant, { notice }), 303)
    const arm = idSchema.safeParse(typed).data
    if (arm === undefined) return go('armRefused')
    const armReason = reason.trim().slice(0, 300) || undefined
    try {
      const change = { arm, armReason }
      const result = await changeParticipant(deps, membership.study, scope, change, c.var.person.sub)
      if (result === 'nobody') throw buildNotFound()
    } catch (error) {
      const status = error instanceof ProblemError ? error.problem.status : 500
      if (status !== 409 && status !== 422) throw error
      return go('armRefused')
    }
    return go('armSaved')
  })
}
