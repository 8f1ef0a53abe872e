import type { Library } from '../../../surveys/library/library.ts'
import { parseDuration } from '../../../surveys/study/duration.ts'
import { fillTemplate } from '../../../surveys/text-message/template.ts'
import type { TextSender } from '../../platform/aws/sms.ts'
import { type Clock, formatIso, HOUR_MS, shiftIso } from '../../platform/core/clock.ts'
import { describeError, type Log } from '../../platform/core/log.ts'
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
import type { Phone } from '../../records/phone/phone.ts'
import { buildClinicValues } from '../../rules/texting/study-texts.ts'
import { readOnCall } from './on-call-numbers.ts'

export type EscalateDeps = {
  readonly clock: Clock
  readonly log: Log
  readonly library: Library
  readonly alerts: AlertStore
  readonly findOnCall: (scope: SiteScope) => Promise<readonly string[]>
  readonly findPhone: (number: string) => Promise<Phone>
  readonly audit: AuditStore
  readonly texts: TextSender
  readonly publicUrl: string
  readonly studyTable: string
}

/** A week of it at every four hours: then the list has stopped reading. The alert stays open on the worklist. */
const MAX_ESCALATIONS = 42

/**
 * Texts the site's on-call list that an alert waits, at any hour, and sets the next time. Each round is claimed first, so
 * that a message that comes twice texts once.
 */
export async function escalateAlert(
  deps: EscalateDeps,
  due: DueAlert,
): Promise<'escalated' | 'nothing-due' | 'nobody-on-call'> {
  const scope = buildVerifiedParticipantScope(due)
  const study = deps.library.findStudy(due.study)?.definition
  const alert = await deps.alerts.find(scope, due.alert)
  if (!study || !alert) throw new Error('a due alert names nothing that exists')
  const now = formatIso(deps.clock.now())
  if (alert.state !== 'open' || alert.escalateAt === undefined || alert.escalateAt > now) return 'nothing-due'
  const { texted: phones } = await readOnCall(deps.findPhone, await deps.findOnCall(scope))
  const claimed = await claimRound(deps, scope, alert, study.safety.escalateEvery, phones.length)
  if (!claimed) return 'nothing-due'
  const body = fillTemplate(study.safety.escalation, {
    ...buildClinicValues(study, due.site),
    console: `${deps.publicUrl}/console`,
  })
  for (const to of phones)
    try {
      await deps.texts.send({ to, body, context: { study: due.study, site: due.site } })
    } catch (error) {
      deps.log.error('an escalation is left unknown', { site: due.site, ...describeError(error) })
    }
  return phones.length === 0 ? 'nobody-on-call' : 'escalated'
}

async function claimRound(
  deps: EscalateDeps,
  scope: ParticipantScope,
  alert: SafetyAlert,
  every: string,
  people: number,
): Promise<boolean> {
  const escalations = alert.escalations + 1
  const { escalateAt: _, ...rest } = alert
  const again = shiftIso(formatIso(deps.clock.now()), parseDuration(every).count * HOUR_MS)
  const next: SafetyAlert = {
    ...rest,
    escalations,
    revision: alert.revision + 1,
    ...(escalations < MAX_ESCALATIONS && { escalateAt: again }),
  }
  const event: AuditEvent = {
    action: 'safety-alert.escalated',
    actor: { kind: 'system' as const },
    about: { alert: alert.id, escalations, people },
  }
  const written = await deps.audit.write(formatParticipantChain(scope), event, [
    putAlert(deps.studyTable, scope, alert, next),
  ])
  return written.kind === 'written'
}
