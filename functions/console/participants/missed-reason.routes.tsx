import type { Context } from 'hono'
import * as z from 'zod/mini'
import { formatOccurrenceTitle } from '../../../surveys/study/occurrence.ts'
import { missedReasonSchema } from '../../../web/api/participants/missed-reasons.ts'
import { missedReasonProblems } from '../../../web/api/problems/missed-reason-problems.ts'
import { scheduleProblems } from '../../../web/api/problems/schedule-problems.ts'
import { occurrenceSchema, participantIdSchema } from '../../../web/api/schemas/path-parameters.ts'
import { consolePaths, MissedReasonPage } from '../../../web/console/index.ts'
import type { Log } from '../../platform/core/log.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import { type AssessmentScope, buildAssessmentScope } from '../../platform/core/scope.ts'
import { readForm } from '../../platform/http/form.ts'
import { createHono } from '../../platform/http/hono.ts'
import type { TokenVerifier } from '../../platform/http/tokens.ts'
import { findMissedReason } from '../../records/assessment/missed-reason.ts'
import type { ParticipantStore } from '../../records/participant/participant.store.ts'
import { formatDisposition } from '../../records/participant/participant.ts'
import {
  buildNotFound,
  requireMembership,
  requireParticipant,
  requirePower,
} from '../../workflows/access/staff-access.ts'
import { type MissedReasonDeps, recordMissedReason } from '../../workflows/calls/record-missed-reason.ts'
import { buildFrame, type ConsoleEnv, readLanguage } from '../app/console-app.tsx'
import type { Session } from '../sign-in/session.ts'

export type MissedReasonConsoleDeps = MissedReasonDeps & {
  readonly session: Session
  readonly tokens: TokenVerifier
  readonly publicUrl: string
  readonly log: Log
  readonly participants: Pick<ParticipantStore, 'find'>
}

/** An empty choice takes back what was recorded. */
const form = z.object({
  reason: z.union([
    z.pipe(
      z.literal(''),
      z.transform(() => null),
    ),
    missedReasonSchema,
  ]),
})

const FAULTS: Readonly<Record<string, 'neither-missed-nor-late' | 'too-often'>> = {
  [missedReasonProblems.neitherMissedNorLate.code]: 'neither-missed-nor-late',
  [scheduleProblems.changedTooOften.code]: 'too-often',
}

/** Why questions were missed or answered late, from the form on the participant's page, without a script. */
export function createMissedReasonConsoleRoutes(deps: MissedReasonConsoleDeps) {
  const app = createHono<ConsoleEnv>().post(
    '/studies/:study/participants/:participant/assessments/:timepoint/reason',
    async (c) => {
      const membership = await requireMembership(deps, c.var.person, c.req.param('study'), {
        participant: c.req.param('participant'),
      })
      const participant = participantIdSchema.safeParse(c.req.param('participant')).data
      const timepoint = occurrenceSchema.safeParse(c.req.param('timepoint')).data
      const owner = participant && requireParticipant(membership, participant)
      if (!owner || timepoint === undefined) throw buildNotFound()
      const by = requirePower(membership, 'settle')
      const scope = buildAssessmentScope(owner, timepoint)
      const chosen = form.safeParse(await readForm(c))
      if (!chosen.success) return renderRefusal(c, scope, 'reason')
      try {
        const result = await recordMissedReason(deps, scope, chosen.data.reason, by)
        if (result === 'nobody') throw buildNotFound()
      } catch (error) {
        const fault = error instanceof ProblemError ? FAULTS[error.problem.code] : undefined
        if (!fault) throw error
        return renderRefusal(c, scope, fault)
      }
      const { study } = membership
      return c.redirect(consolePaths.participant(study.id, scope.participant, { notice: 'reasonSaved' }), 303)
    },
  )

  async function renderRefusal(
    c: Context<ConsoleEnv>,
    scope: AssessmentScope,
    fault: 'reason' | 'neither-missed-nor-late' | 'too-often',
  ) {
    const membership = await requireMembership(deps, c.var.person, scope.study, scope)
    const [assessment, participant] = await Promise.all([
      deps.assessments.find(scope),
      deps.participants.find(scope),
    ])
    if (!assessment || !participant) throw buildNotFound()
    const site = membership.study.sites.find(({ id }) => id === scope.site)
    const title = formatOccurrenceTitle(membership.study, scope.timepoint, readLanguage(c))
    const reason = findMissedReason(assessment)?.reason ?? null
    return c.html(
      <MissedReasonPage
        frame={buildFrame(c, membership)}
        participant={scope.participant}
        ended={formatDisposition(participant.ended)}
        timeZone={site?.timeZone ?? 'UTC'}
        view={{ timepoint: { id: scope.timepoint, title }, reason }}
        fault={fault}
      />,
      fault === 'reason' ? 422 : 409,
    )
  }

  return app
}
