import { type DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb'
import { requireExistingItem, toItem } from '../../platform/aws/dynamodb.ts'
import { buildVerifiedAssessmentScope } from '../../platform/core/scope.ts'
import type { DueInTurn } from '../due/due.ts'
import { buildAssessmentKey, buildTextPlanKey } from './assessment-keys.ts'

/**
 * Takes what cannot be handled out of the index of what is due, so that no tick finds it again. Its plan stays as it is: the
 * message in the dead-letter queue, handled again, goes on from there, and so does the next change of the plan. What has
 * moved on meanwhile is left alone.
 */
export async function parkDue(
  { dynamo, table }: { readonly dynamo: DynamoDBClient; readonly table: string },
  due: DueInTurn,
): Promise<void> {
  const scope = buildVerifiedAssessmentScope(due)
  const key = due.kind === 'text' ? buildTextPlanKey(scope) : buildAssessmentKey(scope)
  try {
    await dynamo.send(
      new UpdateItemCommand({
        TableName: table,
        Key: toItem(key),
        UpdateExpression: 'REMOVE duePk, dueSk',
        ConditionExpression: 'dueSk = :dueAt',
        ExpressionAttributeValues: toItem({ ':dueAt': due.dueAt }),
      }),
    )
  } catch (error) {
    requireExistingItem(error)
  }
}
