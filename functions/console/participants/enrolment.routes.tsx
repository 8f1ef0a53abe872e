import type { Context } from 'hono'
import * as z from 'zod/mini'
import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { isOpenToEnrolment, listSiteLanguages } from '../../../surveys/study/site-rules.ts'
import { DUPLICATE_FACTS } from '../../../web/api/participants/duplicates.ts'
import { participantIdSchema } from '../../../web/api/schemas/path-parameters.ts'
import {
  consolePaths,
  ENROL_FIELDS,
  type EnrolFault,
  EnrolPage,
  type EnrolView,
  type Typed,
} from '../../../web/console/index.ts'
import type { Log } from '../../platform/core/log.ts'
import { readPhone } from '../../platform/core/phone-number.ts'
import type { ApiCall } from '../../platform/http/api-call.ts'
import { readFormFields } from '../../platform/http/form.ts'
import { createHono } from '../../platform/http/hono.ts'
import type { TokenVerifier } from '../../platform/http/tokens.ts'
import { type AttributeChoice, listChoiceFaults } from '../../rules/attributes/attribute-choices.ts'
import type { StaffDeps } from '../../workflows/access/staff.deps.ts'
import { requireMembership, requirePower, type StudyMember } from '../../workflows/access/staff-access.ts'
import { buildFrame, type ConsoleEnv, readLanguage } from '../app/console-app.tsx'
import type { Session } from '../sign-in/session.ts'
import { buildTypedAttributes, readAttributeChoices } from './attributes-view.ts'
import { buildStatusError, findSite, readTypedFields } from './form-fields.ts'

export type EnrolmentDeps = StaffDeps & {
  readonly callApi: ApiCall
  readonly log: Log
  readonly session: Session
  readonly tokens: TokenVerifier
  readonly publicUrl: string
}

const keySchema = z.string().check(z.regex(/^[0-9a-z]{8,32}$/))
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

/** Enrolling in the browser: a page and a form, without a script. */
export function createEnrolmentRoutes(deps: EnrolmentDeps) {
  const { callApi: api } = deps
  const app = createHono<ConsoleEnv>()
    .get('/studies/:study/enrol', async (c) => {
      const membership = await requireCoordinatorMembership(c)
      const form = { key: deps.ids.random(16), typed: {}, ...NO_REFUSAL }
      return renderEnrolPage(c, membership, form, 200)
    })
    .post('/studies/:study/enrol', async (c) => {
      const membership = await requireCoordinatorMembership(c)
      const { key = '', ...typed } = readTypedFields(await readFormFields(c))
      if (!keySchema.safeParse(key).success) {
        const form = { ...NO_REFUSAL, key: deps.ids.random(16), typed, faults: ['form' as const] }
        return renderEnrolPage(c, membership, form, 422)
      }
      const chosen = listChosen(membership.study, typed)
      const reply = await api(
        c.var.person,
        `/api/studies/${membership.study.id}/participants`,
        buildRequestBody(typed, chosen),
        key,
      )
      if (!reply.ok) {
        const refusal = await readEnrolRefusal(reply, typed, chosen, membership.study)
        const status = refusal.duplicates.length > 0 ? 409 : 422
        return renderEnrolPage(c, membership, { key, typed, ...refusal }, status)
      }
      const { participant } = z.object({ participant: participantIdSchema }).parse(await reply.json())
      return c.redirect(
        consolePaths.participant(membership.study.id, participant, { notice: 'enrolled' }),
        303,
      )
    })

  /** @throws ProblemError 404, 403 */
  async function requireCoordinatorMembership(c: Context<ConsoleEnv>): Promise<StudyMember> {
    const membership = await requireMembership(deps, c.var.person, c.req.param('study') ?? '')
    requirePower(membership, 'record')
    return membership
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
      sites: member.sites.filter((id) => isOpenToEnrolment(study, id)).map((id) => findSite(study, id)),
      closedSites: member.sites
        .filter((id) => !isOpenToEnrolment(study, id))
        .map((id) => findSite(study, id).name),
      locales: study.locales.filter((locale) =>
        member.sites.some((id) => listSiteLanguages(study, id).includes(locale)),
      ),
      arms: study.arms,
      attributes: buildTypedAttributes(study, form.typed, readLanguage(c)),
      zones: [...new Set(study.sites.map(({ timeZone }) => timeZone))],
      textingHours: study.textingHours,
      hasByText: study.byText !== undefined,
    }
    return c.html(<EnrolPage frame={buildFrame(c, membership)} view={view} />, status)
  }

  return app
}

