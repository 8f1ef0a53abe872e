import {
  acknowledgeAlert,
  closeAlert,
  getOnCall,
  listAlerts,
  replaceOnCall,
} from '../../../web/api/worklist/safety-alerts.ts'
import {
  changeContactContract,
  getContact,
  getWorklist,
  listContactLog,
  listTexts,
  openInterviewContract,
  readMessageContract,
  recordContactContract,
} from '../../../web/api/worklist/worklist.ts'
import { derivedId } from '../../platform/core/ids.ts'
import { readPhone } from '../../platform/core/phone-number.ts'
import { assignmentOf, type ParticipantScope, type SiteScope } from '../../platform/core/scope.ts'
import { bindContract, createContractRoutes } from '../../platform/http/bind-contract.ts'
import { idempotencyKey, refusedField } from '../../platform/http/request.ts'
import type { SafetyAlert } from '../../records/alert/alert.ts'
import { participantChain } from '../../records/audit/audit.store.ts'
import type { Contact } from '../../records/contact/contact.store.ts'
import type { ContactEntry } from '../../records/contact-log/contact-log.ts'
import { putOnCall } from '../../records/on-call/on-call.store.ts'
import { ledgerOf } from '../../rules/texting/message-history.ts'
import { permissionOfContact } from '../../rules/texting/permission.ts'
import {
  memberOf,
  notFound,
  participantOf,
  requireCoordinator,
  type StaffEnv,
  type StudyMember,
  siteOf,
} from '../../workflows/access/staff-access.ts'
import { handleAlert } from '../../workflows/alerts/handle-alert.ts'
import { onCallOf } from '../../workflows/alerts/on-call-numbers.ts'
import { openInterview } from '../../workflows/calls/open-interview.ts'
import { recordContact } from '../../workflows/calls/record-contact.ts'
import { changeContactOf } from '../../workflows/participants/change-contact.ts'
import { readOne } from '../../workflows/worklist/read-message.ts'
import { readWorklist } from '../../workflows/worklist/read-worklist.ts'
import type { WorklistRouteDeps } from '../../workflows/worklist/worklist.deps.ts'

