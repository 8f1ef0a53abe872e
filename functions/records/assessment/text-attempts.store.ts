import type { ConditionalWrite } from '../../platform/aws/dynamodb.ts'
import type { AssessmentScope } from '../../platform/core/scope.ts'
import type { ChainHead } from '../audit/audit.ts'
import { packHead } from '../audit/packed-hash.ts'
import { TEXT_PLAN_UNCHANGED } from './text-plan.store.ts'
import type { StoredTextPlan, TextAttempt, TextPlan, UnsentText } from './text-plan.ts'
import {
  buildTextPlanUpdate,
  buildUnmovedCondition,
  formatAttemptPath,
  STATE_NAME,
} from './text-plan-update.ts'

/*
 * Study table: the texts of a plan, each a part of the plan's item (text-plan.store.ts).
 *
 * | access                    | request                                                                    |
 * |---------------------------|----------------------------------------------------------------------------|
 * | claim a text, skip one    | Update …#TEXTS in a transaction with its audit entry, of the place as read    |
 * | record what became of it  | Update …#TEXTS, its attempt                                                   |
 *
 *   (absent) ──claim──▶ claimed ──▶ sent | failed          a crash after the claim leaves it claimed
 *                          └──────────┴──▶ delivered | undelivered; one that was delivered stays so
 */

export const TEXT_CLAIMED = 'text: claimed, and its plan as the claim left it'
export const TEXT_UNDELIVERED = 'text: not known to be delivered'

/** The next place of a text plan and when it is due; without a time no further text goes out. */
export type NextText = { readonly nextText: number; readonly nextTextAt: string | undefined }

/** Takes the right to send the text that is due, and moves the plan on. */
export function claimText(
  table: string,
  scope: AssessmentScope,
  read: StoredTextPlan,
  { text, claimedAt }: Pick<TextAttempt, 'text' | 'claimedAt'>,
  { nextText, nextTextAt }: NextText,
  head: ChainHead,
): ConditionalWrite<typeof TEXT_PLAN_UNCHANGED> {
  const attempt: TextAttempt = { text, state: 'claimed', claimedAt }
  return {
    condition: TEXT_PLAN_UNCHANGED,
    write: {
      Update: buildTextPlanUpdate(table, scope, {
        sets: {
          ...{ texts: read.texts + 1, nextText, lastTextAt: claimedAt, head: packHead(head) },
          [`attempts[${read.attempts.length}]`]: attempt,
        },
        nextTextAt,
        ...buildUnmovedCondition(read),
      }),
    },
  }
}

/** Moves the plan on without a text, or puts the text off, and keeps why. */
export function skipText(
  table: string,
  scope: AssessmentScope,
  read: StoredTextPlan,
  unsent: UnsentText,
  { nextText, nextTextAt }: NextText,
  head: ChainHead,
): ConditionalWrite<typeof TEXT_PLAN_UNCHANGED> {
  return {
    condition: TEXT_PLAN_UNCHANGED,
    write: {
      Update: buildTextPlanUpdate(table, scope, {
        sets: {
          ...{ nextText, head: packHead(head), [`unsent[${read.unsent.length}]`]: unsent },
        },
        nextTextAt,
        ...buildUnmovedCondition(read),
      }),
    },
  }
}

/** The same after a restore: a person looks at it. */
export function holdText(
  table: string,
  scope: AssessmentScope,
  read: StoredTextPlan,
  unsent: UnsentText,
  { nextText, nextTextAt }: NextText,
  head: ChainHead,
): ConditionalWrite<typeof TEXT_PLAN_UNCHANGED> {
  return {
    condition: TEXT_PLAN_UNCHANGED,
    write: {
      Update: buildTextPlanUpdate(table, scope, {
        sets: {
          ...{ nextText, head: packHead(head), heldAt: unsent.at },
          [`unsent[${read.unsent.length}]`]: unsent,
        },
        nextTextAt,
        ...buildUnmovedCondition(read),
      }),
    },
  }
}

export type TextFailure = {
  readonly attempt: number
  readonly failure: string
  readonly again:
    | (NextText & { readonly from: TextPlan; readonly lastTextAt: string; readonly textsBefore?: number })
    | undefined
}

/**
 * It did not go out.
 *
 * @param read the plan as it was read last
 * @param again where the plan goes back to, where it is tried again: only from where the claim left it
 */
export function recordTextFailure(
  table: string,
  scope: AssessmentScope,
  read: Pick<StoredTextPlan, 'head'>,
  { attempt, failure, again }: TextFailure,
  head: ChainHead,
): ConditionalWrite<typeof TEXT_CLAIMED> {
  const path = formatAttemptPath(attempt)
  const { from, nextTextAt, ...plan } = again ?? {}
  const unmoved = from && buildUnmovedCondition(from)
  return {
    condition: TEXT_CLAIMED,
    write: {
      Update: buildTextPlanUpdate(table, scope, {
        sets: {
          ...{ [`${path}.#state`]: 'failed', [`${path}.failure`]: failure },
          ...{ ...plan, head: packHead(head) },
        },
        ...(again && { nextTextAt }),
        condition: [
          `${path}.#state = :claimed AND head = :head`,
          ...(unmoved ? [unmoved.condition] : []),
        ].join(' AND '),
        values: { ':claimed': 'claimed', ':head': packHead(read.head), ...unmoved?.values },
        names: STATE_NAME,
      }),
    },
  }
}

/** The service could not deliver it, and will not try again. */
export function recordDeliveryFailure(
  table: string,
  scope: AssessmentScope,
  read: StoredTextPlan,
  attempt: number,
  { messageId, failure }: { readonly messageId: string; readonly failure: string },
  head: ChainHead,
): ConditionalWrite<typeof TEXT_UNDELIVERED> {
  const path = formatAttemptPath(attempt)
  return {
    condition: TEXT_UNDELIVERED,
    write: {
      Update: buildTextPlanUpdate(table, scope, {
        sets: {
          ...{ [`${path}.#state`]: 'undelivered', [`${path}.failure`]: failure },
          ...{ [`${path}.messageId`]: messageId, head: packHead(head) },
        },
        condition: `${path}.#state IN (:claimed, :sent) AND head = :head`,
        values: { ':claimed': 'claimed', ':sent': 'sent', ':head': packHead(read.head) },
        names: STATE_NAME,
      }),
    },
  }
}
