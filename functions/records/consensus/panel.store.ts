import { type DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb'
import * as z from 'zod/mini'
import {
  buildPrefixRange,
  type ConditionalWrite,
  getItem,
  parseItem,
  readAll,
  toItem,
} from '../../platform/aws/dynamodb.ts'
import { type Panel, panelSchema, type StoredPanel } from './panel.ts'

/*
 * Panels table: consensus processes.
 *
 * | access                             | request                                                     |
 * |------------------------------------|-------------------------------------------------------------|
 * | one panel                          | Get pk PANEL#<panel>, sk PANEL                               |
 * | the panels of a study              | Query pk STUDY#<study>, sk begins PANEL#, then each          |
 * | create                             | Put of the panel and of its name in the study, both absent   |
 * | change                             | Put of the revision that was read, with its audit entry      |
 * | a ballot: the round is as read     | ConditionCheck of the revision that was read                 |
 * | whose panelists may be due a mail  | Query of index due, duePk PANELS                             |
 *
 * The protocol stands as JSON text, with its members in the order in which they were written.
 */

export const PANEL_UNCHANGED = 'panel: as it was read'

const itemSchema = z.extend(z.omit(panelSchema, { protocol: true, candidates: true }), {
  protocol: z.string(),
  candidates: z.optional(z.string()),
  revision: z.int(),
})
const nameSchema = z.object({ panel: z.string() })
const dueSchema = z.object({ dueSk: z.string() })

const DUE = 'PANELS'

export type PanelStore = {
  find(panel: string): Promise<StoredPanel | undefined>
  /** By id. */
  listByStudy(study: string): Promise<readonly StoredPanel[]>
  /** Ids of panels that are locked and not finished. */
  listRunning(): Promise<readonly string[]>
}

export function createPanelStore({
  dynamo,
  table,
}: {
  readonly dynamo: DynamoDBClient
  readonly table: string
}): PanelStore {
  async function find(panel: string): Promise<StoredPanel | undefined> {
    const item = await getItem(dynamo, table, buildKey(panel), itemSchema)
    if (!item) return undefined
    const { protocol, candidates, ...rest } = item
    return {
      ...{ ...rest, protocol: JSON.parse(protocol) },
      ...(candidates !== undefined && { candidates: JSON.parse(candidates) }),
    }
  }
  return {
    find,
    async listByStudy(study) {
      const names = await readAll(dynamo, table, buildPrefixRange(`STUDY#${study}`, 'PANEL#'), nameSchema)
      const found = await Promise.all(names.map(({ panel }) => find(panel)))
      return found.flatMap((one) => one ?? [])
    },
    async listRunning() {
      const { Items = [] } = await dynamo.send(
        new QueryCommand({
          ...{ TableName: table, IndexName: 'due', KeyConditionExpression: 'duePk = :due' },
          ExpressionAttributeValues: toItem({ ':due': DUE }),
        }),
      )
      return Items.map((item) => parseItem(dueSchema, item).dueSk)
    },
  }
}

/** @param read as it was, or `undefined` of a new one */
export function putPanel(
  table: string,
  panel: Panel,
  read: Pick<StoredPanel, 'revision'> | undefined,
): readonly ConditionalWrite<typeof PANEL_UNCHANGED>[] {
  const { protocol, candidates, ...rest } = panel
  const item = {
    ...{ ...buildKey(panel.id), ...rest, protocol: JSON.stringify(protocol) },
    ...(candidates && { candidates: JSON.stringify(candidates) }),
    ...(panel.state === 'locked' && { duePk: DUE, dueSk: panel.id }),
    revision: (read?.revision ?? 0) + 1,
  }
  const name = { pk: `STUDY#${panel.study}`, sk: `PANEL#${panel.id}`, panel: panel.id }
  const put: ConditionalWrite<typeof PANEL_UNCHANGED> = {
    condition: PANEL_UNCHANGED,
    write: {
      Put: { TableName: table, Item: toItem(item), ...(read ? buildUnchanged(read) : ABSENT) },
    },
  }
  return read
    ? [put]
    : [
        put,
        { condition: PANEL_UNCHANGED, write: { Put: { TableName: table, Item: toItem(name), ...ABSENT } } },
      ]
}

/** Of a ballot: no round was closed, and nothing else of the panel changed, since it was read. */
export function checkPanelUnchanged(
  table: string,
  read: Pick<StoredPanel, 'id' | 'revision'>,
): ConditionalWrite<typeof PANEL_UNCHANGED> {
  return {
    condition: PANEL_UNCHANGED,
    write: { ConditionCheck: { TableName: table, Key: toItem(buildKey(read.id)), ...buildUnchanged(read) } },
  }
}

const ABSENT = { ConditionExpression: 'attribute_not_exists(pk)' }

function buildUnchanged({ revision }: Pick<StoredPanel, 'revision'>) {
  return {
    ConditionExpression: 'revision = :read',
    ExpressionAttributeValues: toItem({ ':read': revision }),
  }
}

function buildKey(panel: string) {
  return { pk: `PANEL#${panel}`, sk: 'PANEL' }
}
