import { toItem } from '../../platform/aws/dynamodb.ts'
import type { AssessmentScope } from '../../platform/core/scope.ts'
import { buildDueKeys } from '../due/due-shard.ts'
import { buildTextPlanKey } from './assessment-keys.ts'
import type { TextPlan } from './text-plan.ts'

/** How a text plan is changed: see text-plan.store.ts. */

export const STATE_NAME = { '#state': 'state' }

/** @param attempt from 1 */
export function formatAttemptPath(attempt: number): string {
  return `attempts[${attempt - 1}]`
}

/** Nothing of the plan was claimed, put off or moved since it was read. */
export function buildUnmovedCondition({ texts, nextText, nextTextAt }: TextPlan) {
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

export type TextPlanChange = {
  /** Path → value. */
  readonly sets: Readonly<Record<string, unknown>>
  /** Where it is named, when the next text is due; `undefined` for never. */
  readonly nextTextAt?: string | undefined
  readonly condition: string
  readonly values: Readonly<Record<string, unknown>>
  readonly names?: Readonly<Record<string, string>>
}

export function buildTextPlanUpdate(table: string, scope: AssessmentScope, change: TextPlanChange) {
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
