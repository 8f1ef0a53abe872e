import { platformProblems } from '../../../web/api/problems/platform-problems.ts'
import { safetyProblems } from '../../../web/api/problems/safety-problems.ts'
import type { ClosingReason } from '../../../web/api/worklist/closing-reasons.ts'
import type { ConditionalWrite } from '../../platform/aws/dynamodb.ts'
import { formatIso } from '../../platform/core/clock.ts'
import { deriveId } from '../../platform/core/ids.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import { CONFLICT, retryOnConflict } from '../../platform/core/retry-on-conflict.ts'
import type { ParticipantScope } from '../../platform/core/scope.ts'
import { type AlertStore, putAlert } from '../../records/alert/alert.store.ts'
import { listRaisingGroups, type SafetyAlert } from '../../records/alert/alert.ts'
import { formatParticipantChain } from '../../records/audit/audit.store.ts'
import type { AuditEvent } from '../../records/audit/audit.ts'
import { putContactEntry } from '../../records/contact-log/contact-log.store.ts'
import { handleMessage, MESSAGE_UNCHANGED, type MessageStore } from '../../records/message/message.store.ts'
import { isWaiting } from '../../records/message/message.ts'
import { type RecordContactDeps, recordContact } from '../calls/record-contact.ts'

export type HandleAlertDeps = RecordContactDeps & {
  readonly alerts: Pick<AlertStore, 'find'>
  readonly messages: Pick<MessageStore, 'find'>
  readonly studyTable: string
}

/** What a person does about an alert. `revision`: of the alert as they saw it. */
export type AlertStep = {
  readonly by: string
  readonly revision: number
  readonly note?: string | undefined
} & ({ readonly kind: 'acknowledge' } | { readonly kind: 'close'; readonly reason: ClosingReason })

/**
 * Takes an alert on, or closes it, and with it the texts that raised it. Whoever takes it on owns it, also from somebody else. The rule firing again meanwhile
 * is not overlooked: the step is refused, and the person sees the alert as it stands. The same step again
 * changes nothing; another note with it is kept.
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
  const at = formatIso(deps.clock.now())
  if (isDone(read, step)) return recordNotes(deps, scope, read, step)
  if (read.revision !== step.revision || read.state === 'closed')
    throw new ProblemError(safetyProblems.alertChanged)
  const alert =
    step.kind === 'acknowledge' ? buildAcknowledged(read, step.by, at) : buildClosed(read, step, at)
  const event: AuditEvent = {
    action: step.kind === 'acknowledge' ? 'safety-alert.acknowledged' : 'safety-alert.closed',
    actor: { kind: 'coordinator' as const, sub: step.by },
    about: { alert: id, ...(step.kind === 'close' && { reason: step.reason }) },
  }
  const { study, site, participant } = scope
  const result = await retryOnConflict(async () => {
    const written = await deps.audit.write<string>(formatParticipantChain(scope), event, [
      putAlert(deps.studyTable, scope, read, alert),
      ...listNotes(scope, read, step).map((note) =>
        putContactEntry(deps.contactsTable, scope, { study, site, participant, at, ...note }),
      ),
      ...(step.kind === 'close' ? await buildHandlings(deps, scope, read, step, at) : []),
    ])
    const isHandledElsewhere = written.kind === 'refused' && written.condition === MESSAGE_UNCHANGED
    return isHandledElsewhere ? CONFLICT : written
  })
  if (result.kind === 'refused') {
    // A double tap: the other one of the two was first.
    const changed = await deps.alerts.find(scope, id)
    if (changed && isDone(changed, step)) return recordNotes(deps, scope, changed, step)
    throw new ProblemError(safetyProblems.alertChanged)
  }
  return alert
}

/** As many as one transaction takes beside the alert, its note and its audit entry. */
const MAX_HANDLED = 90

/** The texts that raised an alert are handled when it is closed. What nobody has to read, or somebody has handled, stays. */
async function buildHandlings(
  { messages, contactsTable }: HandleAlertDeps,
  scope: ParticipantScope,
  alert: SafetyAlert,
  { by, note }: AlertStep,
  at: string,
): Promise<readonly ConditionalWrite<string>[]> {
  const ids = [...new Set(listRaisingGroups(alert).flat())].slice(-MAX_HANDLED)
  const found = await Promise.all(ids.map((id) => messages.find(scope, id)))
  const handling = { at, by, step: 'handled' as const, ...(note !== undefined && { note }) }
  return found.flatMap((message) =>
    message && isWaiting(message) ? [handleMessage(contactsTable, scope, message, handling)] : [],
  )
}

/** The very same step was made before: a double tap, or a retry. */
function isDone(alert: SafetyAlert, step: AlertStep): boolean {
  if (alert.revision !== step.revision + 1) return false
  return step.kind === 'acknowledge'
    ? alert.state === 'acknowledged' && alert.owner === step.by
    : alert.state === 'closed' && alert.closedBy === step.by && alert.closingReason === step.reason
}

/** The step's note, if it has one: the same one again is the same entry. */
function listNotes(scope: ParticipantScope, { id: alert }: SafetyAlert, { by, revision, note }: AlertStep) {
  if (note === undefined) return []
  const id = deriveId(16, scope.study, scope.participant, alert, String(revision), by, note)
  return [{ id, by, kind: 'note' as const, alert, text: note }]
}

async function recordNotes(
  deps: HandleAlertDeps,
  scope: ParticipantScope,
  alert: SafetyAlert,
  step: AlertStep,
): Promise<SafetyAlert> {
  for (const note of listNotes(scope, alert, step)) await recordContact(deps, scope, note)
  return alert
}

function buildAcknowledged(read: SafetyAlert, by: string, at: string): SafetyAlert {
  const { escalateAt: _, ...rest } = read
  return {
    ...{ ...rest, state: 'acknowledged', owner: by, acknowledgedAt: at, revision: read.revision + 1 },
    steps: [...read.steps, { at, step: 'acknowledged', by }],
  }
}

function buildClosed(read: SafetyAlert, step: AlertStep & { kind: 'close' }, at: string): SafetyAlert {
  const { escalateAt: _, ...rest } = read
  return {
    ...rest,
    state: 'closed',
    revision: read.revision + 1,
    closedAt: at,
    closedBy: step.by,
    closingReason: step.reason,
    steps: [...read.steps, { at, step: 'closed', by: step.by, reason: step.reason }],
  }
}
