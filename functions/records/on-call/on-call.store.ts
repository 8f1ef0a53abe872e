import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import * as z from 'zod/mini'
import { type ConditionalWrite, getItem, toItem } from '../../platform/aws/dynamodb.ts'
import { buildSiteKey, type SiteScope } from '../../platform/core/scope.ts'

/*
 * Contacts table: whom a site's alerts are texted to when nobody takes them on.
 *
 * | access   | key                                  |
 * |----------|--------------------------------------|
 * | the list | pk SITE#<study>#<site>, sk ON-CALL   |
 */

export const ON_CALL_LIST_REPLACED = 'on-call list: replaced'

const onCallSchema = z.object({ phones: z.array(z.string()) })

/** Numbers in E.164, in the order in which they are texted; none where there is no list. */
export async function findOnCall(
  { dynamo, contactsTable }: { dynamo: DynamoDBClient; contactsTable: string },
  scope: SiteScope,
): Promise<readonly string[]> {
  return (await getItem(dynamo, contactsTable, buildSiteKey(scope, 'ON-CALL'), onCallSchema))?.phones ?? []
}

export function putOnCall(
  contactsTable: string,
  scope: SiteScope,
  phones: readonly string[],
): ConditionalWrite<typeof ON_CALL_LIST_REPLACED> {
  return {
    condition: ON_CALL_LIST_REPLACED,
    write: {
      Put: {
        TableName: contactsTable,
        Item: toItem({ ...buildSiteKey(scope, 'ON-CALL'), phones: [...phones] }),
      },
    },
  }
}
