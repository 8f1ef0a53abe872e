import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { findSiteSafety } from '../../../surveys/study/site-rules.ts'
import { type Clock, formatIso } from '../../platform/core/clock.ts'
import type { Log } from '../../platform/core/log.ts'
import {
  buildVerifiedParticipantScope,
  type ParticipantScope,
  type SiteScope,
} from '../../platform/core/scope.ts'
import { type AlertStore, putAlert } from '../../records/alert/alert.store.ts'
import type { SafetyAlert } from '../../records/alert/alert.ts'
import { type AuditStore, formatParticipantChain } from '../../records/audit/audit.store.ts'
import type { AuditEvent } from '../../records/audit/audit.ts'
import type { DueAlert } from '../../records/due/due.ts'
import type { StudyLibrary } from '../../records/library/study-library.ts'
import { putNotice } from '../../records/notice/notice.store.ts'
import { buildNotice, type Notice } from '../../records/notice/notice.ts'
import type { OnCallList, OnCallPerson } from '../../records/on-call/on-call.ts'
import type { Phone } from '../../records/phone/phone.ts'
import { findNextRound, isForLeads, isUrgent } from '../../rules/safety/escalation.ts'
import { readOnCall } from './on-call-people.ts'

export type EscalateDeps = {
  readonly clock: Clock
  readonly log: Log
  readonly library: StudyLibrary
  readonly alerts: AlertStore
  readonly findOnCall: (scope: SiteScope) => Promise<OnCallList>
  readonly findLeadsOnCall: (study: string) => Promise<OnCallList>
  readonly findPhone: (number: string) => Promise<Phone>
  readonly audit: AuditStore
  readonly studyTable: string
}

/** As many as one transaction takes beside the alert and its audit entry. */
const MAX_NOTICES = 90

/**
 * One round of sending an alert to the site's on-call list, and to the study's leads where the site does not answer: at any
 * hour. It begins a notice to each person by each channel, and sets the next round, in one transaction: a message that comes
 * twice begins none twice. Sending is apart (send-notice.ts).
 *
 * @returns `nobody-on-call` when there was nobody to send it to; that is logged as an error, which alarms the operator, as is
 * an alert that nobody has taken by its due time, or one of self-harm within an hour
 */
export async function escalateAlert(
  deps: EscalateDeps,
  due: DueAlert,
): Promise<'escalated' | 'nothing-due' | 'nobody-on-call'> {
  const scope = buildVerifiedParticipantScope(due)
  const study = await deps.library.findStudy(due.study, due.site)
  const alert = await deps.alerts.find(scope, due.alert)
  if (!study) throw new Error('a due alert is of a study that is gone')
  // Whom it was about was erased since it was queued.
  if (!alert) return 'nothing-due'
  const now = formatIso(deps.clock.now())
  if (alert.state !== 'open' || alert.escalateAt === undefined || alert.escalateAt > now) return 'nothing-due'
  const site = (await readOnCall(deps.findPhone, await deps.findOnCall(scope))).reached
  const isLeadsTurn = isForLeads(alert, site.length > 0, now)
  const leads = isLeadsTurn
    ? (await readOnCall(deps.findPhone, await deps.findLeadsOnCall(due.study))).reached
    : []
  const notices = [
    ...site.map((person) => buildEscalation(alert, person, 'site', now)),
    ...leads.map((person) => buildEscalation(alert, person, 'study', now)),
  ].slice(0, MAX_NOTICES)
  const isClaimed = await beginRound(deps, study, scope, alert, notices, now)
  if (!isClaimed) return 'nothing-due'
  // What is urgent is due when it is raised: that nobody has it in that minute is no news.
  if (isUrgent(alert) ? isForLeads(alert, true, now) : now >= alert.acknowledgeBy)
    deps.log.error('an alert is not acknowledged in time', { study: due.study, site: due.site })
  if (site.length === 0)
    deps.log.error('nobody is on call for an alert', { study: due.study, site: due.site })
  if (isLeadsTurn && leads.length === 0)
    deps.log.error('no lead is on call for an alert', { study: due.study })
  return notices.length === 0 ? 'nobody-on-call' : 'escalated'
}

function buildEscalation(
  { study, site, participant, id, revision }: SafetyAlert,
  { id: recipient, channel }: OnCallPerson,
  list: 'site' | 'study',
  at: string,
): Notice {
  // Rounds are counted anew where an alert is opened again: the revision never comes twice.
  const round = revision + 1
  return buildNotice(
    {
      ...{ study, site, participant, kind: 'escalation', about: id, recipient, list, channel },
      id: `${id}~${round}~${list}~${recipient}~${channel}`,
    },
    at,
  )
}

async function beginRound(
  deps: EscalateDeps,
  study: StudyDefinition,
  scope: ParticipantScope,
  alert: SafetyAlert,
  notices: readonly Notice[],
  at: string,
): Promise<boolean> {
  const escalations = alert.escalations + 1
  const { escalateAt: _, ...rest } = alert
  const again = findNextRound(alert, findSiteSafety(study, scope.site), escalations, at)
  const next: SafetyAlert = {
    ...{ ...rest, escalations, revision: alert.revision + 1 },
    ...(again !== undefined && { escalateAt: again }),
  }
  const event: AuditEvent = {
    action: 'safety-alert.escalated',
    actor: { kind: 'system' as const },
    about: { alert: alert.id, escalations, people: notices.length },
  }
  const written = await deps.audit.write<string>(formatParticipantChain(scope), event, [
    putAlert(deps.studyTable, scope, alert, next),
    ...notices.map((notice) => putNotice(deps.studyTable, scope, notice)),
  ])
  return written.kind === 'written'
}
