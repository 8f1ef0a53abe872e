import type { Context } from 'hono'
import { Hono } from 'hono'
import { Temporal } from 'temporal-polyfill'
import * as z from 'zod'
import { safetyProblems } from '../../../web/api/problems/safety-problems.ts'
import { instanceSchema, participantIdSchema } from '../../../web/api/schemas/path-parameters.ts'
import { CALL_OUTCOMES } from '../../../web/api/worklist/call-outcomes.ts'
import { CLOSING_REASONS } from '../../../web/api/worklist/closing-reasons.ts'
import { consolePaths, TodayPage, type TodayView } from '../../../web/console/index.ts'
import { isoOf } from '../../platform/core/clock.ts'
import { derivedId } from '../../platform/core/ids.ts'
import type { Log } from '../../platform/core/log.ts'
import {
  assignmentOf,
  type ParticipantScope,
  participantIn,
  type SiteScope,
} from '../../platform/core/scope.ts'
import { ProblemError } from '../../platform/http/problem.ts'
import type { TokenVerifier } from '../../platform/http/tokens.ts'
import type { Task } from '../../rules/worklist/worklist.ts'
import {
  memberOf,
  notFound,
  participantOf,
  requireCoordinator,
  siteOf,
} from '../../workflows/access/staff-access.ts'
import { handleAlert } from '../../workflows/alerts/handle-alert.ts'
import { openInterview } from '../../workflows/calls/open-interview.ts'
import { recordContact } from '../../workflows/calls/record-contact.ts'
import { readOne } from '../../workflows/worklist/read-message.ts'
import { readWorklist } from '../../workflows/worklist/read-worklist.ts'
import type { WorklistRouteDeps } from '../../workflows/worklist/worklist.deps.ts'
import { type ConsoleEnv, frameOf, languageIn } from '../app/console-app.tsx'
import type { Session } from '../sign-in/session.ts'
import { todayView } from './today-view.ts'

export type TodayDeps = WorklistRouteDeps & {
  readonly session: Session
  readonly tokens: TokenVerifier
  readonly log: Log
}

const READ_AT_ONCE = 25

const NOTICES = ['saved', 'alert-changed', 'refused', 'not-open'] as const
type Notice = NonNullable<TodayView['notice']>

const blankToNothing = (text: unknown) => (text === '' ? undefined : text)
const optionalText = z.preprocess(blankToNothing, z.string().trim().min(1).max(2000).optional())

const callForm = z
  .object({
    key: z.string().regex(/^[0-9a-z]{8,32}$/),
    outcome: z.enum(CALL_OUTCOMES),
    timepoint: z.preprocess(blankToNothing, instanceSchema.optional()),
    /** A wall time where the participant lives. */
    callBackAt: z.preprocess(blankToNothing, z.iso.datetime({ local: true, precision: -1 }).optional()),
    text: optionalText,
  })
  .refine(({ outcome, callBackAt }) => (outcome === 'call-back') === (callBackAt !== undefined))
  .refine(({ outcome, timepoint }) => outcome !== 'declined' || timepoint !== undefined)

