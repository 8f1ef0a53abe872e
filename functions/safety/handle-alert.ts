import { type AuditStore, participantChain } from '../audit/audit.store.ts'
import { putContactEntry } from '../contact-log/contact-log.store.ts'
import { type Clock, isoOf } from '../platform/clock.ts'
import type { Ids } from '../platform/ids.ts'
import { ProblemError, platformProblems } from '../platform/problem.ts'
import type { ParticipantScope } from '../platform/scope.ts'
import { type AlertStore, putAlert } from './alert.store.ts'
import type { ClosingReason, SafetyAlert } from './alert.ts'
import { safetyProblems } from './safety.problems.ts'

export type HandleAlertDeps = {
  readonly clock: Clock
  readonly ids: Ids
  readonly alerts: Pick<AlertStore, 'find'>
  readonly audit: AuditStore
  readonly studyTable: string
  readonly contactsTable: string
}

/** What a person does about an alert. `revision`: of the alert as they saw it. */
export type AlertStep = {
  readonly by: string
  readonly revision: number
  readonly note?: string | undefined
} & ({ readonly kind: 'acknowledge' } | { readonly kind: 'close'; readonly reason: ClosingReason })

/**
 * Takes an alert on, or closes it. Whoever takes it on owns it, also from somebody else. The rule firing again meanwhile
 * is not overlooked: the step is refused, and the person sees the alert as it stands. The same step again changes nothing.
 *
 * @throws ProblemError 404 when there is no such alert, 409 `alert-changed`
 */
export async function handleAlert(
  deps: HandleAlertDeps,
  scope: ParticipantScope,
  id: string,
  step: AlertStep,
): Promise<SafetyAlert> {
  const read = await deps.alerts.find(scope, id)
  if (!read) throw new ProblemError(platformProblems.notFound)
  const at = isoOf(deps.clock.now())
  if (isDone(read, step)) return read
  if (read.revision !== step.revision || read.state === 'closed')
    throw new ProblemError(safetyProblems.alertChanged)
  const alert = step.kind === 'acknowledge' ? acknowledged(read, step.by, at) : closed(read, step, at)
  const event = {
    action: step.kind === 'acknowledge' ? 'safety-alert.acknowledged' : 'safety-alert.closed',
    actor: { kind: 'coordinator' as const, sub: step.by },
    about: { alert: id, ...(step.kind === 'close' && { reason: step.reason }) },
  }
  const { study, site, participant } = scope
  const note = { study, site, participant, id: deps.ids.random(16), at, by: step.by, kind: 'note' as const }
  const result = await deps.audit.write(participantChain(scope), event, [
    putAlert(deps.studyTable, scope, read, alert),
    ...(step.note === undefined
      ? []
      : [putContactEntry(deps.contactsTable, scope, { ...note, alert: id, text: step.note })]),
  ])
  if (result.kind === 'refused') {
    // A double tap: the other one of the two was first.
    const changed = await deps.alerts.find(scope, id)
    if (changed && isDone(changed, step)) return changed
    throw new ProblemError(safetyProblems.alertChanged)
  }
  return alert
}

/** The very same step was made before: a double tap, or a retry. */
function isDone(alert: SafetyAlert, step: AlertStep): boolean {
  if (alert.revision !== step.revision + 1) return false
  return step.kind === 'acknowledge'
    ? alert.state === 'acknowledged' && alert.owner === step.by
    : alert.state === 'closed' && alert.closedBy === step.by && alert.closingReason === step.reason
}

function acknowledged(read: SafetyAlert, by: string, at: string): SafetyAlert {
  const { escalateAt: _, ...rest } = read
  return { ...rest, state: 'acknowledged', owner: by, acknowledgedAt: at, revision: read.revision + 1 }
}

function closed(read: SafetyAlert, step: AlertStep & { kind: 'close' }, at: string): SafetyAlert {
  const { escalateAt: _, ...rest } = read
  return {
    ...rest,
    state: 'closed',
    revision: read.revision + 1,
    closedAt: at,
    closedBy: step.by,
    closingReason: step.reason,
  }
}
