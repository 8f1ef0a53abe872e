import type { ConditionalWrite } from '../../platform/aws/dynamodb.ts'
import { OPTED_OUT } from '../../platform/aws/text-refusals.ts'
import { CONFLICT, retryOnConflict } from '../../platform/core/retry-on-conflict.ts'
import { recordTextFailure, type TextFailure } from '../../records/assessment/text-attempts.store.ts'
import type { StoredTextPlan } from '../../records/assessment/text-plan.ts'
import { formatTextChain } from '../../records/audit/audit.store.ts'
import type { AuditEvent } from '../../records/audit/audit.ts'
import { changePhone } from '../../records/phone/phone.store.ts'
import { applyCarrierOptOut } from '../../records/phone/phone.ts'
import type { SendDeps, TextCase } from './text-case.ts'

/** Where the plan goes back to, or on to, of a text that did not go out. */
export type PlanAgain = NonNullable<TextFailure['again']>

type Failure = Omit<TextFailure, 'attempt'> & {
  readonly action: 'text.failed' | 'text.not-sent'
  /** Whom it was sent to, where the carrier was asked. */
  readonly number?: string
}

/**
 * Records that a claimed text did not go out, in one transaction with its audit entry. A number that opted out at the carrier
 * has said STOP there: it is recorded as one, as of the claim, so that a START that came since counts.
 */
export async function recordFailure(
  deps: SendDeps,
  { scope }: TextCase,
  claimed: StoredTextPlan,
  { action, failure, again, number }: Failure,
): Promise<void> {
  const attempt = claimed.attempts.length
  const event: AuditEvent = {
    action,
    actor: { kind: 'system' as const },
    about: { timepoint: scope.timepoint, attempt, reason: failure },
  }
  const record = async (read: StoredTextPlan, plan: PlanAgain | undefined): Promise<boolean> => {
    const change = { attempt, failure, again: plan }
    const stop = failure === OPTED_OUT && number ? await buildStop(deps, number, claimed) : []
    const result = await deps.audit.extend<string>(
      { scope: formatTextChain(scope), head: read.head },
      event,
      ({ sequence, hash }) => [
        recordTextFailure(deps.studyTable, scope, read, change, { sequence, hash }),
        ...stop,
      ],
    )
    return result.kind === 'written'
  }
  await retryOnConflict(async (made) => {
    // What an earlier text came to may have been recorded while this one was being sent.
    const read = made === 0 ? claimed : await deps.textPlans.find(scope)
    if (read?.attempts[attempt - 1]?.state !== 'claimed')
      return deps.log.info('a text was not recorded', { attempt, code: failure })
    // Where the plan has changed meanwhile, say by a treatment, the failure alone is recorded.
    if ((again && (await record(read, again))) || (await record(read, undefined))) return
    return CONFLICT
  })
}

async function buildStop(
  { findPhone, contactsTable }: SendDeps,
  number: string,
  { lastTextAt = '' }: StoredTextPlan,
): Promise<readonly ConditionalWrite<string>[]> {
  const phone = await findPhone(number)
  const to = applyCarrierOptOut(phone, lastTextAt)
  return to === phone ? [] : [changePhone(contactsTable, number, phone, to)]
}
