import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import * as z from 'zod/mini'
import {
  buildPrefixRange,
  type ConditionalWrite,
  getItem,
  readAll,
  toItem,
} from '../../platform/aws/dynamodb.ts'

/*
 * Panels table: the register of panelists. It holds no name, which stands in the Contacts table, and nothing that a panelist did:
 * who reads the register and the votes could else compare the two.
 *
 * | access                       | request                                                          |
 * |------------------------------|------------------------------------------------------------------|
 * | the panel of a verified link | Get pk LINK#<panelist>, sk PANELIST                               |
 * | one panelist                 | Get pk PANEL#<panel>, sk PANELIST#<panelist>                      |
 * | everybody of a panel         | Query pk PANEL#<panel>, sk begins PANELIST#                       |
 * | invite                       | Put of both, must be absent, with contact and audit entry         |
 * | remove                       | Update: it must be there and not be removed, with its audit entry |
 */

export const PANELIST_MUST_BE_NEW = 'panelist: must be new'
export const PANELIST_NOT_REMOVED = 'panelist: not removed'

export const CHANNELS = ['mail', 'text'] as const

const panelistSchema = z.object({
  /** 16 hexadecimal characters; with the link secret it makes the link. */
  id: z.string(),
  group: z.string(),
  locale: z.string(),
  channel: z.enum(CHANNELS),
  invitedAt: z.string(),
  /** Staff ended the invitation, such as one to a wrong address: the link opens nothing any more. */
  removedAt: z.optional(z.string()),
})
export type RegisteredPanelist = z.infer<typeof panelistSchema>

const linkSchema = z.object({ panel: z.string() })

export type PanelistStore = {
  findPanelOfLink(panelist: string): Promise<string | undefined>
  find(panel: string, panelist: string): Promise<RegisteredPanelist | undefined>
  /** In the order of their ids, which is none. */
  list(panel: string): Promise<readonly RegisteredPanelist[]>
}

export function createPanelistStore({
  dynamo,
  table,
}: {
  readonly dynamo: DynamoDBClient
  readonly table: string
}): PanelistStore {
  return {
    findPanelOfLink: async (panelist) =>
      (await getItem(dynamo, table, buildLinkKey(panelist), linkSchema))?.panel,
    find: (panel, panelist) => getItem(dynamo, table, buildKey(panel, panelist), panelistSchema),
    list: (panel) => readAll(dynamo, table, buildPrefixRange(`PANEL#${panel}`, PREFIX), panelistSchema),
  }
}

export function putPanelist(
  table: string,
  panel: string,
  panelist: RegisteredPanelist,
): readonly ConditionalWrite<typeof PANELIST_MUST_BE_NEW>[] {
  const items = [
    { ...buildKey(panel, panelist.id), ...panelist },
    { ...buildLinkKey(panelist.id), panel },
  ]
  return items.map((item) => ({
    condition: PANELIST_MUST_BE_NEW,
    write: {
      Put: { TableName: table, Item: toItem(item), ConditionExpression: 'attribute_not_exists(pk)' },
    },
  }))
}

export function markPanelistRemoved(
  table: string,
  panel: string,
  panelist: string,
  at: string,
): ConditionalWrite<typeof PANELIST_NOT_REMOVED> {
  return {
    condition: PANELIST_NOT_REMOVED,
    write: {
      Update: {
        ...{ TableName: table, Key: toItem(buildKey(panel, panelist)) },
        UpdateExpression: 'SET removedAt = :at',
        ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(removedAt)',
        ExpressionAttributeValues: toItem({ ':at': at }),
      },
    },
  }
}

const PREFIX = 'PANELIST#'

function buildKey(panel: string, panelist: string) {
  return { pk: `PANEL#${panel}`, sk: `${PREFIX}${panelist}` }
}

function buildLinkKey(panelist: string) {
  return { pk: `LINK#${panelist}`, sk: 'PANELIST' }
}
