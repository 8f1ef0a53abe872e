import { type DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb'
import * as z from 'zod/mini'
import {
  buildPrefixRange,
  type ConditionalWrite,
  getItem,
  type ReadConsistency,
  readAll,
  requireExistingItem,
  toItem,
  writeTransaction,
} from '../../platform/aws/dynamodb.ts'
import {
  type AssessmentScope,
  formatSitePartition,
  type ParticipantScope,
} from '../../platform/core/scope.ts'
import type { ChainHead } from '../audit/audit.ts'
import { packHead } from '../audit/packed-hash.ts'
import { buildDueKeys } from '../due/due-shard.ts'
import type { Assessment } from './assessment.ts'
import { buildAssessmentKey, buildTextPlanKey, parseAssessmentKey } from './assessment-keys.ts'
import { buildStoredSurvey, type StoredSurvey, surveySchema } from './survey.ts'
import {
  type StoredTextPlan,
  storedTextPlanSchema,
  type TextAttempt,
  type TextHistory,
  type TextPlan,
  type UnsentText,
} from './text-plan.ts'

/*
 * Study table: text plans, each with what became of its texts (keys: assessment-keys.ts). Apart from the survey, so that
 * answers do not carry it, and with an audit chain of its own, so that a text never makes an answer wait.
 *
 * | access                    | request                                                                    |
 * |---------------------------|----------------------------------------------------------------------------|
 * | with its assessment       | Query from ASSESSMENT#<participant>#<timepoint> to its …#TEXTS                |
 * | of a participant          | Query ASSESSMENT#<participant>#                                               |
 * | claim a text              | Update …#TEXTS in a transaction with its audit entry, of the place as read    |
 * | record what became of it  | Update …#TEXTS, its attempt                                                   |
 * | whose next text is due    | index `due`, see due.store.ts                                                |
 *
 *   (absent) ──claim──▶ claimed ──▶ sent | failed          a crash after the claim leaves it claimed
 *                          └──────────┴──▶ delivered | undelivered; one that was delivered stays so
 */

export const TEXT_PLAN_UNCHANGED = 'text plan: as it was read'
export const TEXT_CLAIMED = 'text: claimed, and its plan as the claim left it'
export const TEXT_UNDELIVERED = 'text: not known to be delivered'

export type TextPlanStore = {
  /** Both items of an assessment in one read. */
  findWithSurvey(
    scope: AssessmentScope,
    consistency: ReadConsistency,
  ): Promise<{ readonly survey: StoredSurvey; readonly plan: StoredTextPlan } | undefined>
  find(scope: AssessmentScope): Promise<StoredTextPlan | undefined>
  listHistory(scope: ParticipantScope): Promise<readonly TextHistory[]>
  /** The service has taken it: one plain write, since its claim is the audited act. */
  recordSent(scope: AssessmentScope, attempt: number, sentAt: string, messageId: string): Promise<void>
  /** False when it is known already, or there is none. */
  recordDelivery(scope: AssessmentScope, attempt: number, messageId: string, at: string): Promise<boolean>
  /**
   * Nothing is left to be sent about what is completed or cancelled: the plan leaves the index of what is due. False when it
   * is not as it was read, or its assessment is neither: what was cancelled may have come back.
   */
  endPlan(scope: AssessmentScope, read: TextPlan, progress: Assessment['progress']): Promise<boolean>
}

export function createTextPlanStore(deps: { dynamo: DynamoDBClient; table: string }): TextPlanStore {
  const { dynamo, table } = deps
  /** False where the condition does not hold. */
  const update = async (scope: AssessmentScope, change: Change): Promise<boolean> => {
    try {
      await dynamo.send(new UpdateItemCommand(buildUpdate(table, scope, change)))
      return true
    } catch (error) {
      requireExistingItem(error)
      return false
    }
  }
  return {
    async findWithSurvey(scope, consistency) {
      const range = {
        pk: formatSitePartition(scope),
        from: buildAssessmentKey(scope).sk,
        to: buildTextPlanKey(scope).sk,
      }
      const items = await readAll(dynamo, table, range, keyedSchema, { consistency })
      const survey = items.find(({ sk }) => !isTextPlanKey(sk))
      const plan = items.find(({ sk }) => isTextPlanKey(sk))
      return (
        survey &&
        plan && {
          survey: buildStoredSurvey(scope, surveySchema.parse(survey)),
          plan: storedTextPlanSchema.parse(plan),
        }
      )
    },
    find: (scope) => getItem(dynamo, table, buildTextPlanKey(scope), storedTextPlanSchema),
    async listHistory(scope) {
      const range = buildPrefixRange(formatSitePartition(scope), `ASSESSMENT#${scope.participant}#`)
      const found = await readAll(dynamo, table, range, listedSchema, { isWanted: isTextPlanKey })
      return found.map(({ sk, attempts, unsent }) => {
        const { timepoint } = parseAssessmentKey(sk)
        return { timepoint, attempts, unsent }
      })
    },
    async recordSent(scope, attempt, sentAt, messageId) {
      const path = formatAttemptPath(attempt)
      await update(scope, {
        sets: { [`${path}.#state`]: 'sent', [`${path}.sentAt`]: sentAt, [`${path}.messageId`]: messageId },
        condition: `${path}.#state = :claimed`,
        values: { ':claimed': 'claimed' },
        names: STATE_NAME,
      })
    },
    async recordDelivery(scope, attempt, messageId, at) {
      const path = formatAttemptPath(attempt)
      const isRecorded = await update(scope, {
        sets: {
          [`${path}.#state`]: 'delivered',
          [`${path}.deliveredAt`]: at,
          [`${path}.messageId`]: messageId,
        },
        condition: `attribute_exists(${path}) AND ${path}.#state <> :delivered`,
        values: { ':delivered': 'delivered' },
        names: STATE_NAME,
      })
      if (isRecorded) return true
      // Where the reply of DynamoDB was lost, the second try meets what the first one recorded at this very instant.
      const item = await getItem(dynamo, table, buildTextPlanKey(scope), storedTextPlanSchema)
      return item?.attempts[attempt - 1]?.deliveredAt === at
    },
    async endPlan(scope, read, progress) {
      const change: Change = { sets: {}, nextTextAt: undefined, ...buildUnmovedCondition(read) }
      if (progress === 'completed') return update(scope, change)
      const result = await writeTransaction(dynamo, [
        { condition: TEXT_PLAN_UNCHANGED, write: { Update: buildUpdate(table, scope, change) } },
        requireCancelled(table, scope),
      ])
      return result.kind === 'written'
    },
  }
}

const keyedSchema = z.looseObject({ sk: z.string() })
const listedSchema = z.extend(storedTextPlanSchema, { sk: z.string() })

function requireCancelled(
  table: string,
  scope: AssessmentScope,
): ConditionalWrite<typeof TEXT_PLAN_UNCHANGED> {
  return {
    condition: TEXT_PLAN_UNCHANGED,
    write: {
      ConditionCheck: {
        TableName: table,
        Key: toItem(buildAssessmentKey(scope)),
        ConditionExpression: 'progress = :cancelled',
        ExpressionAttributeValues: toItem({ ':cancelled': 'cancelled' }),
      },
    },
  }
}

/** To another window: only while no text was claimed since it was read. */
export function moveTextPlan(
  table: string,
  scope: AssessmentScope,
  from: TextPlan,
  { nextTextAt, ...to }: TextPlan,
): ConditionalWrite<typeof TEXT_PLAN_UNCHANGED> {
  return {
    condition: TEXT_PLAN_UNCHANGED,
    write: {
      Update: buildUpdate(table, scope, {
        sets: to,
        nextTextAt,
        condition: 'texts = :texts AND nextText = :place',
        values: { ':texts': from.texts, ':place': from.nextText },
      }),
    },
  }
}

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
      Update: buildUpdate(table, scope, {
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
      Update: buildUpdate(table, scope, {
        sets: {
          ...{ nextText, head: packHead(head), [`unsent[${read.unsent.length}]`]: unsent },
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
      Update: buildUpdate(table, scope, {
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
      Update: buildUpdate(table, scope, {
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

const STATE_NAME = { '#state': 'state' }

/** @param attempt from 1 */
function formatAttemptPath(attempt: number): string {
  return `attempts[${attempt - 1}]`
}

/** Nothing of the plan was claimed, put off or moved since it was read. */
function buildUnmovedCondition({ texts, nextText, nextTextAt }: TextPlan) {
  return {
    condition: `texts = :texts AND nextText = :place AND ${
      nextTextAt === undefined ? 'attribute_not_exists(nextTextAt)' : 'nextTextAt = :due'
    }`,
    values: {
      ...{ ':texts': texts, ':place': nextText },
      ...(nextTextAt !== undefined && { ':due': nextTextAt }),
    },
  }
}

type Change = {
  /** Path → value. */
  readonly sets: Readonly<Record<string, unknown>>
  /** Where it is named, when the next text is due; `undefined` for never. */
  readonly nextTextAt?: string | undefined
  readonly condition: string
  readonly values: Readonly<Record<string, unknown>>
  readonly names?: Readonly<Record<string, string>>
}

function buildUpdate(table: string, scope: AssessmentScope, change: Change) {
  const due = buildDueKeys(scope.participant, change.nextTextAt)
  const isEnded = 'nextTextAt' in change && change.nextTextAt === undefined
  const set = Object.entries({
    ...change.sets,
    ...(change.nextTextAt !== undefined && { nextTextAt: change.nextTextAt, ...due }),
  }).filter(([, value]) => value !== undefined)
  return {
    TableName: table,
    Key: toItem(buildTextPlanKey(scope)),
    UpdateExpression: [
      ...(set.length === 0 ? [] : [`SET ${set.map(([path], n) => `${path} = :v${n}`).join(', ')}`]),
      ...(isEnded ? ['REMOVE nextTextAt, duePk, dueSk'] : []),
    ].join(' '),
    ConditionExpression: change.condition,
    ...(change.names && { ExpressionAttributeNames: { ...change.names } }),
    ExpressionAttributeValues: toItem({
      ...Object.fromEntries(set.map(([, value], n) => [`:v${n}`, value])),
      ...change.values,
    }),
  }
}

function isTextPlanKey(sk: string): boolean {
  return parseAssessmentKey(sk).isTextPlan
}
