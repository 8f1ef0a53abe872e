import type { Context } from 'hono'
import { Hono } from 'hono'
import { Temporal } from 'temporal-polyfill'
import * as z from 'zod/mini'
import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { DUPLICATE_FACTS } from '../../../web/api/participants/duplicates.ts'
import { platformProblems } from '../../../web/api/problems/platform-problems.ts'
import { participantIdSchema } from '../../../web/api/schemas/path-parameters.ts'
import {
  consolePaths,
  ENROL_FIELDS,
  type EnrolFault,
  EnrolPage,
  type EnrolView,
  TreatmentPage,
  type TreatmentView,
  type Typed,
} from '../../../web/console/index.ts'
import { formatIso } from '../../platform/core/clock.ts'
import type { Log } from '../../platform/core/log.ts'
import { readPhone } from '../../platform/core/phone-number.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import type { ParticipantScope } from '../../platform/core/scope.ts'
import type { ApiCall } from '../../platform/http/api-call.ts'
import { type FormFields, readForm } from '../../platform/http/form.ts'
import type { TokenVerifier } from '../../platform/http/tokens.ts'
import type { ParticipantStore } from '../../records/participant/participant.store.ts'
import { formatDisposition } from '../../records/participant/participant.ts'
import type { TreatmentStore } from '../../records/treatment/treatment.store.ts'
import type { StaffDeps } from '../../workflows/access/staff.deps.ts'
import {
  buildNotFound,
  requireCoordinator,
  requireMembership,
  requireParticipant,
  type StudyMember,
} from '../../workflows/access/staff-access.ts'
import { buildFrame, type ConsoleEnv } from '../app/console-app.tsx'
import type { Session } from '../sign-in/session.ts'

export type EnrolmentDeps = StaffDeps & {
  readonly callApi: ApiCall
  readonly participants: Pick<ParticipantStore, 'find'>
  readonly treatments: Pick<TreatmentStore, 'listByParticipant'>
  readonly log: Log
  readonly session: Session
  readonly tokens: TokenVerifier
  readonly publicUrl: string
}

const keySchema = z.string().check(z.regex(/^[0-9a-z]{8,32}$/))
const wallTimeSchema = z.iso.datetime({ local: true, precision: -1 })
const problemSchema = z.object({
  type: z.string(),
  errors: z._default(
    z.array(
      z.object({
        pointer: z.string(),
        code: z.string(),
        participants: z._default(z.array(z.string()), []),
      }),
    ),
    [],
  ),
})

/** Enrolling, and recording a treatment, in the browser: a page and a form each, without a script. */
export function createEnrolmentRoutes(deps: EnrolmentDeps) {
  const { callApi: api } = deps
  const app = new Hono<ConsoleEnv>()
    .get('/studies/:study/enrol', async (c) => {
      const membership = await requireCoordinatorMembership(c)
      const form = { key: deps.ids.random(16), typed: {}, ...NO_REFUSAL }
      return renderEnrolPage(c, membership, form, 200)
    })
    .post('/studies/:study/enrol', async (c) => {
      const membership = await requireCoordinatorMembership(c)
      const { key = '', ...typed } = readTypedFields(await readForm(c))
      if (!keySchema.safeParse(key).success) {
        const form = { key: deps.ids.random(16), typed, duplicates: [], faults: ['form' as const] }
        return renderEnrolPage(c, membership, form, 422)
      }
      const reply = await api(
        c.var.person,
        `/api/studies/${membership.study.id}/participants`,
        buildRequestBody(typed),
        key,
      )
      if (!reply.ok) {
        const refusal = await readEnrolRefusal(reply, typed, membership.study)
        const status = refusal.duplicates.length > 0 ? 409 : 422
        return renderEnrolPage(c, membership, { key, typed, ...refusal }, status)
      }
      const { participant } = z.object({ participant: participantIdSchema }).parse(await reply.json())
      return c.redirect(
        consolePaths.participant(membership.study.id, participant, { notice: 'enrolled' }),
        303,
      )
    })
    .get('/studies/:study/participants/:participant/treatment', async (c) => {
      const { membership, scope } = await requireParticipantScope(c)
      return renderTreatmentPage(c, membership, scope, { typed: {}, fault: null }, 200)
    })
    .post('/studies/:study/participants/:participant/treatment', async (c) => {
      const { membership, scope } = await requireParticipantScope(c)
      const typed = readTypedFields(await readForm(c))
      const wall = wallTimeSchema.safeParse(typed.givenAt)
      if (!membership.study.treatments.some(({ kind }) => kind === typed.kind))
        return renderTreatmentPage(c, membership, scope, { typed, fault: 'kind' }, 422)
      if (!wall.success) return renderTreatmentPage(c, membership, scope, { typed, fault: 'givenAt' }, 422)
      const { timeZone } = findSite(membership.study, scope.site)
      const givenAt = formatIso(Temporal.PlainDateTime.from(wall.data).toZonedDateTime(timeZone).toInstant())
      const path = `/api/studies/${scope.study}/participants/${scope.participant}/treatments`
      const reply = await api(c.var.person, path, { kind: typed.kind, givenAt })
      if (!reply.ok)
        return renderTreatmentPage(
          c,
          membership,
          scope,
          { typed, fault: await readTreatmentFault(reply) },
          422,
        )
      return c.redirect(consolePaths.participant(scope.study, scope.participant, { notice: 'recorded' }), 303)
    })

  /** @throws ProblemError 404, 403 */
  async function requireCoordinatorMembership(c: Context<ConsoleEnv>): Promise<StudyMember> {
    const membership = await requireMembership(deps, c.var.person, c.req.param('study') ?? '')
    requireCoordinator(membership)
    return membership
  }

  async function requireParticipantScope(c: Context<ConsoleEnv>) {
    const membership = await requireMembership(deps, c.var.person, c.req.param('study') ?? '')
    const id = participantIdSchema.safeParse(c.req.param('participant')).data
    const scope = id && requireParticipant(membership, id)
    if (!scope) throw buildNotFound()
    requireCoordinator(membership)
    if (!(await deps.participants.find(scope))) throw buildNotFound()
    return { membership, scope }
  }

  function renderEnrolPage(
    c: Context<ConsoleEnv>,
    membership: StudyMember,
    form: Pick<EnrolView, 'key' | 'typed'> & EnrolRefusal,
    status: 200 | 409 | 422,
  ) {
    const { study, member } = membership
    const view: EnrolView = {
      ...form,
      sites: member.sites.map((id) => findSite(study, id)),
      locales: study.locales,
      arms: study.arms,
      zones: [...new Set(study.sites.map(({ timeZone }) => timeZone))],
      textingHours: study.textingHours,
      hasByText: study.byText !== undefined,
    }
    return c.html(<EnrolPage frame={buildFrame(c, membership)} view={view} />, status)
  }

  async function renderTreatmentPage(
    c: Context<ConsoleEnv>,
    membership: StudyMember,
    scope: ParticipantScope,
    form: Pick<TreatmentView, 'typed' | 'fault'>,
    status: 200 | 422,
  ) {
    const { study } = membership
    const [given, participant] = await Promise.all([
      deps.treatments.listByParticipant(scope),
      deps.participants.find(scope),
    ])
    const view: TreatmentView = {
      ...form,
      participant: scope.participant,
      ended: formatDisposition(participant?.ended),
      site: findSite(study, scope.site),
      kinds: study.treatments,
      given: given.map(({ kind, givenAt }) => ({
        title: study.treatments.find((one) => one.kind === kind)?.title ?? kind,
        givenAt,
      })),
    }
    return c.html(<TreatmentPage frame={buildFrame(c, membership)} view={view} />, status)
  }

  return app
}

