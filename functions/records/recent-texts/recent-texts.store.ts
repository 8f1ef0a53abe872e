import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { type ConditionalWrite, getItem, toItem } from '../../platform/aws/dynamodb.ts'
import { formatPartition } from '../phone/phone-keys.ts'
import { type RecentTexts, recentTextsSchema } from './recent-texts.ts'

/*
 * Contacts table: the newest texts from a number.
 *
 * | access            | key                                                    |
 * |-------------------|--------------------------------------------------------|
 * | of a number       | pk PHONE#<number>, sk RECENT                           |
 * | one more          | Put the same, must be the revision that was read       |
 */

export const RECENT_TEXTS_UNCHANGED = 'recent texts: as they were read'

export async function findRecentTexts(
  { dynamo, contactsTable }: { readonly dynamo: DynamoDBClient; readonly contactsTable: string },
  number: string,
): Promise<RecentTexts | undefined> {
  return getItem(dynamo, contactsTable, buildKey(number), recentTextsSchema)
}

/** With the text that is new: two that come at once are not read past each other. */
export function putRecentTexts(
  contactsTable: string,
  number: string,
  read: RecentTexts | undefined,
  { texts }: Pick<RecentTexts, 'texts'>,
): ConditionalWrite<typeof RECENT_TEXTS_UNCHANGED> {
  return {
    condition: RECENT_TEXTS_UNCHANGED,
    write: {
      Put: {
        TableName: contactsTable,
        Item: toItem({ ...buildKey(number), texts, revision: (read?.revision ?? 0) + 1 }),
        ...(read === undefined
          ? { ConditionExpression: 'attribute_not_exists(pk)' }
          : {
              ConditionExpression: 'revision = :read',
              ExpressionAttributeValues: toItem({ ':read': read.revision }),
            }),
      },
    },
  }
}

function buildKey(number: string) {
  return { pk: formatPartition(number), sk: 'RECENT' }
}
