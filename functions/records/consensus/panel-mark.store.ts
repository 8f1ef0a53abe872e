import { type DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb'
import * as z from 'zod/mini'
import { type ConditionalWrite, readAll, requireExistingItem, toItem } from '../../platform/aws/dynamodb.ts'

/*
 * Panels table: marks by which the mailer knows whom to write to: who finished a round, who left, and what was sent. A mark’s name is
 * an HMAC under the link secret, and it holds no time: staff who read the table cannot tell whose it is.
 *
 * | access                   | request                                        |
 * |--------------------------|------------------------------------------------|
 * | all marks of a panel     | Query pk MARKS#<panel>                          |
 * | set                      | Put, as often as it comes                       |
 * | claim, before a mail     | Put, must be absent: a mail goes out once        |
 */

export const MARK_SET = 'panel mark: set'

const markSchema = z.object({ sk: z.string() })

export type PanelMarkStore = {
  read(panel: string): Promise<ReadonlySet<string>>
  /** @returns whether it was this call that set it */
  claim(panel: string, mark: string): Promise<boolean>
}

export function createPanelMarkStore({
  dynamo,
  table,
}: {
  readonly dynamo: DynamoDBClient
  readonly table: string
}): PanelMarkStore {
  return {
    async read(panel) {
      const found = await readAll(dynamo, table, { pk: `MARKS#${panel}`, from: '-', to: '~' }, markSchema)
      return new Set(found.map(({ sk }) => sk))
    },
    async claim(panel, mark) {
      try {
        await dynamo.send(
          new PutItemCommand({
            ...{ TableName: table, Item: toItem(buildKey(panel, mark)) },
            ConditionExpression: 'attribute_not_exists(pk)',
          }),
        )
        return true
      } catch (error) {
        requireExistingItem(error)
        return false
      }
    },
  }
}

export function putPanelMark(table: string, panel: string, mark: string): ConditionalWrite<typeof MARK_SET> {
  return {
    condition: MARK_SET,
    write: { Put: { TableName: table, Item: toItem(buildKey(panel, mark)) } },
  }
}

function buildKey(panel: string, mark: string) {
  return { pk: `MARKS#${panel}`, sk: mark }
}