function findSite(study: StudyDefinition, id: string) {
  const { name = id, timeZone = 'UTC' } = study.sites.find((site) => site.id === id) ?? {}
  return { id, name, timeZone }
}

function readTypedFields(fields: FormFields): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, value.trim()]))
}

/** The body of the request that the form stands for: a field that was left empty is none. */
function buildRequestBody({ smsConsent, distinctFrom = '', ...typed }: Typed): object {
  const filled = ENROL_FIELDS.flatMap((name) => {
    const value = name === 'smsConsent' ? undefined : typed[name]
    if (value === undefined || value === '') return []
    // What is no year is refused by the API, as it was typed.
    return [[name, name === 'birthYear' && /^\d{4}$/.test(value) ? Number(value) : value] as const]
  })
  return {
    ...Object.fromEntries(filled),
    ...(distinctFrom !== '' && { distinctFrom: distinctFrom.split(' ') }),
    ...((smsConsent === 'yes' || smsConsent === 'no') && { smsConsent: smsConsent === 'yes' }),
  }
}

type EnrolRefusal = Pick<EnrolView, 'faults' | 'duplicates'>
const NO_REFUSAL: EnrolRefusal = { faults: [], duplicates: [] }

/** Which fields the API refused, or who looks the same. @throws ProblemError for what is no fault of the form. */
async function readEnrolRefusal(
  reply: Response,
  typed: Typed,
  study: StudyDefinition,
): Promise<EnrolRefusal> {
  const problem = problemSchema.parse(await reply.json())
  if (!problem.type.endsWith('possible-duplicate'))
    return { faults: await readEnrolFaults(reply.status, problem, typed, study), duplicates: [] }
  const duplicates = problem.errors.flatMap(({ code, participants }) => {
    const fact = DUPLICATE_FACTS.find((known) => known === code)
    return fact ? [{ fact, participants }] : []
  })
  return { faults: [], duplicates }
}

async function readEnrolFaults(
  status: number,
  { type, errors }: z.output<typeof problemSchema>,
  { phone = '' }: Typed,
  { textingCountries }: StudyDefinition,
): Promise<readonly EnrolFault[]> {
  // Of the sites that there are, only one's own can be named.
  if (status === 404) return ['site']
  if (status === 409) return [type.endsWith('nobody-on-call') ? 'nobody-on-call' : 'form']
  if (status !== 422) throw buildStatusError(status)
  if (type.endsWith('locale-not-offered')) return ['locale']
  // The API reads the number when every field has the right form; here both are put right at once.
  const isPhoneWrong = 'fault' in (await readPhone(phone, textingCountries))
  const fields = ENROL_FIELDS.filter(
    (name) => (name === 'phone' && isPhoneWrong) || errors.some(({ pointer }) => pointer === `/${name}`),
  )
  return fields.length > 0 ? fields : ['form']
}

async function readTreatmentFault(reply: Response): Promise<TreatmentView['fault']> {
  const { type } = problemSchema.parse(await reply.json())
  if (type.endsWith('treatment-after-end')) return 'ended'
  if (reply.status === 409) return 'too-often'
  if (reply.status !== 422) throw buildStatusError(reply.status)
  if (type.endsWith('treatment-in-future')) return 'in-future'
  return type.endsWith('treatment-too-early') ? 'too-early' : 'givenAt'
}

function buildStatusError(status: number): Error {
  return status === 503
    ? new ProblemError(platformProblems.busy)
    : new Error(`the form was answered with ${status}`)
}
