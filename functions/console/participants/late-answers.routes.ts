import * as z from 'zod/mini'
import { LATE_DECISIONS } from '../../../web/api/participants/late-answers.ts'
import { platformProblems } from '../../../web/api/problems/platform-problems.ts'
import { occurrenceSchema, participantIdSchema } from '../../../web/api/schemas/path-parameters.ts'
import { consolePaths } from '../../../web/console/index.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import { buildAssessmentScope } from '../../platform/core/scope.ts'
import { readForm } from '../../platform/http/form.ts'
import { createHono } from '../../platform/http/hono.ts'
import type { StaffDeps } from '../../workflows/access/staff.deps.ts'
import {
  buildNotFound,
  requireMembership,
  requireParticipant,
  requirePower,
} from '../../workflows/access/staff-access.ts'
import type { ResponseDeps } from '../../workflows/responses/response.deps.ts'
import type { ConsoleEnv } from '../app/console-app.tsx'

export type LateAnswersConsoleDeps = StaffDeps & ResponseDeps

const form = z.object({ decision: z.enum(LATE_DECISIONS) })

/** Taking in or leaving out what arrived after a window had closed, by the buttons on the participant's page. */
export function createLateAnswersConsoleRoutes(deps: LateAnswersConsoleDeps) {
  return createHono<ConsoleEnv>().post(
    '/studies/:study/participants/:participant/assessments/:timepoint/late-answers',
    async (c) => {
      const membership = await requireMembership(deps, c.var.person, c.req.param('study'), {
        participant: c.req.param('participant'),
      })
      const participant = participantIdSchema.safeParse(c.req.param('participant')).data
      const timepoint = occurrenceSchema.safeParse(c.req.param('timepoint')).data
      const owner = participant && requireParticipant(membership, participant)
      if (!owner || timepoint === undefined) throw buildNotFound()
      const by = requirePower(membership, 'settle')
      const chosen = form.safeParse(await readForm(c))
      if (!chosen.success) throw new ProblemError(platformProblems.invalidInput)
      const scope = buildAssessmentScope(owner, timepoint)
      // Scoring is loaded with the first decision.
      const { decideLateAnswers } = await import('../../workflows/responses/decide-late-answers.ts')
      const decided = await decideLateAnswers(deps, scope, chosen.data.decision, by)
      if (decided === 'nobody') throw buildNotFound()
      return c.redirect(
        consolePaths.participant(scope.study, scope.participant, { notice: 'lateDecided' }),
        303,
      )
    },
  )
}
