import type { Context } from 'hono'
import * as z from 'zod/mini'
import { CLINICAL_EVENT_KINDS, clinicalEventDetailSchema } from '../../../surveys/study/clinical-event.ts'
import {
  clinicalEventIdSchema,
  EVENT_VOID_REASONS,
} from '../../../web/api/clinical-events/clinical-events.ts'
import { clinicalEventProblems } from '../../../web/api/problems/clinical-event-problems.ts'
import { scheduleProblems } from '../../../web/api/problems/schedule-problems.ts'
import {
  type ClinicalEventFault,
  type ClinicalEventField,
  ClinicalEventPage,
  type ClinicalEventView,
  ClinicalEventVoidingPage,
  type ClinicalEventVoidingView,
  consolePaths,
  type Typed,
} from '../../../web/console/index.ts'
import type { ApiCall } from '../../platform/http/api-call.ts'
import { readFormFields } from '../../platform/http/form.ts'
import { createHono } from '../../platform/http/hono.ts'
import type { ClinicalEventStore } from '../../records/clinical-event/clinical-event.store.ts'
import type { ParticipantStore } from '../../records/participant/participant.store.ts'
import type { StaffDeps } from '../../workflows/access/staff.deps.ts'
import { buildNotFound } from '../../workflows/access/staff-access.ts'
import { buildFrame, type ConsoleEnv } from '../app/console-app.tsx'
import { buildStatusError, findSite, parseDecimal, readTypedFields } from './form-fields.ts'
import { listEvents } from './listed-event.ts'
import { type ParticipantCase, requireParticipantCase } from './participant-case.ts'
import { parseWallTime } from './wall-time.ts'

export type ClinicalEventConsoleDeps = StaffDeps & {
  readonly callApi: ApiCall
  readonly participants: Pick<ParticipantStore, 'find'>
  readonly clinicalEvents: Pick<ClinicalEventStore, 'find'>
}

const problemSchema = z.object({ type: z.string() })

/** Recording and voiding a clinical event in the browser, without a script. */
export function createClinicalEventConsoleRoutes(deps: ClinicalEventConsoleDeps) {
  const base = '/studies/:study/participants/:participant'
  const app = createHono<ConsoleEnv>()
    .get(`${base}/event`, async (c) => {
      const found = await requireParticipantCase(deps, c)
      return renderForm(c, found, { kind: c.req.query('kind') ?? '' }, null, 200)
    })
    .post(`${base}/event`, async (c) => {
      const found = await requireParticipantCase(deps, c)
      const typed = readTypedFields(await readFormFields(c))
      const refuse = (fault: ClinicalEventFault) => renderForm(c, found, typed, fault, 422)
      const event = clinicalEventDetailSchema.safeParse(buildDetail(typed))
      if (!event.success) return refuse(findFieldFault(event.error.issues[0]?.path[0]))
      const { study, site, participant } = found.scope
      const at = parseWallTime(typed.at, findSite(found.membership.study, site).timeZone)
      if (at === undefined) return refuse({ field: 'at', fault: 'at' })
      const path = `/api/studies/${study}/participants/${participant}/events`
      const reply = await deps.callApi(c.var.person, path, { at, event: event.data })
      if (reply.ok)
        return c.redirect(consolePaths.participant(study, participant, { notice: 'eventRecorded' }), 303)
      return refuse(findRefusal(await readProblem(reply), reply.status))
    })
    .get(`${base}/events/:event`, async (c) =>
      renderVoiding(c, await requireParticipantCase(deps, c), null, 200),
    )
    .post(`${base}/events/:event`, async (c) => {
      const found = await requireParticipantCase(deps, c)
      const typed = readTypedFields(await readFormFields(c))
      const reason = EVENT_VOID_REASONS.find((known) => known === typed.reason)
      if (!reason) return renderVoiding(c, found, 'reason', 422)
      const { study, participant } = found.scope
      const { id } = await requireEvent(c, found)
      const path = `/api/studies/${study}/participants/${participant}/events/${id}/void`
      const reply = await deps.callApi(c.var.person, path, { reason })
      if (reply.ok)
        return c.redirect(consolePaths.participant(study, participant, { notice: 'eventVoided' }), 303)
      if ((await readProblem(reply)).endsWith(scheduleProblems.changedTooOften.code))
        return renderVoiding(c, found, 'too-often', 422)
      throw buildStatusError(reply.status)
    })

  /** @throws ProblemError 404 */
  async function requireEvent(c: Context<ConsoleEnv>, { scope }: ParticipantCase) {
    const id = clinicalEventIdSchema.safeParse(c.req.param('event')).data
    const found = id && (await deps.clinicalEvents.find(scope, id))
    const [listed] = found ? listEvents([found]) : []
    if (!listed) throw buildNotFound()
    return listed
  }

  function renderForm(
    c: Context<ConsoleEnv>,
    { membership, scope }: ParticipantCase,
    typed: Typed,
    fault: ClinicalEventFault | null,
    status: 200 | 422,
  ) {
    const { kinds } = membership.study.events
    const view: ClinicalEventView = {
      ...{ participant: scope.participant, site: findSite(membership.study, scope.site) },
      ...{ kinds, kind: kinds.find((one) => one === typed.kind) ?? null, typed, fault },
    }
    return c.html(<ClinicalEventPage frame={buildFrame(c, membership)} view={view} />, status)
  }

  async function renderVoiding(
    c: Context<ConsoleEnv>,
    found: ParticipantCase,
    fault: ClinicalEventVoidingView['fault'],
    status: 200 | 422,
  ) {
    const { membership, scope } = found
    const view: ClinicalEventVoidingView = {
      ...{ participant: scope.participant, site: findSite(membership.study, scope.site) },
      ...{ event: await requireEvent(c, found), fault },
    }
    return c.html(<ClinicalEventVoidingPage frame={buildFrame(c, membership)} view={view} />, status)
  }

  return app
}

