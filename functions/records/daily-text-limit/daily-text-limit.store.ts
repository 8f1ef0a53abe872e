import { type DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb'
import { requireExistingItem, toItem } from '../../platform/aws/dynamodb.ts'
import type { SiteScope } from '../../platform/core/scope.ts'

/*
 * Study table: how many texts a site has sent on a day (UTC).
 *
 * | access        | key                                                        |
 * |---------------|------------------------------------------------------------|
 * | take one      | Update pk TEXTS#<study>#<site>, sk <day>; below the limit   |
 * | give it back  | the same, one less                                          |
 *
 * A plain write before the claim and no part of its transaction: many claims at once would conflict over one item. A
 * crash between the two, or a reply that is lost, counts a text that was not sent, which is the safe side.
 */

export type DailyLimit = {
  /** False when the site has sent as many as it may on this day. */
  reserveText(scope: SiteScope, day: string, most: number): Promise<boolean>
  releaseText(scope: SiteScope, day: string): Promise<void>
}

export function createDailyLimit({ dynamo, table }: { dynamo: DynamoDBClient; table: string }): DailyLimit {
  const buildKey = ({ study, site }: SiteScope, day: string) =>
    toItem({ pk: `TEXTS#${study}#${site}`, sk: day })
  return {
    async reserveText(scope, day, most) {
      try {
        await dynamo.send(
          new UpdateItemCommand({
            TableName: table,
            Key: buildKey(scope, day),
            UpdateExpression: 'ADD taken :one',
            ConditionExpression: 'attribute_not_exists(taken) OR taken < :most',
            ExpressionAttributeValues: toItem({ ':one': 1, ':most': most }),
          }),
        )
        return true
      } catch (error) {
        requireExistingItem(error)
        return false
      }
    },
    async releaseText(scope, day) {
      await dynamo.send(
        new UpdateItemCommand({
          TableName: table,
          Key: buildKey(scope, day),
          UpdateExpression: 'ADD taken :less',
          ExpressionAttributeValues: toItem({ ':less': -1 }),
        }),
      )
    },
  }
}
