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
 * Contacts table: names and addresses of panelists. The functions in which votes are given and counted have no grant on it.
 *
 * | access            | request                                                            |
 * |-------------------|--------------------------------------------------------------------|
 * | one               | Get pk PANEL#<panel>, sk PANELIST#<panelist>                        |
 * | of a panel        | Query pk PANEL#<panel>, sk begins PANELIST#                         |
 * | invite            | Put, must be absent, with the panelist and the audit entry          |
 */

export const PANELIST_CONTACT_MUST_BE_NEW = 'panelist contact: must be new'

const contactSchema = z.object({
  name: z.string(),
  mail: z.optional(z.string()),
  /** E.164 */
  phone: z.optional(z.string()),
})
export type PanelistContact = z.infer<typeof contactSchema>

export type PanelistContactStore = {
  find(panel: string, panelist: string): Promise<PanelistContact | undefined>
  /** By panelist. */
  readByPanel(panel: string): Promise<ReadonlyMap<string, PanelistContact>>
}

export function createPanelistContactStore({
  dynamo,
  contactsTable,
}: {
  readonly dynamo: DynamoDBClient
  readonly contactsTable: string
}): PanelistContactStore {
  return {
    find: (panel, panelist) => getItem(dynamo, contactsTable, buildKey(panel, panelist), contactSchema),
    async readByPanel(panel) {
      const range = buildPrefixRange(`PANEL#${panel}`, PREFIX)
      const found = await readAll(dynamo, contactsTable, range, listedSchema)
      return new Map(found.map(({ sk, ...contact }) => [sk.slice(PREFIX.length), contact]))
    },
  }
}

export function putPanelistContact(
  contactsTable: string,
  panel: string,
  panelist: string,
  contact: PanelistContact,
): ConditionalWrite<typeof PANELIST_CONTACT_MUST_BE_NEW> {
  return {
    condition: PANELIST_CONTACT_MUST_BE_NEW,
    write: {
      Put: {
        TableName: contactsTable,
        Item: toItem({ ...buildKey(panel, panelist), ...contact }),
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    },
  }
}

const PREFIX = 'PANELIST#'
const listedSchema = z.extend(contactSchema, { sk: z.string() })

function buildKey(panel: string, panelist: string) {
  return { pk: `PANEL#${panel}`, sk: `${PREFIX}${panelist}` }
}
