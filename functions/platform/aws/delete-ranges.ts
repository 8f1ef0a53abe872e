import { DeleteItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb'
import * as z from 'zod/mini'
import { type KeyRange, readAll, toItem } from './dynamodb.ts'

const keySchema = z.object({ sk: z.string() })

/** Deletes every item of the ranges, one range after the other. What is gone already is no fault, so that it may run again. */
export async function deleteRanges(
  { dynamo, table }: { readonly dynamo: DynamoDBClient; readonly table: string },
  ranges: readonly KeyRange[],
  isWanted?: (sk: string) => boolean,
): Promise<void> {
  for (const range of ranges)
    for (const { sk } of await readAll(dynamo, table, range, keySchema, isWanted && { isWanted }))
      await dynamo.send(new DeleteItemCommand({ TableName: table, Key: toItem({ pk: range.pk, sk }) }))
}
