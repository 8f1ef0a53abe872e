import type { Context } from 'hono'
import * as z from 'zod/mini'
import { idSchema } from '../../../surveys/instrument/vocabulary-schema.ts'
import { type OnCallFault, OnCallPage, type OnCallView } from '../../../web/console/on-call-page.tsx'
import { consolePaths } from '../../../web/console/paths.ts'
import type { ApiCall } from '../../platform/http/api-call.ts'
import { readForm } from '../../platform/http/form.ts'
import { createHono } from '../../platform/http/hono.ts'
import type { StaffDeps } from '../../workflows/access/staff.deps.ts'
import {
  buildNotFound,
  requireMembership,
  requirePower,
  requireSite,
  type StudyMember,
} from '../../workflows/access/staff-access.ts'
import { buildFrame, type ConsoleEnv } from '../app/console-app.tsx'
import { buildStatusError } from '../participants/form-fields.ts'

type OnCallConsoleDeps = StaffDeps & { readonly callApi: ApiCall }
type C = Context<ConsoleEnv>
type Case = { readonly membership: StudyMember; readonly site: string | undefined }

const listSchema = z.object({
  phones: z.array(z.string()),
  emails: z.array(z.string()),
  stopped: z.array(z.string()),
})
const problemSchema = z.object({
  errors: z._default(z.array(z.object({ pointer: z.string(), code: z.string() })), []),
})

/** Who is on call: of a site for its coordinators, and the leads of the study for its leads. */
export function createOnCallConsoleRoutes(deps: OnCallConsoleDeps) {
  const paths = ['/studies/:study/on-call', '/studies/:study/sites/:site/on-call'] as const
  const app = createHono<ConsoleEnv>()
  for (const path of paths)
    app
      .get(path, async (c) => {
        const found = await requireCase(c)
        const reply = await deps.callApi(c.var.person, formatApiPath(found), undefined, undefined, 'GET')
        if (!reply.ok) throw buildStatusError(reply.status)
        const { phones, emails, stopped } = listSchema.parse(await reply.json())
        const typed = { phones: phones.join('\n'), emails: emails.join('\n'), stopped }
        return render(c, found, { ...typed, faults: [], isSaved: c.req.query('notice') === 'saved' }, 200)
      })
      .post(path, async (c) => {
        const found = await requireCase(c)
        const { phones = '', emails = '' } = await readForm(c)
        const lists = { phones: listLines(phones), emails: listLines(emails) }
        const reply = await deps.callApi(c.var.person, formatApiPath(found), lists, undefined, 'PUT')
        const { membership, site } = found
        if (reply.ok) return c.redirect(`${consolePaths.onCall(membership.study.id, site)}?notice=saved`, 303)
        if (reply.status !== 422 && reply.status !== 409) throw buildStatusError(reply.status)
        const { errors } = problemSchema.parse(await reply.json())
        const faults = errors.map((error) => readFault(error, lists))
        return render(c, found, { phones, emails, stopped: [], faults, isSaved: false }, 422)
      })
  return app

  /** @throws ProblemError 404, 403 */
  async function requireCase(c: C): Promise<Case> {
    const { study = '', site: named } = c.req.param() as { study?: string; site?: string }
    const site = named === undefined ? undefined : idSchema.safeParse(named).data
    if (named !== undefined && site === undefined) throw buildNotFound()
    const membership = await requireMembership(deps, c.var.person, study, { site })
    if (site !== undefined) requireSite(membership, site)
    requirePower(membership, site === undefined ? 'direct' : 'record')
    return { membership, site }
  }

  function render(c: C, { membership, site }: Case, part: Omit<OnCallView, 'site'>, status: 200 | 422) {
    const of = membership.study.sites.find(({ id }) => id === site)
    const view = { ...part, site: of && { id: of.id, name: of.name } }
    return c.html(<OnCallPage frame={buildFrame(c, membership)} view={view} />, status)
  }
}

function formatApiPath({ membership, site }: Case): string {
  const study = `/api/studies/${membership.study.id}`
  return site === undefined ? `${study}/on-call` : `${study}/sites/${site}/on-call`
}

function listLines(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

function readFault(
  { pointer, code }: { readonly pointer: string; readonly code: string },
  lists: { readonly phones: readonly string[]; readonly emails: readonly string[] },
): OnCallView['faults'][number] {
  const [, part, index = ''] = pointer.split('/')
  const field = part === 'emails' ? 'emails' : 'phones'
  const line = lists[field][Number(index)]
  if (index === '' || line === undefined) return { field, line: '', why: 'too-many' }
  return { field, line, why: field === 'emails' ? 'email' : (PHONE_FAULTS[code] ?? 'phone') }
}

const PHONE_FAULTS: Readonly<Record<string, OnCallFault>> = {
  'country-not-texted': 'country',
  'cannot-be-texted': 'phone',
  'participant-number': 'participant',
}
