import type { Context } from 'hono'
import { Temporal } from 'temporal-polyfill'
import * as z from 'zod/mini'
import { safetyProblems } from '../../../web/api/problems/safety-problems.ts'
import { occurrenceSchema } from '../../../web/api/schemas/path-parameters.ts'
import { CALL_OUTCOMES } from '../../../web/api/worklist/call-outcomes.ts'
import { CLOSING_REASONS } from '../../../web/api/worklist/closing-reasons.ts'
import { wordsSchema } from '../../../web/api/worklist/worklist.ts'
import { consolePaths, TodayPage, type TodayView } from '../../../web/console/index.ts'
import { formatIso } from '../../platform/core/clock.ts'
import { deriveId } from '../../platform/core/ids.ts'
import { toInstant } from '../../platform/core/instant.ts'
import type { Log } from '../../platform/core/log.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import { buildAssessmentScope, type ParticipantScope } from '../../platform/core/scope.ts'
import { readForm } from '../../platform/http/form.ts'
import { createHono } from '../../platform/http/hono.ts'
import type { TokenVerifier } from '../../platform/http/tokens.ts'
import { requireMembership, requirePower, requireSite } from '../../workflows/access/staff-access.ts'
import { handleAlert } from '../../workflows/alerts/handle-alert.ts'
import { readOnCall } from '../../workflows/alerts/on-call-people.ts'
import { openInterview } from '../../workflows/calls/open-interview.ts'
import { recordContact } from '../../workflows/calls/record-contact.ts'
import { changeHandling, type MessageStep } from '../../workflows/worklist/handle-message.ts'
import { type EvidenceDeps, readAlertEvidence } from '../../workflows/worklist/read-evidence.ts'
import { readWorklist, type Worklist } from '../../workflows/worklist/read-worklist.ts'
import type { WorklistRouteDeps } from '../../workflows/worklist/worklist.deps.ts'
import { buildFrame, type ConsoleEnv, readLanguage } from '../app/console-app.tsx'
import { requireParticipantCase } from '../participants/participant-case.ts'
import type { Session } from '../sign-in/session.ts'
import { buildTodayView } from './today-view.ts'

export type TodayDeps = WorklistRouteDeps &
  EvidenceDeps & {
    readonly session: Session
    readonly tokens: TokenVerifier
    readonly log: Log
  }

const NOTICES = [
  ...(['saved', 'alert-changed', 'message-changed', 'note-needed', 'refused', 'not-open'] as const),
  ...(['erasure-saved', 'erasure-same-person', 'erasure-changed'] as const),
  ...(['erasure-alert-open', 'erasure-refused'] as const),
]
type Notice = NonNullable<TodayView['notice']>

const dropBlank = (text: unknown) => (text === '' ? undefined : text)
const optionalText = z.pipe(z.transform(dropBlank), z.optional(wordsSchema))

const callForm = z
  .object({
    key: z.string().check(z.regex(/^[0-9a-z]{8,32}$/)),
    outcome: z.enum(CALL_OUTCOMES),
    timepoint: z.pipe(z.transform(dropBlank), z.optional(occurrenceSchema)),
    /** A wall time where the participant lives. */
    callBackAt: z.pipe(z.transform(dropBlank), z.optional(z.iso.datetime({ local: true, precision: -1 }))),
    text: optionalText,
  })
  .check(
    z.refine(({ outcome, callBackAt }) => (outcome === 'call-back') === (callBackAt !== undefined)),
    z.refine(({ outcome, timepoint }) => outcome !== 'declined' || timepoint !== undefined),
  )

const messageForm = z.object({
  message: z.string().check(z.maxLength(200)),
  note: wordsSchema,
})

const seenAlert = { alert: z.string().check(z.maxLength(200)), revision: z.coerce.number().check(z.int()) }
const alertForm = z.discriminatedUnion('step', [
  z.object({ ...seenAlert, step: z.literal('acknowledge') }),
  z.object({
    ...seenAlert,
    step: z.literal('close'),
    reason: z.enum(CLOSING_REASONS),
    note: optionalText,
  }),
])

