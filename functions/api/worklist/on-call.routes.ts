import {
  getLeadsOnCall,
  getOnCall,
  replaceLeadsOnCall,
  replaceOnCall,
} from '../../../web/api/worklist/safety-alerts.ts'
import { createContractRoutes } from '../../platform/http/contract-routes.ts'
import type { AuditEvent } from '../../records/audit/audit.ts'
import { putLeadsOnCall, putOnCall } from '../../records/on-call/on-call.store.ts'
import type { OnCallList } from '../../records/on-call/on-call.ts'
import type { IdentifiedReading } from '../../workflows/access/identified-data.ts'
import {
  requireMembership,
  requirePower,
  requireSite,
  type StaffEnv,
} from '../../workflows/access/staff-access.ts'
import { readOnCall } from '../../workflows/alerts/on-call-people.ts'
import { refuseParticipantPhone } from '../../workflows/participants/refuse-staff-phone.ts'
import type { WorklistRouteDeps } from '../../workflows/worklist/worklist.deps.ts'
import { parsePhone } from '../participants/parse-phone.ts'

/** Whom alerts are sent to: of each site, and the leads of the study. */
export function createOnCallRoutes(deps: WorklistRouteDeps) {
  return createContractRoutes<StaffEnv>()
    .answer(getOnCall, async (c) => {
      const params = c.req.valid('param')
      const membership = await requireMembership(deps, c.var.person, params.study, params)
      const scope = requireSite(membership, params.site)
      requirePower(membership, 'record')
      return c.json(await formatOnCall(deps, await deps.findOnCall(scope)), 200)
    })
    .answer(replaceOnCall, async (c) => {
      const params = c.req.valid('param')
      const membership = await requireMembership(deps, c.var.person, params.study, params)
      const scope = requireSite(membership, params.site)
      requirePower(membership, 'record')
      const reader = { kind: 'coordinator', sub: c.var.person.sub } as const
      const list = await buildOnCallList(deps, { reader, scope }, c.req.valid('json'))
      const event = buildOnCallEvent(reader, list, { site: scope.site })
      await deps.audit.write(scope.study, event, [putOnCall(deps.contactsTable, scope, list)])
      if (isEmpty(list)) deps.log.error('a site has nobody on call', { study: scope.study, site: scope.site })
      return c.json(await formatOnCall(deps, list), 200)
    })
    .answer(getLeadsOnCall, async (c) => {
      const params = c.req.valid('param')
      requirePower(await requireMembership(deps, c.var.person, params.study), 'direct')
      return c.json(await formatOnCall(deps, await deps.findLeadsOnCall(params.study)), 200)
    })
    .answer(replaceLeadsOnCall, async (c) => {
      const params = c.req.valid('param')
      requirePower(await requireMembership(deps, c.var.person, params.study), 'direct')
      const reader = { kind: 'lead', sub: c.var.person.sub } as const
      const list = await buildOnCallList(
        deps,
        { reader, scope: { study: params.study } },
        c.req.valid('json'),
      )
      const event = buildOnCallEvent(reader, list, {})
      await deps.audit.write(params.study, event, [putLeadsOnCall(deps.contactsTable, params.study, list)])
      return c.json(await formatOnCall(deps, list), 200)
    })
}

/** Each address once. A salt of its own, so that the ids of recipients say nothing of addresses. */
async function buildOnCallList(
  deps: WorklistRouteDeps,
  by: Pick<IdentifiedReading, 'reader' | 'scope'>,
  body: { readonly phones: readonly string[]; readonly emails?: readonly string[] | undefined },
): Promise<OnCallList> {
  const definition = await deps.library.findStudy(by.scope.study)
  const phones = await Promise.all(
    body.phones.map(async (written, index) => {
      const pointer = `/phones/${index}`
      const phone = await parsePhone(definition, written, pointer)
      await refuseParticipantPhone(deps, by, phone, pointer)
      return phone
    }),
  )
  const emails = (body.emails ?? []).map((email) => email.toLowerCase())
  return { phones: [...new Set(phones)], emails: [...new Set(emails)], salt: deps.ids.random(16) }
}

function isEmpty({ phones, emails }: OnCallList): boolean {
  return phones.length + emails.length === 0
}

function buildOnCallEvent(
  actor: IdentifiedReading['reader'],
  { phones, emails }: OnCallList,
  about: { readonly site?: string },
): AuditEvent {
  const people = phones.length + emails.length
  return { action: 'on-call.replaced', actor, about: { ...about, people } }
}

async function formatOnCall({ findPhone }: WorklistRouteDeps, list: OnCallList) {
  const { stopped } = await readOnCall(findPhone, list)
  return { phones: list.phones, emails: list.emails, stopped }
}