/** As much of an event as the form of its kind asks for, for the schema to judge. */
function buildDetail({
  kind,
  treatment,
  reason,
  term,
  severity,
  serious,
  relation,
  morphineEquivalent,
}: Typed) {
  switch (CLINICAL_EVENT_KINDS.find((known) => known === kind)) {
    case 'rescue-treatment':
    case 'concomitant-treatment':
      return { kind, treatment }
    case 'treatment-stopped':
      return { kind, reason }
    case 'adverse-event':
      return { kind, term, severity, serious: parseYesNo(serious), relation }
    case 'opioid-dose':
      return { kind, morphineEquivalent: parseDecimal(morphineEquivalent) }
    case undefined:
      return { kind }
  }
}

function parseYesNo(typed: string | undefined): boolean | undefined {
  return typed === 'yes' ? true : typed === 'no' ? false : undefined
}

const FIELDS = ['treatment', 'reason', 'term', 'severity', 'serious', 'relation'] as const

function findFieldFault(path: PropertyKey | undefined): ClinicalEventFault {
  if (path === 'morphineEquivalent') return { field: path, fault: 'number' }
  const field: ClinicalEventField | undefined = FIELDS.find((known) => known === path)
  return { field: field ?? null, fault: 'choose' }
}

async function readProblem(reply: Response): Promise<string> {
  return problemSchema.parse(await reply.json()).type
}

/** @throws ProblemError for what is no fault of the form */
function findRefusal(type: string, status: number): ClinicalEventFault {
  const known = REFUSALS.find(([code]) => type.endsWith(code))
  if (!known) throw status === 404 ? buildNotFound() : buildStatusError(status)
  return known[1]
}

const REFUSALS: readonly (readonly [string, ClinicalEventFault])[] = [
  [clinicalEventProblems.inFuture.code, { field: 'at', fault: 'in-future' }],
  [clinicalEventProblems.tooEarly.code, { field: 'at', fault: 'too-early' }],
  [clinicalEventProblems.recordedOtherwise.code, { field: null, fault: 'recorded-otherwise' }],
  [clinicalEventProblems.dataStopped.code, { field: null, fault: 'data-stopped' }],
  [clinicalEventProblems.notRecorded.code, { field: null, fault: 'choose' }],
  [scheduleProblems.changedTooOften.code, { field: null, fault: 'too-often' }],
]
