import type { Context } from 'hono'
import * as z from 'zod/mini'
import { formatOccurrenceTitle } from '../../../surveys/study/occurrence.ts'
import { formatTreatmentTitle } from '../../../surveys/study/treatment-title.ts'
import { treatmentProblems } from '../../../web/api/problems/treatment-problems.ts'
import { instantSchema } from '../../../web/api/schemas/contract.ts'
import {
  confirmationMembersSchema,
  VOID_REASONS,
} from '../../../web/api/treatments/treatment-confirmations.ts'
import {
  consolePaths,
  type ExposureFault,
  type ListedTreatment,
  TreatmentConfirmationPage,
  type TreatmentConfirmationView,
  TreatmentCorrectionPage,
  type TreatmentCorrectionView,
  TreatmentPage,
  type TreatmentTimeFault,
  type TreatmentView,
  type Typed,
} from '../../../web/console/index.ts'
import { formatIso } from '../../platform/core/clock.ts'
import type { ApiCall } from '../../platform/http/api-call.ts'
import { readFormFields } from '../../platform/http/form.ts'
import { createHono } from '../../platform/http/hono.ts'
import type { ParticipantStore } from '../../records/participant/participant.store.ts'
import { formatDisposition } from '../../records/participant/participant.ts'
import type { TreatmentStore } from '../../records/treatment/treatment.store.ts'
import type { StaffDeps } from '../../workflows/access/staff.deps.ts'
import { buildNotFound } from '../../workflows/access/staff-access.ts'
import { buildFrame, type ConsoleEnv, readLanguage } from '../app/console-app.tsx'
import { formatExposureFields, listTypedExposure, parseExposure } from './exposure-form.ts'
import { findSite, readTypedFields } from './form-fields.ts'
import { listTreatment } from './listed-treatment.ts'
import { type ParticipantCase, requireParticipantCase } from './participant-case.ts'
import { findTimeFault, parseMovedTime, readConfirmed } from './treatment-form.ts'
import { formatWallTime, parseWallTime } from './wall-time.ts'

export type TreatmentConsoleDeps = StaffDeps & {
  readonly callApi: ApiCall
  readonly participants: Pick<ParticipantStore, 'find'>
  readonly treatments: Pick<TreatmentStore, 'listAllByParticipant'>
}

const problemSchema = z.object({ type: z.string() })
const keySchema = z.object({ kind: z.string(), givenAt: instantSchema })

/** What a form wants done, as the page that confirms it says it. */
type Request = Pick<
  TreatmentConfirmationView,
  'step' | 'title' | 'givenAt' | 'movedTo' | 'reason' | 'exposure' | 'action' | 'fields'
> & { readonly path: string; readonly body: object }

