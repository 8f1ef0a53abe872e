import { Hono } from 'hono'
import { type AuditStore, participantChain } from '../audit/audit.store.ts'
import type { ContactEntry } from '../contact-log/contact-log.ts'
import { recordContact } from '../contact-log/record-contact.ts'
import type { InvitationStore } from '../invitation/invitation.store.ts'
import { ledgerOf } from '../invitation/ledger.ts'
import { permissionOf } from '../invitation/permission.ts'
import { type InterviewDeps, openInterview } from '../link/open-interview.ts'
import type { StaffDeps } from '../membership/staff.deps.ts'
import {
  memberOf,
  notFound,
  participantOf,
  requireCoordinator,
  type StaffEnv,
  type StudyMember,
  siteOf,
} from '../membership/staff.ts'
import { changeContactOf } from '../participant/change-contact.ts'
import type { Contact } from '../participant/contact.store.ts'
import type { ParticipantStore } from '../participant/participant.store.ts'
import { readPhone } from '../participant/phone.ts'
import { isoOf } from '../platform/clock.ts'
import { accept } from '../platform/contract.ts'
import { derivedId } from '../platform/ids.ts'
import { ProblemError, platformProblems } from '../platform/problem.ts'
import { idempotencyKey, refusedField } from '../platform/request.ts'
import { assignmentOf, type ParticipantScope, type SiteScope } from '../platform/scope.ts'
import { MESSAGE_THERE, readMessage } from '../reply/message.store.ts'
import type { SafetyAlert } from '../safety/alert.ts'
import { handleAlert } from '../safety/handle-alert.ts'
import { putOnCall } from '../safety/on-call.store.ts'
import { onCallOf } from '../safety/on-call.ts'
import { readWorklist, type WorklistDeps } from './read-worklist.ts'
import {
  acknowledgeAlert,
  closeAlert,
  getOnCall,
  listAlerts,
  replaceOnCall,
} from './safety-alerts.contract.ts'
import {
  changeContactContract,
  getContact,
  getWorklist,
  listContactLog,
  listTexts,
  openInterviewContract,
  readMessageContract,
  recordContactContract,
} from './worklist.contract.ts'

export type WorklistRouteDeps = StaffDeps &
  WorklistDeps &
  InterviewDeps & {
    readonly audit: AuditStore
    readonly participants: Pick<ParticipantStore, 'find'>
    readonly invitations: Pick<InvitationStore, 'ofParticipant'>
    readonly findContact: (scope: ParticipantScope) => Promise<Contact | undefined>
    readonly publicUrl: string
    readonly contactsTable: string
  }

