import {
  acknowledgeAlert,
  closeAlert,
  getLeadsOnCall,
  getOnCall,
  listAlerts,
  replaceLeadsOnCall,
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
import { deriveId } from '../../platform/core/ids.ts'
import { PHONE_FAULT_DETAILS, readPhone } from '../../platform/core/phone-number.ts'
import { buildAssessmentScope, type ParticipantScope, type SiteScope } from '../../platform/core/scope.ts'
import { createContractRoutes } from '../../platform/http/contract-routes.ts'
import { buildFieldRefusal, parseIdempotencyKey } from '../../platform/http/request.ts'
import type { SafetyAlert } from '../../records/alert/alert.ts'
import type { AuditEvent } from '../../records/audit/audit.ts'
import type { Contact } from '../../records/contact/contact.store.ts'
import type { ContactEntry } from '../../records/contact-log/contact-log.ts'
import { putLeadsOnCall, putOnCall } from '../../records/on-call/on-call.store.ts'
import type { OnCallList } from '../../records/on-call/on-call.ts'
import { formatDisposition } from '../../records/participant/participant.ts'
import { buildMessageHistory } from '../../rules/texting/message-history.ts'
import { readContactPermission } from '../../rules/texting/permission.ts'
import { isCallOffered } from '../../rules/worklist/worklist.ts'
import {
  buildNotFound,
  requireCoordinator,
  requireLead,
  requireMembership,
  requireParticipant,
  requireSite,
  type StaffEnv,
  type StudyMember,
} from '../../workflows/access/staff-access.ts'
import { handleAlert } from '../../workflows/alerts/handle-alert.ts'
import { readOnCall } from '../../workflows/alerts/on-call-people.ts'
import { openInterview } from '../../workflows/calls/open-interview.ts'
import { recordContact } from '../../workflows/calls/record-contact.ts'
import { changeParticipantContact } from '../../workflows/participants/change-contact.ts'
import { readOne } from '../../workflows/worklist/read-message.ts'
import { readWorklist } from '../../workflows/worklist/read-worklist.ts'
import type { WorklistRouteDeps } from '../../workflows/worklist/worklist.deps.ts'

/** Whom to call and why, what was done about it, and what only people who call may see. */
export function createWorklistRoutes(deps: WorklistRouteDeps) {
  return createContractRoutes<StaffEnv>()
    .answer(getWorklist, async (c) => {
      const params = c.req.valid('param')
      const query = c.req.valid('query')
      const membership = await requireMembership(deps, c.var.person, params.study)
      const scope = resolveSite(membership, query.site)
      requireCoordinator(membership)
      const worklist = await readWorklist(deps, membership.study, scope)
      const { tasks, contacts, messages, onCall, unsent } = worklist
      return c.json({
        site: scope.site,
        onCall: onCall.reached.length,
        onCallStopped: onCall.stopped,
        tasks: tasks.map(({ calls, ended, isLeftAlone, ...task }) => ({
          ...task,
          ended: formatDisposition(ended ?? undefined),
          unsent: unsent.get(task.participant) ?? [],
          name: contacts.get(task.participant)?.name ?? null,
          phone: isCallOffered({ ...task, ended, isLeftAlone })
            ? (contacts.get(task.participant)?.phone ?? null)
            : null,
          calls: calls.map(formatContactEntry),
          messages: messages
            .filter(({ participant }) => participant === task.participant)
            .map(({ id, receivedAt, body, isShared }) => ({ id, receivedAt, body, isShared })),
        })),
      })
    })
    .answer(listContactLog, async (c) => {
      const params = c.req.valid('param')
      const scope = await requireCallableParticipant(deps, c.var.person, params)
      return c.json(
        { entries: (await deps.contactLog.listByParticipant(scope)).map(formatContactEntry) },
        200,
      )
    })
    .answer(recordContactContract, async (c) => {
      const params = c.req.valid('param')
      const body = c.req.valid('json')
      const scope = await requireCallableParticipant(deps, c.var.person, params)
      const timepoint = body.kind === 'call' ? body.timepoint : undefined
      if (timepoint !== undefined && !(await deps.assessments.find(buildAssessmentScope(scope, timepoint))))
        throw buildFieldRefusal(
          '/timepoint',
          'unknown-timepoint',
          'must be one of the participant’s assessments',
        )
      if (body.kind === 'note' && body.alert !== undefined && !(await deps.alerts.find(scope, body.alert)))
        throw buildFieldRefusal('/alert', 'unknown-alert', 'must be one of the participant’s alerts')
      const key = parseIdempotencyKey(c.req.header('idempotency-key'))
      const id = key ? deriveId(16, scope.study, scope.participant, key) : deps.ids.random(16)
      const callBackAt =
        body.kind === 'call' && body.callBackAt ? new Date(body.callBackAt).toISOString() : undefined
      const entry = await recordContact(deps, scope, { ...body, callBackAt, id, by: c.var.person.sub })
      return c.json(formatContactEntry(entry), 201)
    })
    .answer(readMessageContract, async (c) => {
      const params = c.req.valid('param')
      const scope = await requireCallableParticipant(deps, c.var.person, params)
      const message = await readOne(deps, scope, params.message, c.var.person.sub)
      return c.json({ id: message.id, receivedAt: message.receivedAt, body: message.body }, 200)
    })
    .answer(listAlerts, async (c) => {
      const params = c.req.valid('param')
      const query = c.req.valid('query')
      const scope = resolveSite(await requireMembership(deps, c.var.person, params.study), query.site)
      const alerts = await deps.alerts.listBySite(scope)
      return c.json({
        alerts: alerts
          .filter(({ state }) => query.state === undefined || state === query.state)
          .map(formatAlert),
      })
    })
    .answer(acknowledgeAlert, async (c) => {
      const params = c.req.valid('param')
      const body = c.req.valid('json')
      const scope = await requireCallableParticipant(deps, c.var.person, params)
      const step = { ...body, kind: 'acknowledge' as const, by: c.var.person.sub }
      return c.json(formatAlert(await handleAlert(deps, scope, params.alert, step)), 200)
    })
    .answer(closeAlert, async (c) => {
      const params = c.req.valid('param')
      const body = c.req.valid('json')
      const scope = await requireCallableParticipant(deps, c.var.person, params)
      const step = { ...body, kind: 'close' as const, by: c.var.person.sub }
      return c.json(formatAlert(await handleAlert(deps, scope, params.alert, step)), 200)
    })
    .answer(getContact, async (c) => {
      const scope = await requireCallableParticipant(deps, c.var.person, c.req.valid('param'))
      const contact = await deps.findContact(scope)
      if (!contact) throw buildNotFound()
      return c.json(await formatContact(deps, contact), 200)
    })
    .answer(changeContactContract, async (c) => {
      const params = c.req.valid('param')
      const body = c.req.valid('json')
      const scope = await requireCallableParticipant(deps, c.var.person, params)
      const phone =
        body.phone === undefined ? undefined : await parsePhone(deps, params.study, body.phone, '/phone')
      const contact = await changeParticipantContact(deps, scope, { ...body, phone }, c.var.person.sub)
      if (!contact) throw buildNotFound()
      return c.json(await formatContact(deps, contact), 200)
    })
    .answer(listTexts, async (c) => {
      const params = c.req.valid('param')
      const scope = requireParticipant(
        await requireMembership(deps, c.var.person, params.study),
        params.participant,
      )
      if (!(await deps.participants.find(scope))) throw buildNotFound()
      return c.json({ texts: buildMessageHistory(await deps.textPlans.listHistory(scope)) }, 200)
    })
    .answer(openInterviewContract, async (c) => {
      const params = c.req.valid('param')
      const scope = await requireCallableParticipant(deps, c.var.person, params)
      const by = c.var.person.sub
      const { token, until } = await openInterview(deps, buildAssessmentScope(scope, params.timepoint), by)
      return c.json({ url: `${deps.publicUrl}/s/${token}`, until }, 201)
    })
    .answer(getOnCall, async (c) => {
      const params = c.req.valid('param')
      const membership = await requireMembership(deps, c.var.person, params.study)
      const scope = requireSite(membership, params.site)
      requireCoordinator(membership)
      return c.json(await formatOnCall(deps, await deps.findOnCall(scope)), 200)
    })
    .answer(replaceOnCall, async (c) => {
      const params = c.req.valid('param')
      const membership = await requireMembership(deps, c.var.person, params.study)
      const scope = requireSite(membership, params.site)
      requireCoordinator(membership)
      const list = await buildOnCallList(deps, params.study, c.req.valid('json'))
      const event = buildOnCallEvent(c.var.person.sub, 'coordinator', list, { site: scope.site })
      await deps.audit.write(scope.study, event, [putOnCall(deps.contactsTable, scope, list)])
      if (isEmpty(list)) deps.log.error('a site has nobody on call', { study: scope.study, site: scope.site })
      return c.json(await formatOnCall(deps, list), 200)
    })
    .answer(getLeadsOnCall, async (c) => {
      const params = c.req.valid('param')
      requireLead(await requireMembership(deps, c.var.person, params.study))
      return c.json(await formatOnCall(deps, await deps.findLeadsOnCall(params.study)), 200)
    })
    .answer(replaceLeadsOnCall, async (c) => {
      const params = c.req.valid('param')
      requireLead(await requireMembership(deps, c.var.person, params.study))
      const list = await buildOnCallList(deps, params.study, c.req.valid('json'))
      const event = buildOnCallEvent(c.var.person.sub, 'lead', list, {})
      await deps.audit.write(params.study, event, [putLeadsOnCall(deps.contactsTable, params.study, list)])
      return c.json(await formatOnCall(deps, list), 200)
    })
}

/** Each address once. A salt of its own, so that the ids of recipients say nothing of addresses. */
async function buildOnCallList(
  deps: WorklistRouteDeps,
  study: string,
  body: { readonly phones: readonly string[]; readonly emails?: readonly string[] | undefined },
): Promise<OnCallList> {
  const phones = await Promise.all(
    body.phones.map((phone, index) => parsePhone(deps, study, phone, `/phones/${index}`)),
  )
  const emails = (body.emails ?? []).map((email) => email.toLowerCase())
  return { phones: [...new Set(phones)], emails: [...new Set(emails)], salt: deps.ids.random(16) }
}

function isEmpty({ phones, emails }: OnCallList): boolean {
  return phones.length + emails.length === 0
}

function buildOnCallEvent(
  sub: string,
  kind: 'coordinator' | 'lead',
  { phones, emails }: OnCallList,
  about: { readonly site?: string },
): AuditEvent {
  const people = phones.length + emails.length
  return { action: 'on-call.replaced', actor: { kind, sub }, about: { ...about, people } }
}

/** A participant whom this person may call: of one of their sites, for a coordinator, and enrolled. */
async function requireCallableParticipant(
  deps: WorklistRouteDeps,
  person: StaffEnv['Variables']['person'],
  params: { study: string; participant: string },
): Promise<ParticipantScope> {
  const membership = await requireMembership(deps, person, params.study)
  const scope = requireParticipant(membership, params.participant)
  requireCoordinator(membership)
  if (!(await deps.participants.find(scope))) throw buildNotFound()
  return scope
}

/** The site that is named, or the only one. */
function resolveSite(membership: StudyMember, site: string | undefined): SiteScope {
  const [only, ...others] = membership.member.sites
  const asked = site ?? (others.length === 0 ? only : undefined)
  if (asked === undefined) throw buildFieldRefusal('?site', 'site-needed', 'choose one of your sites')
  return requireSite(membership, asked)
}

async function parsePhone(
  deps: WorklistRouteDeps,
  study: string,
  written: string,
  pointer: string,
): Promise<string> {
  const countries = deps.library.findStudy(study)?.definition.textingCountries ?? []
  const read = await readPhone(written, countries)
  if ('fault' in read) throw buildFieldRefusal(pointer, read.fault, PHONE_FAULT_DETAILS[read.fault])
  return read.phone
}

async function formatOnCall({ findPhone }: WorklistRouteDeps, list: OnCallList) {
  const { stopped } = await readOnCall(findPhone, list)
  return { phones: list.phones, emails: list.emails, stopped }
}

async function formatContact(deps: WorklistRouteDeps, contact: Contact) {
  const { phone, name, birthYear, smsConsent, smsConsentAt } = contact
  const mayBeTexted = await readContactPermission(deps.findPhone, contact)
  return {
    ...{ phone, name: name ?? null, birthYear: birthYear ?? null },
    ...{ smsConsent, smsConsentAt, mayBeTexted },
  }
}

function formatContactEntry({ id, at, by, kind, outcome, timepoint, callBackAt, alert, text }: ContactEntry) {
  return { id, at, by, kind, outcome, timepoint, callBackAt, alert, text }
}

function formatAlert({ study: _, site: __, escalateAt: ___, level: ____, ...alert }: SafetyAlert) {
  return alert
}