/** The worklist in the browser: a page and a form for each step, without a script. */
export function createTodayRoutes(deps: TodayDeps) {
  const app = createHono<ConsoleEnv>()
    .get('/studies/:study/worklist', async (c) => {
      const membership = await requireMembership(deps, c.var.person, c.req.param('study'), {
        site: c.req.query('site'),
      })
      const { sites } = membership.member
      const scope = requireSite(membership, c.req.query('site') ?? sites[0] ?? '')
      requirePower(membership, 'record')
      const reading = {
        reader: { kind: 'coordinator', sub: c.var.person.sub },
        scope,
        what: 'worklist',
      } as const
      const worklist = await deps.identified.open(reading, readWorklist(deps, membership.study, scope))
      const notice = NOTICES.find((known) => known === c.req.query('notice')) ?? null
      const notArrived = countUndeliveredTexts(worklist)
      const words = {
        ...{ now: toInstant(deps.clock.now()), locale: readLanguage(c), notArrived },
        createKey: () => deps.ids.random(16),
        evidence: await readAlertEvidence(deps, membership.library, scope, worklist),
        viewer: c.var.person.sub,
        isLeadsOnCallEmpty:
          (await readOnCall(deps.findPhone, await deps.findLeadsOnCall(scope.study))).reached.length === 0,
      }
      const view = buildTodayView(
        membership.study,
        membership.library,
        scope.site,
        sites,
        worklist,
        notice,
        words,
      )
      return c.html(<TodayPage frame={buildFrame(c, membership)} view={view} />)
    })
    .post('/studies/:study/worklist/:participant/call', async (c) => {
      const { scope, participant } = await requireParticipantCase(deps, c)
      const form = callForm.safeParse(await readForm(c))
      if (!form.success) return redirectToWorklist(c, scope, 'refused')
      const { key, outcome, timepoint, callBackAt, text } = form.data
      const assessment = timepoint && (await deps.assessments.find(buildAssessmentScope(scope, timepoint)))
      if (timepoint !== undefined && !assessment) return redirectToWorklist(c, scope, 'refused')
      const reported = {
        ...{ kind: 'call' as const, outcome, timepoint, text, by: c.var.person.sub },
        id: deriveId(16, scope.study, scope.participant, key),
        callBackAt:
          callBackAt === undefined
            ? undefined
            : formatIso(
                Temporal.PlainDateTime.from(callBackAt).toZonedDateTime(participant.timeZone).toInstant(),
              ),
      }
      try {
        await recordContact(deps, scope, reported)
      } catch (error) {
        if (error instanceof ProblemError && [409, 422].includes(error.problem.status))
          return redirectToWorklist(c, scope, 'refused')
        throw error
      }
      return redirectToWorklist(c, scope, 'saved')
    })
    .post('/studies/:study/worklist/:participant/message', async (c) => {
      const { scope } = await requireParticipantCase(deps, c)
      const form = messageForm.safeParse(await readForm(c))
      if (!form.success) return redirectToWorklist(c, scope, 'note-needed')
      const { message, note } = form.data
      return handle(c, scope, message, { step: 'handled', note, by: c.var.person.sub })
    })
    .post('/studies/:study/worklist/:participant/reopen', async (c) => {
      const { scope } = await requireParticipantCase(deps, c)
      const { message } = await readForm(c)
      return handle(c, scope, String(message), { step: 'reopened', by: c.var.person.sub })
    })
    .post('/studies/:study/worklist/:participant/alert', async (c) => {
      const { scope } = await requireParticipantCase(deps, c)
      const form = alertForm.safeParse(await readForm(c))
      if (!form.success) return redirectToWorklist(c, scope, 'refused')
      const { alert, step: kind, ...step } = form.data
      try {
        const taken = { ...step, kind, by: c.var.person.sub } as Parameters<typeof handleAlert>[3]
        await handleAlert(deps, scope, alert, taken)
      } catch (error) {
        if (error instanceof ProblemError && error.problem === safetyProblems.alertChanged)
          return redirectToWorklist(c, scope, 'alert-changed')
        throw error
      }
      return redirectToWorklist(c, scope, 'saved')
    })
    .post('/studies/:study/worklist/:participant/interview', async (c) => {
      const { scope } = await requireParticipantCase(deps, c)
      const timepoint = occurrenceSchema.safeParse((await readForm(c)).timepoint).data
      if (timepoint === undefined) return redirectToWorklist(c, scope, 'refused')
      try {
        const { token } = await openInterview(deps, buildAssessmentScope(scope, timepoint), c.var.person.sub)
        return c.redirect(`/s/${token}`, 303)
      } catch (error) {
        if (error instanceof ProblemError && error.problem.status !== 404)
          return redirectToWorklist(c, scope, 'not-open')
        throw error
      }
    })

  async function handle(
    c: Context<ConsoleEnv>,
    scope: ParticipantScope,
    message: string,
    step: MessageStep,
  ): Promise<Response> {
    try {
      await changeHandling(deps, scope, message, step)
    } catch (error) {
      if (error instanceof ProblemError && error.problem === safetyProblems.messageChanged)
        return redirectToWorklist(c, scope, 'message-changed')
      throw error
    }
    return redirectToWorklist(c, scope, 'saved')
  }

  return app
}

/** To the list again, with what came of it; where they stand on it still, to them. */
function redirectToWorklist(c: Context, { study, site, participant }: ParticipantScope, notice: Notice) {
  return c.redirect(`${consolePaths.today(study, { site, notice })}#${participant}`, 303)
}

/** By participant: of the texts about what can be answered now. */
function countUndeliveredTexts({ tasks, assessments }: Worklist): ReadonlyMap<string, number> {
  const byParticipant = Map.groupBy(assessments, ({ participant }) => participant)
  return new Map(
    tasks
      .filter(({ texts }) => texts > 0)
      .map(({ participant, reasons }) => {
        const about = new Set(reasons.map(({ timepoint }) => timepoint))
        const own = (byParticipant.get(participant) ?? []).filter(({ timepoint }) => about.has(timepoint))
        return [participant, own.reduce((sum, { undelivered }) => sum + undelivered, 0)]
      }),
  )
}
