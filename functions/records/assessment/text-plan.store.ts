import { type DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb'
import * as z from 'zod/mini'
import {
  buildPrefixRange,
  type ConditionalWrite,
  getItem,
  keyedItemSchema,
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
import type { Assessment } from './assessment.ts'
import { buildAssessmentKey, buildTextPlanKey, parseAssessmentKey } from './assessment-keys.ts'
import { buildStoredSurvey, type StoredSurvey, surveySchema } from './survey.ts'
import { type StoredTextPlan, storedTextPlanSchema, type TextHistory, type TextPlan } from './text-plan.ts'
import {
  buildTextPlanUpdate,
  buildUnmovedCondition,
  formatAttemptPath,
  STATE_NAME,
  type TextPlanChange,
} from './text-plan-update.ts'

/*
 * Study table: text plans, each with what became of its texts (keys: assessment-keys.ts). Apart from the survey, so that
 * answers do not carry it, and with an audit chain of its own, so that a text never makes an answer wait.
 *
 * | access                    | request                                                                    |
 * |---------------------------|----------------------------------------------------------------------------|
 * | with its assessment       | Query from ASSESSMENT#<participant>#<timepoint> to its …#TEXTS                |
 * | of a participant          | Query ASSESSMENT#<participant>#                                               |
 * | move it, end it           | Update …#TEXTS, of the place as read                                          |
 * | leave it, with its assessment | ConditionCheck …#TEXTS, of the place as read                               |
 * | whose next text is due    | index `due`, see due.store.ts                                                |
 *
 * What is claimed and sent: text-attempts.store.ts.
 */

export const TEXT_PLAN_UNCHANGED = 'text plan: as it was read'

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
  /** Put off once more, for the reason that is recorded. False when the plan is not as it was read. */
  postpone(scope: AssessmentScope, read: TextPlan, until: string): Promise<boolean>
}

export function createTextPlanStore(deps: { dynamo: DynamoDBClient; table: string }): TextPlanStore {
  const { dynamo, table } = deps
  /** False where the condition does not hold. */
  const update = async (scope: AssessmentScope, change: TextPlanChange): Promise<boolean> => {
    try {
      await dynamo.send(new UpdateItemCommand(buildTextPlanUpdate(table, scope, change)))
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
      const items = await readAll(dynamo, table, range, keyedItemSchema, { consistency })
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
      const change: TextPlanChange = { sets: {}, nextTextAt: undefined, ...buildUnmovedCondition(read) }
      if (progress === 'completed') return update(scope, change)
      const result = await writeTransaction(dynamo, [
        { condition: TEXT_PLAN_UNCHANGED, write: { Update: buildTextPlanUpdate(table, scope, change) } },
        requireCancelled(table, scope),
      ])
      return result.kind === 'written'
    },
    postpone: (scope, read, until) =>
      update(scope, { sets: {}, nextTextAt: until, ...buildUnmovedCondition(read) }),
  }
}

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
      Update: buildTextPlanUpdate(table, scope, {
        sets: to,
        nextTextAt,
        condition: 'texts = :texts AND nextText = :place',
        values: { ':texts': from.texts, ':place': from.nextText },
      }),
    },
  }
}

/** With a change of the assessment that the plan knows nothing of: no text was claimed since it was read. */
export function guardTextPlan(
  table: string,
  scope: AssessmentScope,
  { texts, nextText }: TextPlan,
): ConditionalWrite<typeof TEXT_PLAN_UNCHANGED> {
  return {
    condition: TEXT_PLAN_UNCHANGED,
    write: {
      ConditionCheck: {
        TableName: table,
        Key: toItem(buildTextPlanKey(scope)),
        ConditionExpression: 'texts = :texts AND nextText = :place',
        ExpressionAttributeValues: toItem({ ':texts': texts, ':place': nextText }),
      },
    },
  }
}

function isTextPlanKey(sk: string): boolean {
  return parseAssessmentKey(sk).isTextPlan
}