/** Whom to call and why, what was done about it, and what only people who call may see. */
export function worklistRoutes(deps: WorklistRouteDeps) {
  return new Hono<StaffEnv>()
    .get('/api/studies/:study/worklist', accept(getWorklist), async (c) => {
      const { params, query } = c.var.input
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
    .get('/api/studies/:study/participants/:participant/contact-log', accept(listContactLog), async (c) => {
      const { params } = c.var.input
      const scope = await participantToCall(deps, c.var.person, params)
      return c.json({ entries: (await deps.contactLog.ofParticipant(scope)).map(shownEntry) })
    })
    .post(
      '/api/studies/:study/participants/:participant/contact-log',
      accept(recordContactContract),
      async (c) => {
        const { params, body } = c.var.input
        const scope = await participantToCall(deps, c.var.person, params)
        const timepoint = body.kind === 'call' ? body.timepoint : undefined
        if (timepoint !== undefined && !(await deps.assignments.find(assignmentOf(scope, timepoint))))
          throw refusedField(
            '/timepoint',
            'unknown-timepoint',
            'must be one of the participant’s assessments',
          )
        if (body.kind === 'note' && body.alert !== undefined && !(await deps.alerts.find(scope, body.alert)))
          throw refusedField('/alert', 'unknown-alert', 'must be one of the participant’s alerts')
        const key = idempotencyKey(c.req.header('idempotency-key'))
        const id = key ? derivedId(16, scope.study, scope.participant, key) : deps.ids.random(16)
        const callBackAt =
          body.kind === 'call' && body.callBackAt ? new Date(body.callBackAt).toISOString() : undefined
        const entry = await recordContact(deps, scope, { ...body, callBackAt, id, by: c.var.person.sub })
        return c.json(shownEntry(entry), 201)
      },
    )
    .post(
      '/api/studies/:study/participants/:participant/messages/:message/read',
      accept(readMessageContract),
      async (c) => {
        const { params } = c.var.input
        const scope = await participantToCall(deps, c.var.person, params)
        const message = await readOne(deps, scope, params.message, c.var.person.sub)
        return c.json({ id: message.id, receivedAt: message.receivedAt, body: message.body })
      },
    )
    .get('/api/studies/:study/alerts', accept(listAlerts), async (c) => {
      const { params, query } = c.var.input
      const scope = siteAsked(await memberOf(deps, c.var.person, params.study), query.site)
      const alerts = await deps.alerts.ofSite(scope)
      return c.json({
        alerts: alerts
          .filter(({ state }) => query.state === undefined || state === query.state)
          .map(shownAlert),
      })
    })
    .post(
      '/api/studies/:study/participants/:participant/alerts/:alert/acknowledge',
      accept(acknowledgeAlert),
      async (c) => {
        const { params, body } = c.var.input
        const scope = await participantToCall(deps, c.var.person, params)
        const step = { ...body, kind: 'acknowledge' as const, by: c.var.person.sub }
        return c.json(shownAlert(await handleAlert(deps, scope, params.alert, step)))
      },
    )
    .post(
      '/api/studies/:study/participants/:participant/alerts/:alert/close',
      accept(closeAlert),
      async (c) => {
        const { params, body } = c.var.input
        const scope = await participantToCall(deps, c.var.person, params)
        const step = { ...body, kind: 'close' as const, by: c.var.person.sub }
        return c.json(shownAlert(await handleAlert(deps, scope, params.alert, step)))
      },
    )
    .get('/api/studies/:study/participants/:participant/contact', accept(getContact), async (c) => {
      const scope = await participantToCall(deps, c.var.person, c.var.input.params)
      const contact = await deps.findContact(scope)
      if (!contact) throw notFound()
      return c.json(await shownContact(deps, contact))
    })
    .patch(
      '/api/studies/:study/participants/:participant/contact',
      accept(changeContactContract),
      async (c) => {
        const { params, body } = c.var.input
        const scope = await participantToCall(deps, c.var.person, params)
        const phone = body.phone === undefined ? undefined : phoneIn(deps, params.study, body.phone, '/phone')
        const contact = await changeContactOf(deps, scope, { ...body, phone }, c.var.person.sub)
        if (!contact) throw notFound()
        return c.json(await shownContact(deps, contact))
      },
    )
    .get('/api/studies/:study/participants/:participant/texts', accept(listTexts), async (c) => {
      const { params } = c.var.input
      const scope = participantOf(await memberOf(deps, c.var.person, params.study), params.participant)
      if (!(await deps.participants.find(scope))) throw notFound()
      const [invitations, chain] = await Promise.all([
        deps.invitations.ofParticipant(scope),
        deps.audit.chain(participantChain(scope)),
      ])
      return c.json({ texts: ledgerOf(invitations, chain) })
    })
    .post(
      '/api/studies/:study/participants/:participant/assignments/:timepoint/interview',
      accept(openInterviewContract),
      async (c) => {
        const { params } = c.var.input
        const scope = await participantToCall(deps, c.var.person, params)
        const by = c.var.person.sub
        const { token, until } = await openInterview(deps, assignmentOf(scope, params.timepoint), by)
        return c.json({ url: `${deps.publicUrl}/s/${token}`, until }, 201)
      },
    )
    .get('/api/studies/:study/sites/:site/on-call', accept(getOnCall), async (c) => {
      const { params } = c.var.input
      const membership = await memberOf(deps, c.var.person, params.study)
      const scope = siteOf(membership, params.site)
      requireCoordinator(membership)
      return c.json(await shownOnCall(deps, await deps.findOnCall(scope)))
    })
    .put('/api/studies/:study/sites/:site/on-call', accept(replaceOnCall), async (c) => {
      const { params, body } = c.var.input
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
      return c.json(await shownOnCall(deps, phones))
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

/** @throws ProblemError 404 */
export async function readOne(deps: WorklistRouteDeps, scope: ParticipantScope, id: string, by: string) {
  const message = await deps.messages.find(scope, id)
  if (!message) throw notFound()
  if (message.readAt !== undefined) return message
  const event = {
    action: 'message.read',
    actor: { kind: 'coordinator' as const, sub: by },
    about: { message: id },
  }
  const write = readMessage(deps.contactsTable, scope, id, by, isoOf(deps.clock.now()))
  const result = await deps.audit.write(participantChain(scope), event, [write])
  if (result.kind === 'refused' && result.clause !== MESSAGE_THERE)
    throw new ProblemError(platformProblems.busy)
  return message
}

async function shownOnCall({ findPhone }: WorklistRouteDeps, phones: readonly string[]) {
  const { stopped } = await onCallOf(findPhone, phones)
  return { phones, stopped }
}

async function shownContact(deps: WorklistRouteDeps, contact: Contact) {
  const { phone, name, smsConsent, smsConsentAt } = contact
  const mayBeTexted = await permissionOf(deps.findPhone, contact)
  return { phone, name: name ?? null, smsConsent, smsConsentAt, mayBeTexted }
}

function shownEntry({ id, at, by, kind, outcome, timepoint, callBackAt, alert, text }: ContactEntry) {
  return { id, at, by, kind, outcome, timepoint, callBackAt, alert, text }
}

function shownAlert({ study: _, site: __, escalateAt: ___, level: ____, ...alert }: SafetyAlert) {
  return alert
}
