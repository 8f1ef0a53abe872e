import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import * as z from 'zod/mini'
import { buildPrefixRange, type ConditionalWrite, readAll, toItem } from '../../platform/aws/dynamodb.ts'

/*
 * Panels table: what a moderator made of a panelist’s reason. The reason itself stays in the Votes table, which staff do not write.
 *
 * | access              | request                                                      |
 * |---------------------|--------------------------------------------------------------|
 * | all of a panel      | Query pk MODERATION#<panel>                                   |
 * | decide, or again    | Put with its audit entry                                      |
 */

export const MODERATED = 'moderation: written'

const moderationSchema = z.object({
  reason: z.string(),
  outcome: z.enum(['shown', 'shown-edited', 'not-shown']),
  /** Hash of the text that was read: a reason that was changed since is not moderated. */
  of: z.string(),
  /** As it is shown, where it was edited. */
  text: z.optional(z.string()),
  at: z.string(),
  by: z.string(),
})
export type Moderation = z.infer<typeof moderationSchema>

export type ModerationStore = {
  /** By reason. */
  read(panel: string): Promise<ReadonlyMap<string, Moderation>>
}

export function createModerationStore({
  dynamo,
  table,
}: {
  readonly dynamo: DynamoDBClient
  readonly table: string
}): ModerationStore {
  return {
    async read(panel) {
      const found = await readAll(
        dynamo,
        table,
        buildPrefixRange(`MODERATION#${panel}`, 'REASON#'),
        moderationSchema,
      )
      return new Map(found.map((one) => [one.reason, one]))
    },
  }
}

export function putModeration(
  table: string,
  panel: string,
  moderation: Moderation,
): ConditionalWrite<typeof MODERATED> {
  const item = { pk: `MODERATION#${panel}`, sk: `REASON#${moderation.reason}`, ...moderation }
  return { condition: MODERATED, write: { Put: { TableName: table, Item: toItem(item) } } }
}
