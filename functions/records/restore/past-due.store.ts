import { type DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb'
import { type StoredItem, toItem } from '../../platform/aws/dynamodb.ts'
import { parseDueItem } from '../due/due.store.ts'
import type { Due } from '../due/due.ts'

/*
 * Study table: what is due, read from the items themselves. The index `due` follows the table by itself, some time after
 * millions of items were put back, and nobody can see when it has caught up.
 *
 * | access                  | request                                                   |
 * |-------------------------|-----------------------------------------------------------|
 * | everything that is due  | Scan, consistent, dueSk <= now: one read unit for 4 kB        |
 */

/** @param until ISO 8601 */
export async function* scanPastDue(
  { dynamo, table }: { readonly dynamo: DynamoDBClient; readonly table: string },
  until: string,
): AsyncGenerator<Due> {
  let after: StoredItem | undefined
  do {
    const page = await dynamo.send(
      new ScanCommand({
        ...{ TableName: table, ConsistentRead: true, ProjectionExpression: 'pk, sk, dueSk' },
        FilterExpression: 'dueSk <= :until',
        ExpressionAttributeValues: toItem({ ':until': until }),
        ...(after !== undefined && { ExclusiveStartKey: after }),
      }),
    )
    for (const item of page.Items ?? []) yield parseDueItem(item)
    after = page.LastEvaluatedKey
  } while (after !== undefined)
}
