import { changeContactContract, getContact } from '../../../web/api/participants/contact.ts'
import { listTexts } from '../../../web/api/participants/texts.ts'
import { participantProblems } from '../../../web/api/problems/participant-problems.ts'
import { listHistory } from '../../../web/api/worklist/history.ts'
import { handleMessageContract, reopenMessageContract } from '../../../web/api/worklist/messages.ts'
import { acknowledgeAlert, closeAlert, listAlerts } from '../../../web/api/worklist/safety-alerts.ts'
import {
  getWorklist,
  listContactLog,
  openInterviewContract,
  recordContactContract,
} from '../../../web/api/worklist/worklist.ts'
import { deriveId } from '../../platform/core/ids.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import { buildAssessmentScope, type ParticipantScope, type SiteScope } from '../../platform/core/scope.ts'
import { createContractRoutes } from '../../platform/http/contract-routes.ts'
import { buildFieldRefusal, parseIdempotencyKey } from '../../platform/http/request.ts'
import type { Evidence, SafetyAlert } from '../../records/alert/alert.ts'
import type { Contact } from '../../records/contact/contact.store.ts'
import type { ContactEntry } from '../../records/contact-log/contact-log.ts'
import { isWaiting, type Message } from '../../records/message/message.ts'
import { formatDisposition } from '../../records/participant/participant.ts'
import { findHistoryPage } from '../../rules/history/participant-history.ts'
import { buildMessageHistory } from '../../rules/texting/message-history.ts'
import { readContactPermission } from '../../rules/texting/permission.ts'
import { isCallOffered } from '../../rules/worklist/worklist.ts'
import type { IdentifiedKind, IdentifiedReading } from '../../workflows/access/identified-data.ts'
import {
  buildNotFound,
  requireMembership,
  requireParticipant,
  requirePerson,
  requirePower,
  requireSite,
  type StaffEnv,
  type StudyMember,
} from '../../workflows/access/staff-access.ts'
import { handleAlert } from '../../workflows/alerts/handle-alert.ts'
import { openInterview } from '../../workflows/calls/open-interview.ts'
import { readContactLog } from '../../workflows/calls/read-contact-log.ts'
import { recordContact } from '../../workflows/calls/record-contact.ts'
import { changeParticipantContact } from '../../workflows/participants/change-contact.ts'
import { readContact } from '../../workflows/participants/read-contact.ts'
import { refuseStaffPhone } from '../../workflows/participants/refuse-staff-phone.ts'
import { changeHandling } from '../../workflows/worklist/handle-message.ts'
import { readHistory } from '../../workflows/worklist/read-history.ts'
import { readWorklist } from '../../workflows/worklist/read-worklist.ts'
import type { WorklistRouteDeps } from '../../workflows/worklist/worklist.deps.ts'
import { parsePhone } from '../participants/parse-phone.ts'