const seenAlert = { alert: z.string().max(200), revision: z.coerce.number().int() }
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
export function todayRoutes(deps: TodayDeps) {
  const app = new Hono<ConsoleEnv>()
    .get('/studies/:study/worklist', async (c) => {
      const membership = await memberOf(deps, c.var.person, c.req.param('study'))
      const { sites } = membership.member
      const scope = siteOf(membership, c.req.query('site') ?? sites[0] ?? '')
      requireCoordinator(membership)
      const worklist = await readWorklist(deps, membership.study, scope)
      const notice = NOTICES.find((known) => known === c.req.query('notice')) ?? null
      const notArrived = await notArrivedOf(scope, worklist.tasks)
      const words = {
        ...{ now: deps.clock.now(), locale: languageIn(c), notArrived },
        newKey: () => deps.ids.random(16),
      }
      const view = todayView(membership.study, deps.library, scope.site, sites, worklist, notice, words)
      return c.html(<TodayPage frame={frameOf(c, membership)} view={view} />)
    })
    .post('/studies/:study/worklist/:participant/call', async (c) => {
      const scope = await participantToCall(c)
      const form = callForm.safeParse(await c.req.parseBody())
      if (!form.success) return back(c, scope, 'refused')
      const { key, outcome, timepoint, callBackAt, text } = form.data
      const assignment = timepoint && (await deps.assignments.find(assignmentOf(scope, timepoint)))
      if (timepoint !== undefined && !assignment) return back(c, scope, 'refused')
      const timeZone = await zoneOf(scope)
      const told = {
        ...{ kind: 'call' as const, outcome, timepoint, text, by: c.var.person.sub },
        id: derivedId(16, scope.study, scope.participant, key),
        callBackAt:
          callBackAt === undefined
            ? undefined
            : isoOf(Temporal.PlainDateTime.from(callBackAt).toZonedDateTime(timeZone).toInstant()),
      }
      try {
        await recordContact(deps, scope, told)
      } catch (error) {
        if (error instanceof ProblemError && [409, 422].includes(error.problem.status))
          return back(c, scope, 'refused')
        throw error
      }
      return back(c, scope, 'saved')
    })
    .post('/studies/:study/worklist/:participant/message', async (c) => {
      const scope = await participantToCall(c)
      const { message } = await c.req.parseBody()
      await readOne(deps, scope, String(message), c.var.person.sub)
      return back(c, scope, 'saved')
    })
    .post('/studies/:study/worklist/:participant/alert', async (c) => {
      const scope = await participantToCall(c)
      const form = alertForm.safeParse(await c.req.parseBody())
      if (!form.success) return back(c, scope, 'refused')
      const { alert, step: kind, ...step } = form.data
      try {
        const taken = { ...step, kind, by: c.var.person.sub } as Parameters<typeof handleAlert>[3]
        await handleAlert(deps, scope, alert, taken)
      } catch (error) {
        if (error instanceof ProblemError && error.problem === safetyProblems.alertChanged)
          return back(c, scope, 'alert-changed')
        throw error
      }
      return back(c, scope, 'saved')
    })
    .post('/studies/:study/worklist/:participant/interview', async (c) => {
      const scope = await participantToCall(c)
      const timepoint = instanceSchema.safeParse((await c.req.parseBody()).timepoint).data
      if (timepoint === undefined) return back(c, scope, 'refused')
      try {
        const { token } = await openInterview(deps, assignmentOf(scope, timepoint), c.var.person.sub)
        return c.redirect(`/s/${token}`, 303)
      } catch (error) {
        if (error instanceof ProblemError && error.problem.status !== 404) return back(c, scope, 'not-open')
        throw error
      }
    })

  /** Of the texts about what can be answered now. */
  async function notArrivedOf(site: SiteScope, tasks: readonly Task[]): Promise<ReadonlyMap<string, number>> {
    const counts = new Map<string, number>()
    const texted = tasks.filter(({ texts }) => texts > 0)
    for (let from = 0; from < texted.length; from += READ_AT_ONCE)
      await Promise.all(
        texted.slice(from, from + READ_AT_ONCE).map(async ({ participant, reasons }) => {
          const about = new Set(reasons.map(({ timepoint }) => timepoint))
          const texts = await deps.invitations.ofParticipant(participantIn(site, participant))
          const lost = texts.filter(
            ({ timepoint, state }) => about.has(timepoint) && (state === 'undelivered' || state === 'failed'),
          )
          counts.set(participant, lost.length)
        }),
      )
    return counts
  }

  /** A participant whom this person may call. @throws ProblemError 404, 403 */
  async function participantToCall(c: Context<ConsoleEnv>): Promise<ParticipantScope> {
    const membership = await memberOf(deps, c.var.person, c.req.param('study') ?? '')
    const id = participantIdSchema.safeParse(c.req.param('participant')).data
    const scope = id && participantOf(membership, id)
    if (!scope) throw notFound()
    requireCoordinator(membership)
    if (!(await deps.participants.find(scope))) throw notFound()
    return scope
  }

  async function zoneOf(scope: ParticipantScope): Promise<string> {
    return (await deps.participants.find(scope))?.timeZone ?? 'UTC'
  }

  return app
}

/** To the list again, with what came of it; where they stand on it still, to them. */
function back(c: Context, { study, site, participant }: ParticipantScope, notice: Notice) {
  return c.redirect(`${consolePaths.today(study, { site, notice })}#${participant}`, 303)
}
