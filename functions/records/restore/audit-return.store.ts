import { type DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { requireExistingItem, type StoredItem } from '../../platform/aws/dynamodb.ts'

/*
 * Audit table: entries that it has lost, from the archive, which nobody can change or delete.
 *
 * | access              | request                            |
 * |---------------------|------------------------------------|
 * | an entry that it has | Put (pk, sk), refused               |
 * | one that it has lost | the same, written                   |
 */

const CONCURRENCY = 25

/** Only ever adds: an entry that stands under the key stays as it is. @returns how many were put back */
export async function putBackAuditEntries(
  dynamo: DynamoDBClient,
  table: string,
  items: AsyncIterable<StoredItem>,
): Promise<number> {
  let count = 0
  let batch: StoredItem[] = []
  const flush = async () => {
    const written = await Promise.all(batch.map((item) => putBack(dynamo, table, item)))
    count += written.filter(Boolean).length
    batch = []
  }
  for await (const item of items) {
    batch.push(item)
    if (batch.length === CONCURRENCY) await flush()
  }
  await flush()
  return count
}

async function putBack(dynamo: DynamoDBClient, table: string, item: StoredItem): Promise<boolean> {
  try {
    await dynamo.send(
      new PutItemCommand({
        ...{ TableName: table, Item: item, ConditionExpression: 'attribute_not_exists(pk)' },
      }),
    )
    return true
  } catch (error) {
    requireExistingItem(error)
    return false
  }
}