/** Whom to call and why, what was done about it, and what only people who call may see. */
export function createWorklistRoutes(deps: WorklistRouteDeps) {
  return createContractRoutes<StaffEnv>()
    .answer(getWorklist, async (c) => {
      const params = c.req.valid('param')
      const query = c.req.valid('query')
      const membership = await requireMembership(deps, c.var.person, params.study)
      const scope = resolveSite(membership, query.site)
      requirePower(membership, 'record')
      const reading = {
        reader: { kind: 'coordinator', sub: c.var.person.sub },
        scope,
        what: 'worklist',
      } as const
      const worklist = await deps.identified.open(reading, readWorklist(deps, membership.study, scope))
      const { tasks, contacts, messages, onCall, unsent, textsStopped } = worklist
      return c.json({
        site: scope.site,
        onCall: onCall.reached.length,
        onCallStopped: onCall.stopped,
        textsStopped: textsStopped ? { since: textsStopped.stoppedAt, code: textsStopped.code } : null,
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
      const reading = buildReading(c.var.person, scope, 'contact-log')
      const entries = await deps.identified.open(reading, readContactLog(deps, scope))
      return c.json({ entries: entries.map(formatContactEntry) }, 200)
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
    .answer(handleMessageContract, async (c) => {
      const params = c.req.valid('param')
      const body = c.req.valid('json')
      const scope = await requireCallableParticipant(deps, c.var.person, params)
      const step = { ...body, step: 'handled' as const, by: c.var.person.sub }
      const changed = changeHandling(deps, scope, params.message, step)
      const message = await deps.identified.open(buildReading(c.var.person, scope, 'message'), changed)
      return c.json(formatMessage(message), 200)
    })
    .answer(reopenMessageContract, async (c) => {
      const params = c.req.valid('param')
      const body = c.req.valid('json')
      const scope = await requireCallableParticipant(deps, c.var.person, params)
      const step = { ...body, step: 'reopened' as const, by: c.var.person.sub }
      const changed = changeHandling(deps, scope, params.message, step)
      const message = await deps.identified.open(buildReading(c.var.person, scope, 'message'), changed)
      return c.json(formatMessage(message), 200)
    })
    .answer(listHistory, async (c) => {
      const params = c.req.valid('param')
      const query = c.req.valid('query')
      const scope = await requireCallableParticipant(deps, c.var.person, params)
      const reading = buildReading(c.var.person, scope, 'history')
      const history = await deps.identified.open(reading, readHistory(deps, scope))
      const page = findHistoryPage(history, query.cursor, query.limit)
      if (!page) throw buildFieldRefusal('?cursor', 'unknown-cursor', 'must be `next` of an earlier page')
      return c.json(page, 200)
    })
    .answer(listAlerts, async (c) => {
      const params = c.req.valid('param')
      const query = c.req.valid('query')
      const scope = resolveSite(await requireMembership(deps, c.var.person, params.study, query), query.site)
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
      requirePerson(c.var.person)
      const step = { ...body, kind: 'acknowledge' as const, by: c.var.person.sub }
      return c.json(formatAlert(await handleAlert(deps, scope, params.alert, step)), 200)
    })
    .answer(closeAlert, async (c) => {
      const params = c.req.valid('param')
      const body = c.req.valid('json')
      const scope = await requireCallableParticipant(deps, c.var.person, params)
      requirePerson(c.var.person)
      const step = { ...body, kind: 'close' as const, by: c.var.person.sub }
      return c.json(formatAlert(await handleAlert(deps, scope, params.alert, step)), 200)
    })
    .answer(getContact, async (c) => {
      const scope = await requireCallableParticipant(deps, c.var.person, c.req.valid('param'))
      const found = await readContact(deps, scope)
      if (!found) throw buildNotFound()
      const contact = await deps.identified.open(buildReading(c.var.person, scope, 'contact'), found)
      return c.json(await formatContact(deps, contact), 200)
    })
    .answer(changeContactContract, async (c) => {
      const params = c.req.valid('param')
      const { distinctFrom, ...body } = c.req.valid('json')
      const scope = await requireCallableParticipant(deps, c.var.person, params)
      const study = await deps.library.findStudy(params.study, scope.site)
      const phone = body.phone === undefined ? undefined : await parsePhone(study, body.phone, '/phone')
      if (study && phone !== undefined) await refuseStaffPhone(deps, study, scope, phone)
      const change = { ...body, phone, distinctFrom }
      const changed = await changeParticipantContact(deps, scope, change, c.var.person.sub)
      if (changed.kind === 'unknown') throw buildNotFound()
      if (changed.kind === 'possible-duplicate') {
        const asked = buildReading(c.var.person, scope, 'possible-duplicates')
        const faults = await deps.identified.open(asked, changed.faults)
        throw new ProblemError(participantProblems.possibleDuplicate, faults)
      }
      const reading = buildReading(c.var.person, scope, 'contact')
      return c.json(await formatContact(deps, await deps.identified.open(reading, changed.contact)), 200)
    })
    .answer(listTexts, async (c) => {
      const params = c.req.valid('param')
      const scope = requireParticipant(
        await requireMembership(deps, c.var.person, params.study, params),
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
}

/** A participant whom this person may call: of one of their sites, for a coordinator, and enrolled. */
async function requireCallableParticipant(
  deps: WorklistRouteDeps,
  person: StaffEnv['Variables']['person'],
  params: { study: string; participant: string },
): Promise<ParticipantScope> {
  const membership = await requireMembership(deps, person, params.study, params)
  const scope = requireParticipant(membership, params.participant)
  requirePower(membership, 'record')
  if (!(await deps.participants.find(scope))) throw buildNotFound()
  return scope
}

/** For those who call, and so for coordinators. */
function buildReading(
  { sub }: StaffEnv['Variables']['person'],
  scope: ParticipantScope,
  what: IdentifiedKind,
): IdentifiedReading {
  return { reader: { kind: 'coordinator', sub }, scope, what }
}

/** The site that is named, or the only one. */
function resolveSite(membership: StudyMember, site: string | undefined): SiteScope {
  const [only, ...others] = membership.member.sites
  const asked = site ?? (others.length === 0 ? only : undefined)
  if (asked === undefined) throw buildFieldRefusal('?site', 'site-needed', 'choose one of your sites')
  return requireSite(membership, asked)
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

function formatMessage(message: Message) {
  const { id, receivedAt, body, isShared } = message
  const state = isWaiting(message) ? ('waiting' as const) : ('handled' as const)
  return { id, receivedAt, body, isShared, state }
}

function formatAlert({
  study: _,
  site: __,
  escalateAt: ___,
  level: ____,
  steps: _____,
  evidence,
  ...alert
}: SafetyAlert) {
  return { ...alert, evidence: evidence.map(formatEvidence) }
}

/** What is compared is not shown. */
function formatEvidence(one: Evidence) {
  if ('messages' in one) return one
  const { level: _, ...shown } = one
  return shown
}
