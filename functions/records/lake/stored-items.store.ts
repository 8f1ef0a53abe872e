import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { type KeyedItem, keyedItemSchema, readPage } from '../../platform/aws/dynamodb.ts'
import { formatSitePartition, type SiteScope } from '../../platform/core/scope.ts'

/*
 * Study table: everything of a clinic, to compare it with the lake.
 *
 * | access         | request                                                                   |
 * |----------------|---------------------------------------------------------------------------|
 * | of a site      | Query of its partition, 1 MB at a time, consistent: 256 read units a page   |
 */

/** Every item of a clinic, of whatever kind, in key order; a page is held at a time. */
export function createStoredItemReader({
  dynamo,
  table,
}: {
  readonly dynamo: DynamoDBClient
  readonly table: string
}): (scope: SiteScope) => AsyncGenerator<KeyedItem> {
  return async function* readItems(scope) {
    const range = { pk: formatSitePartition(scope), from: ' ', to: '\uffff' }
    let after: string | null = null
    do {
      const page: Awaited<ReturnType<typeof readPage<typeof keyedItemSchema>>> = await readPage(
        dynamo,
        table,
        range,
        keyedItemSchema,
        after,
      )
      for (const { value } of page.found) yield value
      after = page.next
    } while (after !== null)
  }
}
