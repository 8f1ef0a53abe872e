import type { Context } from 'hono'
import * as z from 'zod/mini'
import { CANCEL_REASONS, ERASURE_GRADES } from '../../../web/api/participants/erasure-grades.ts'
import { erasureProblems } from '../../../web/api/problems/erasure-problems.ts'
import { participantIdSchema } from '../../../web/api/schemas/path-parameters.ts'
import { consolePaths, type ErasureNotice } from '../../../web/console/index.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import type { ParticipantScope } from '../../platform/core/scope.ts'
import { readForm } from '../../platform/http/form.ts'
import { createHono } from '../../platform/http/hono.ts'
import type { ParticipantStore } from '../../records/participant/participant.store.ts'
import {
  type AuthoriseDeps,
  buildNotFound,
  requireMembership,
  requireParticipant,
  requirePower,
} from '../../workflows/access/staff-access.ts'
import {
  cancelErasure,
  confirmErasure,
  type DecideErasureDeps,
  recordErasure,
} from '../../workflows/erasure/decide-erasure.ts'
import type { ConsoleEnv } from '../app/console-app.tsx'

type ErasureConsoleDeps = AuthoriseDeps &
  DecideErasureDeps & { readonly participants: Pick<ParticipantStore, 'find'> }

const grade = z.enum(ERASURE_GRADES)
const form = z.discriminatedUnion('step', [
  z.object({ step: z.literal('record'), grade }),
  z.object({ step: z.literal('confirm'), grade }),
  z.object({ step: z.literal('cancel'), reason: z.enum(CANCEL_REASONS) }),
])

const REFUSALS: Readonly<Record<string, ErasureNotice>> = {
  [erasureProblems.samePerson.code]: 'erasure-same-person',
  [erasureProblems.changed.code]: 'erasure-changed',
  [erasureProblems.underWay.code]: 'erasure-changed',
  [erasureProblems.alertOpen.code]: 'erasure-alert-open',
}

/** The steps of stopping or erasing, from the forms on Today and on the participant’s page. */
export function createErasureConsoleRoutes(deps: ErasureConsoleDeps) {
  return createHono<ConsoleEnv>().post('/studies/:study/worklist/:participant/erasure', async (c) => {
    const membership = await requireMembership(deps, c.var.person, c.req.param('study'), {
      participant: c.req.param('participant'),
    })
    const id = participantIdSchema.safeParse(c.req.param('participant')).data
    const scope = id && requireParticipant(membership, id)
    if (!scope) throw buildNotFound()
    const fields = await readForm(c)
    const asked = form.safeParse(fields)
    if (!asked.success) return redirect(c, scope, fields.from, 'erasure-refused')
    const by = requirePower(membership, 'decide')
    // Leads look on, and may be the second person.
    if (asked.data.step !== 'confirm') requirePower(membership, 'record')
    if (!(await deps.participants.find(scope))) throw buildNotFound()
    try {
      switch (asked.data.step) {
        case 'record':
          await recordErasure(deps, membership.study, scope, asked.data.grade, by)
          break
        case 'confirm':
          await confirmErasure(deps, membership.study, scope, asked.data.grade, by)
          break
        case 'cancel':
          await cancelErasure(deps, scope, asked.data.reason, by)
      }
    } catch (error) {
      const notice = error instanceof ProblemError ? REFUSALS[error.problem.code] : undefined
      if (!notice) throw error
      return redirect(c, scope, fields.from, notice)
    }
    return redirect(c, scope, fields.from, 'erasure-saved')
  })
}

function redirect(
  c: Context<ConsoleEnv>,
  { study, site, participant }: ParticipantScope,
  from: unknown,
  notice: ErasureNotice,
) {
  const page =
    from === 'participant'
      ? consolePaths.participant(study, participant, { notice })
      : `${consolePaths.today(study, { site, notice })}#${participant}`
  return c.redirect(page, 303)
}