/** The body of the request that the form stands for: a field that was left empty is none. */
function buildRequestBody(
  { smsConsent, distinctFrom = '', ...typed }: Typed,
  attributes: readonly AttributeChoice[],
): object {
  const filled = ENROL_FIELDS.flatMap((name) => {
    const value = name === 'smsConsent' ? undefined : typed[name]
    if (value === undefined || value === '') return []
    // What is no year is refused by the API, as it was typed.
    return [[name, name === 'birthYear' && /^\d{4}$/.test(value) ? Number(value) : value] as const]
  })
  return {
    ...Object.fromEntries(filled),
    ...(attributes.length > 0 && { attributes }),
    ...(distinctFrom !== '' && { distinctFrom: distinctFrom.split(' ') }),
    ...((smsConsent === 'yes' || smsConsent === 'no') && { smsConsent: smsConsent === 'yes' }),
  }
}

/** The attributes that were chosen; one that was left empty is not recorded. */
function listChosen(study: StudyDefinition, typed: Typed): readonly AttributeChoice[] {
  return readAttributeChoices(study, typed).filter(({ option }) => option !== null)
}

type EnrolRefusal = Pick<EnrolView, 'faults' | 'duplicates' | 'faultyAttributes'>
const NO_REFUSAL: EnrolRefusal = { faults: [], duplicates: [], faultyAttributes: [] }

/** Which fields the API refused, or who looks the same. @throws ProblemError for what is no fault of the form. */
async function readEnrolRefusal(
  reply: Response,
  typed: Typed,
  chosen: readonly AttributeChoice[],
  study: StudyDefinition,
): Promise<EnrolRefusal> {
  const problem = problemSchema.parse(await reply.json())
  if (!problem.type.endsWith('possible-duplicate')) {
    const faultyAttributes = listFaultyAttributes(chosen, study)
    const faults = await readEnrolFaults(reply.status, problem, typed, study)
    // Of a form whose attributes alone are wrong nothing else is said.
    const isMoreWrong = faultyAttributes.length === 0 || faults.some((fault) => fault !== 'form')
    return { faults: isMoreWrong ? faults : [], faultyAttributes, duplicates: [] }
  }
  const duplicates = problem.errors.flatMap(({ code, participants }) => {
    const fact = DUPLICATE_FACTS.find((known) => known === code)
    return fact ? [{ fact, participants }] : []
  })
  return { ...NO_REFUSAL, duplicates }
}

/** As the API finds them, whatever else it refused first. */
function listFaultyAttributes(chosen: readonly AttributeChoice[], study: StudyDefinition): readonly string[] {
  const sent = new Set(chosen.map(({ attribute }) => attribute))
  return study.attributes
    .filter(({ id, required }) =>
      sent.has(id)
        ? listChoiceFaults(
            study,
            chosen.filter(({ attribute }) => attribute === id),
          ).length > 0
        : required,
    )
    .map(({ id }) => id)
}

const CONFLICTS = ['nobody-on-call', 'site-closed', 'study-ended'] as const

async function readEnrolFaults(
  status: number,
  { type, errors }: z.output<typeof problemSchema>,
  { phone = '' }: Typed,
  { textingCountries }: StudyDefinition,
): Promise<readonly EnrolFault[]> {
  // Of the sites that there are, only one's own can be named.
  if (status === 404) return ['site']
  if (status === 409) return [CONFLICTS.find((fault) => type.endsWith(fault)) ?? 'form']
  if (status !== 422) throw buildStatusError(status)
  if (type.endsWith('locale-not-offered')) return ['locale']
  // The API reads the number when every field has the right form; here both are put right at once.
  const isPhoneWrong = 'fault' in (await readPhone(phone, textingCountries))
  const fields = ENROL_FIELDS.filter(
    (name) => (name === 'phone' && isPhoneWrong) || errors.some(({ pointer }) => pointer === `/${name}`),
  )
  return fields.length > 0 ? fields : ['form']
}
