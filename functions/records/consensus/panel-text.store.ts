import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import * as z from 'zod/mini'
import { buildPrefixRange, type ConditionalWrite, readAll, toItem } from '../../platform/aws/dynamodb.ts'

/*
 * Votes table: panelists’ own words: proposals of an open round, reasons for ratings, statements of conflicts of interest. A text can
 * say who wrote it. So it stands under another pseudonym than votes do, without a time, and a reason without the rating.
 *
 * | access                       | request                                                          |
 * |------------------------------|------------------------------------------------------------------|
 * | all texts of a kind          | Query pk TEXTS#<panel>, sk begins <kind>#                         |
 * | write                        | Put of the same author’s text, over an earlier one                |
 */

export const TEXT_WRITTEN = 'panel text: written'

const textSchema = z.object({
  /** Under which it is moderated or merged; says nothing of its author. */
  id: z.string(),
  author: z.string(),
  group: z.string(),
  kind: z.enum(['proposal', 'reason', 'conflicts']),
  /** Of a reason and a proposal. */
  round: z.optional(z.string()),
  question: z.optional(z.string()),
  item: z.optional(z.string()),
  text: z.string(),
})
export type PanelText = z.infer<typeof textSchema>

export type PanelTextStore = {
  list(panel: string, kind: PanelText['kind']): Promise<readonly PanelText[]>
}

export function createPanelTextStore({
  dynamo,
  table,
}: {
  readonly dynamo: DynamoDBClient
  readonly table: string
}): PanelTextStore {
  return {
    list: (panel, kind) => readAll(dynamo, table, buildPrefixRange(`TEXTS#${panel}`, `${kind}#`), textSchema),
  }
}

export function putPanelText(
  table: string,
  panel: string,
  text: PanelText,
): ConditionalWrite<typeof TEXT_WRITTEN> {
  const item = { pk: `TEXTS#${panel}`, sk: `${text.kind}#${text.id}`, ...text }
  return { condition: TEXT_WRITTEN, write: { Put: { TableName: table, Item: toItem(item) } } }
}