/** Whom to call and why, what was done about it, and what only people who call may see. */
export function worklistRoutes(deps: WorklistRouteDeps) {
  return createContractRoutes<StaffEnv>()
    .openapi(bindContract(getWorklist), async (c) => {
      const params = c.req.valid('param')
      const query = c.req.valid('query')
      const membership = await memberOf(deps, c.var.person, params.study)
      const scope = siteAsked(membership, query.site)
      requireCoordinator(membership)
      const { tasks, contacts, messages, onCallStopped } = await readWorklist(deps, membership.study, scope)
      return c.json({
        site: scope.site,
        onCallStopped,
        tasks: tasks.map(({ calls, ...task }) => ({
          ...task,
          name: contacts.get(task.participant)?.name ?? null,
          phone: contacts.get(task.participant)?.phone ?? null,
          calls: calls.map(shownEntry),
          messages: messages
            .filter(({ participant }) => participant === task.participant)
            .map(({ id, receivedAt, body, isShared }) => ({ id, receivedAt, body, isShared })),
        })),
      })
    })
    .openapi(bindContract(listContactLog), async (c) => {
      const params = c.req.valid('param')
      const scope = await participantToCall(deps, c.var.person, params)
      return c.json({ entries: (await deps.contactLog.ofParticipant(scope)).map(shownEntry) }, 200)
    })
    .openapi(bindContract(recordContactContract), async (c) => {
      const params = c.req.valid('param')
      const body = c.req.valid('json')
      const scope = await participantToCall(deps, c.var.person, params)
      const timepoint = body.kind === 'call' ? body.timepoint : undefined
      if (timepoint !== undefined && !(await deps.assignments.find(assignmentOf(scope, timepoint))))
        throw refusedField('/timepoint', 'unknown-timepoint', 'must be one of the participant’s assessments')
      if (body.kind === 'note' && body.alert !== undefined && !(await deps.alerts.find(scope, body.alert)))
        throw refusedField('/alert', 'unknown-alert', 'must be one of the participant’s alerts')
      const key = idempotencyKey(c.req.header('idempotency-key'))
      const id = key ? derivedId(16, scope.study, scope.participant, key) : deps.ids.random(16)
      const callBackAt =
        body.kind === 'call' && body.callBackAt ? new Date(body.callBackAt).toISOString() : undefined
      const entry = await recordContact(deps, scope, { ...body, callBackAt, id, by: c.var.person.sub })
      return c.json(shownEntry(entry), 201)
    })
    .openapi(bindContract(readMessageContract), async (c) => {
      const params = c.req.valid('param')
      const scope = await participantToCall(deps, c.var.person, params)
      const message = await readOne(deps, scope, params.message, c.var.person.sub)
      return c.json({ id: message.id, receivedAt: message.receivedAt, body: message.body }, 200)
    })
    .openapi(bindContract(listAlerts), async (c) => {
      const params = c.req.valid('param')
      const query = c.req.valid('query')
      const scope = siteAsked(await memberOf(deps, c.var.person, params.study), query.site)
      const alerts = await deps.alerts.ofSite(scope)
      return c.json({
        alerts: alerts
          .filter(({ state }) => query.state === undefined || state === query.state)
          .map(shownAlert),
      })
    })
    .openapi(bindContract(acknowledgeAlert), async (c) => {
      const params = c.req.valid('param')
      const body = c.req.valid('json')
      const scope = await participantToCall(deps, c.var.person, params)
      const step = { ...body, kind: 'acknowledge' as const, by: c.var.person.sub }
      return c.json(shownAlert(await handleAlert(deps, scope, params.alert, step)), 200)
    })
    .openapi(bindContract(closeAlert), async (c) => {
      const params = c.req.valid('param')
      const body = c.req.valid('json')
      const scope = await participantToCall(deps, c.var.person, params)
      const step = { ...body, kind: 'close' as const, by: c.var.person.sub }
      return c.json(shownAlert(await handleAlert(deps, scope, params.alert, step)), 200)
    })
    .openapi(bindContract(getContact), async (c) => {
      const scope = await participantToCall(deps, c.var.person, c.req.valid('param'))
      const contact = await deps.findContact(scope)
      if (!contact) throw notFound()
      return c.json(await shownContact(deps, contact), 200)
    })
    .openapi(bindContract(changeContactContract), async (c) => {
      const params = c.req.valid('param')
      const body = c.req.valid('json')
      const scope = await participantToCall(deps, c.var.person, params)
      const phone = body.phone === undefined ? undefined : phoneIn(deps, params.study, body.phone, '/phone')
      const contact = await changeContactOf(deps, scope, { ...body, phone }, c.var.person.sub)
      if (!contact) throw notFound()
      return c.json(await shownContact(deps, contact), 200)
    })
    .openapi(bindContract(listTexts), async (c) => {
      const params = c.req.valid('param')
      const scope = participantOf(await memberOf(deps, c.var.person, params.study), params.participant)
      if (!(await deps.participants.find(scope))) throw notFound()
      const [invitations, chain] = await Promise.all([
        deps.invitations.ofParticipant(scope),
        deps.audit.chain(participantChain(scope)),
      ])
      return c.json({ texts: ledgerOf(invitations, chain) }, 200)
    })
    .openapi(bindContract(openInterviewContract), async (c) => {
      const params = c.req.valid('param')
      const scope = await participantToCall(deps, c.var.person, params)
      const by = c.var.person.sub
      const { token, until } = await openInterview(deps, assignmentOf(scope, params.timepoint), by)
      return c.json({ url: `${deps.publicUrl}/s/${token}`, until }, 201)
    })
    .openapi(bindContract(getOnCall), async (c) => {
      const params = c.req.valid('param')
      const membership = await memberOf(deps, c.var.person, params.study)
      const scope = siteOf(membership, params.site)
      requireCoordinator(membership)
      return c.json(await shownOnCall(deps, await deps.findOnCall(scope)), 200)
    })
    .openapi(bindContract(replaceOnCall), async (c) => {
      const params = c.req.valid('param')
      const body = c.req.valid('json')
      const membership = await memberOf(deps, c.var.person, params.study)
      const scope = siteOf(membership, params.site)
      requireCoordinator(membership)
      const phones = [
        ...new Set(body.phones.map((phone, index) => phoneIn(deps, params.study, phone, `/phones/${index}`))),
      ]
      const event = {
        action: 'on-call.replaced',
        actor: { kind: 'coordinator' as const, sub: c.var.person.sub },
        about: { site: scope.site, people: phones.length },
      }
      await deps.audit.write(scope.study, event, [putOnCall(deps.contactsTable, scope, phones)])
      return c.json(await shownOnCall(deps, phones), 200)
    })
}

/** A participant whom this person may call: of one of their sites, for a coordinator, and enrolled. */
async function participantToCall(
  deps: WorklistRouteDeps,
  person: StaffEnv['Variables']['person'],
  params: { study: string; participant: string },
): Promise<ParticipantScope> {
  const membership = await memberOf(deps, person, params.study)
  const scope = participantOf(membership, params.participant)
  requireCoordinator(membership)
  if (!(await deps.participants.find(scope))) throw notFound()
  return scope
}

/** The site that is named, or the only one. */
function siteAsked(membership: StudyMember, site: string | undefined): SiteScope {
  const [only, ...others] = membership.member.sites
  const asked = site ?? (others.length === 0 ? only : undefined)
  if (asked === undefined) throw refusedField('?site', 'site-needed', 'choose one of your sites')
  return siteOf(membership, asked)
}

function phoneIn(deps: WorklistRouteDeps, study: string, written: string, pointer: string): string {
  const countries = deps.library.study(study)?.definition.textingCountries ?? []
  const read = readPhone(written, countries)
  if ('fault' in read)
    throw refusedField(pointer, read.fault, 'must be a full number in a country that the study can text')
  return read.phone
}

async function shownOnCall({ findPhone }: WorklistRouteDeps, phones: readonly string[]) {
  const { stopped } = await onCallOf(findPhone, phones)
  return { phones, stopped }
}

async function shownContact(deps: WorklistRouteDeps, contact: Contact) {
  const { phone, name, smsConsent, smsConsentAt } = contact
  const mayBeTexted = await permissionOfContact(deps.findPhone, contact)
  return { phone, name: name ?? null, smsConsent, smsConsentAt, mayBeTexted }
}

function shownEntry({ id, at, by, kind, outcome, timepoint, callBackAt, alert, text }: ContactEntry) {
  return { id, at, by, kind, outcome, timepoint, callBackAt, alert, text }
}

function shownAlert({ study: _, site: __, escalateAt: ___, level: ____, ...alert }: SafetyAlert) {
  return alert
}