/** Recording, correcting, voiding and restoring a treatment in the browser, without a script. */
export function createTreatmentConsoleRoutes(deps: TreatmentConsoleDeps) {
  const base = '/studies/:study/participants/:participant'
  const app = createHono<ConsoleEnv>()
    .get(`${base}/treatment`, async (c) =>
      renderTreatmentPage(c, await requireParticipantCase(deps, c), { typed: {}, fault: null }, 200),
    )
    .post(`${base}/treatment`, async (c) => {
      const found = await requireParticipantCase(deps, c)
      // What no text may hold is no treatment and no time: it is refused at its field, with what was typed.
      const typed = readTypedFields(await readFormFields(c))
      if (typed.edit !== undefined) return renderTreatmentPage(c, found, { typed, fault: null }, 200)
      const { study } = found.membership
      const kind = study.treatments.find((one) => one.kind === typed.kind)
      const givenAt = parseWallTime(typed.givenAt, findSite(study, found.scope.site).timeZone)
      if (!kind) return renderTreatmentPage(c, found, { typed, fault: 'kind' }, 422)
      if (givenAt === undefined) return renderTreatmentPage(c, found, { typed, fault: 'givenAt' }, 422)
      const exposure = parseExposure(typed)
      if (!exposure) return renderTreatmentPage(c, found, { typed, fault: 'dose' }, 422)
      const action = consolePaths.treatment(found.scope.study, found.scope.participant)
      const fields = { kind: kind.kind, givenAt: typed.givenAt ?? '', ...formatExposureFields(typed) }
      return send(
        c,
        found,
        {
          ...{
            step: 'record',
            title: formatTreatmentTitle(kind.title, readLanguage(c)),
            givenAt,
            movedTo: null,
            reason: null,
            exposure,
          },
          ...{ action, fields, path: '', body: { kind: kind.kind, givenAt, ...exposure } },
        },
        typed,
        (fault) => renderTreatmentPage(c, found, { typed, fault }, 422),
      )
    })
    .get(`${base}/treatments/:kind/:givenAt`, async (c) => {
      const found = await requireParticipantCase(deps, c)
      return renderCorrectionPage(c, found, await requireTreatment(c, found), {}, null, 200)
    })
    .post(`${base}/treatments/:kind/:givenAt/:step{move|void|restore}`, async (c) => {
      const found = await requireParticipantCase(deps, c)
      const treatment = await requireTreatment(c, found)
      const typed = readTypedFields(await readFormFields(c))
      if (typed.edit !== undefined) return renderCorrectionPage(c, found, treatment, typed, null, 200)
      const step = c.req.param('step') as 'move' | 'void' | 'restore'
      const refuse = (fault: TreatmentCorrectionView['fault']) =>
        renderCorrectionPage(c, found, treatment, typed, fault, 422)
      const { timeZone } = findSite(found.membership.study, found.scope.site)
      const reason = VOID_REASONS.find((known) => known === typed.reason) ?? null
      if (step === 'void' && reason === null) return refuse('reason')
      const movedTo = step === 'move' ? parseMovedTime(typed.givenAt, treatment.givenAt, timeZone) : null
      if (movedTo === undefined) return refuse('givenAt')
      const exposure = step === 'move' ? parseExposure(typed) : {}
      if (!exposure) return refuse('dose')
      const { study, participant } = found.scope
      return send(
        c,
        found,
        {
          ...{ step, title: treatment.title, givenAt: treatment.givenAt, movedTo },
          ...{ reason: step === 'void' ? reason : null, exposure },
          action: consolePaths.correctTreatment(study, participant, treatment, step),
          fields: {
            ...(step === 'move' && { givenAt: typed.givenAt ?? '', ...formatExposureFields(typed) }),
            ...(step === 'void' && { reason: reason ?? '' }),
          },
          path: `/${encodeURIComponent(treatment.kind)}/${treatment.givenAt}/${step}`,
          body: {
            ...(step === 'void' && { reason }),
            ...(movedTo !== null && { givenAt: movedTo, ...exposure }),
          },
        },
        typed,
        refuse,
      )
    })

  /** Asks the API; what it wants confirmed becomes a page, and what it refuses stands in the form. */
  async function send(
    c: Context<ConsoleEnv>,
    found: ParticipantCase,
    { path, body, ...request }: Request,
    typed: Typed,
    refuse: (fault: TreatmentTimeFault | ExposureFault) => Response | Promise<Response>,
  ): Promise<Response> {
    const { study, participant } = found.scope
    const confirm = readConfirmed(typed.confirm)
    const reply = await deps.callApi(
      c.var.person,
      `/api/studies/${study}/participants/${participant}/treatments${path}`,
      { ...body, ...(confirm.length > 0 && { confirm }) },
    )
    if (reply.ok)
      return c.redirect(consolePaths.participant(study, participant, { notice: NOTICES[request.step] }), 303)
    // Voided or moved by somebody else since the page was made.
    if (reply.status === 404) throw buildNotFound()
    const problem: unknown = await reply.json()
    const { type } = problemSchema.parse(problem)
    if (!type.endsWith(treatmentProblems.needsConfirmation.code))
      return refuse(findTimeFault(type, reply.status))
    const asked = confirmationMembersSchema.parse(problem)
    const view: TreatmentConfirmationView = {
      ...request,
      asOf: formatIso(deps.clock.now()),
      participant,
      enrolledAt: found.participant.enrolledAt,
      timeZone: found.participant.timeZone,
      site: findSite(found.membership.study, found.scope.site),
      confirm: asked.confirm,
      plan: asked.plan.map((one) => ({
        ...one,
        timepoint: {
          id: one.timepoint,
          title: formatOccurrenceTitle(found.membership.study, one.timepoint, readLanguage(c)),
        },
      })),
    }
    return c.html(<TreatmentConfirmationPage frame={buildFrame(c, found.membership)} view={view} />, 409)
  }

  /** @throws ProblemError 404 */
  async function requireTreatment(
    c: Context<ConsoleEnv>,
    { membership, scope }: ParticipantCase,
  ): Promise<ListedTreatment> {
    const key = keySchema.safeParse(c.req.param())
    const found = (await deps.treatments.listAllByParticipant(scope)).find(
      ({ kind, givenAt }) => kind === key.data?.kind && givenAt === key.data.givenAt,
    )
    if (!found) throw buildNotFound()
    return listTreatment(membership.study, found, readLanguage(c))
  }

  function buildPlace({ membership: { study }, scope, participant }: ParticipantCase) {
    return {
      participant: scope.participant,
      ended: formatDisposition(participant.ended),
      site: findSite(study, scope.site),
    }
  }

  async function renderTreatmentPage(
    c: Context<ConsoleEnv>,
    found: ParticipantCase,
    form: Pick<TreatmentView, 'typed' | 'fault'>,
    status: 200 | 422,
  ) {
    const { study } = found.membership
    const given = await deps.treatments.listAllByParticipant(found.scope)
    const view: TreatmentView = {
      ...form,
      ...buildPlace(found),
      kinds: study.treatments.map(({ kind, title }) => ({
        ...{ kind, title: formatTreatmentTitle(title, readLanguage(c)) },
      })),
      given: given.map((one) => listTreatment(study, one, readLanguage(c))),
    }
    return c.html(<TreatmentPage frame={buildFrame(c, found.membership)} view={view} />, status)
  }

  function renderCorrectionPage(
    c: Context<ConsoleEnv>,
    found: ParticipantCase,
    treatment: ListedTreatment,
    typed: Typed,
    fault: TreatmentCorrectionView['fault'],
    status: 200 | 422,
  ) {
    const place = buildPlace(found)
    const { givenAt, reason } = typed
    const wall = givenAt ?? formatWallTime(treatment.givenAt, place.site.timeZone)
    const view: TreatmentCorrectionView = {
      ...{ ...place, treatment, wall, reason, fault },
      typed: givenAt === undefined ? listTypedExposure(treatment.exposure) : formatExposureFields(typed),
    }
    return c.html(<TreatmentCorrectionPage frame={buildFrame(c, found.membership)} view={view} />, status)
  }

  return app
}

const NOTICES = { record: 'recorded', move: 'moved', void: 'voided', restore: 'restored' } as const
