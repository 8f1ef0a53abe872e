import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import * as z from 'zod/mini'
import { type ConditionalWrite, getItem, readAll, toItem } from '../../platform/aws/dynamodb.ts'

/*
 * Library table: responder definitions that are being written in a study. A definition is small, so it stands as it is.
 *
 * | access                 | request                                                                           |
 * |------------------------|-----------------------------------------------------------------------------------|
 * | one draft              | Get pk STUDY#<study>, sk DEFINITION-DRAFT#<definition>                             |
 * | the drafts of a study  | Query of them                                                                      |
 * | save                   | Put of the revision that was read, with its audit entry                            |
 * | publish, discard       | the same without content: the item stays, so that no revision is given out twice   |
 */

export const DEFINITION_DRAFT_UNCHANGED = 'definition draft: as it was read'

/** How many a study may have at once. */
export const MAX_DEFINITION_DRAFTS = 50

const itemSchema = z.object({
  study: z.string(),
  definition: z.string(),
  revision: z.int(),
  /** JSON. Absent where it was published or discarded. */
  source: z.optional(z.string()),
  /** `id@version` of the definition that it began from. */
  basedOn: z.optional(z.string()),
  changedAt: z.string(),
  changedBy: z.string(),
})

/** What somebody has written so far, whether or not it is a definition yet. */
export type DefinitionDraft = {
  readonly study: string
  /** The id that it will have. */
  readonly definition: string
  readonly source: Readonly<Record<string, unknown>>
  readonly basedOn?: string | undefined
  readonly changedAt: string
  /** `sub` of who saved it last. */
  readonly changedBy: string
}

/** Zero where there was never one; rises with every change, also over drafts that are gone. */
export type StoredDefinitionDraft = {
  readonly revision: number
  readonly draft: DefinitionDraft | undefined
}

export type DefinitionDraftStore = {
  find(study: string, definition: string): Promise<StoredDefinitionDraft>
  /** Those that are neither published nor discarded, by the ids of their definitions. */
  listByStudy(study: string): Promise<readonly (DefinitionDraft & { readonly revision: number })[]>
}

export function createDefinitionDraftStore({
  dynamo,
  table,
}: {
  readonly dynamo: DynamoDBClient
  readonly table: string
}): DefinitionDraftStore {
  return {
    async find(study, definition) {
      const item = await getItem(dynamo, table, buildKey(study, definition), itemSchema)
      return { revision: item?.revision ?? 0, draft: item && readDraft(item) }
    },
    async listByStudy(study) {
      const { pk, sk: from } = buildKey(study, '')
      const items = await readAll(dynamo, table, { pk, from, to: `${from}~` }, itemSchema)
      return items.flatMap((item) => {
        const draft = readDraft(item)
        return draft ? [{ ...draft, revision: item.revision }] : []
      })
    },
  }
}

function readDraft({ source, revision: _, ...rest }: z.output<typeof itemSchema>) {
  return source === undefined ? undefined : { ...rest, source: JSON.parse(source) }
}

/** @param read the revision that was read: 0 where there was never a draft */
export function putDefinitionDraft(
  table: string,
  { source, ...draft }: DefinitionDraft,
  read: number,
): ConditionalWrite<typeof DEFINITION_DRAFT_UNCHANGED> {
  // With its members in the order in which they were written: a rule is read again as it stood.
  return putItem(table, { ...draft, source: JSON.stringify(source) }, read)
}

/** @param draft as it was read, which is published or discarded */
export function closeDefinitionDraft(
  table: string,
  { source: _, ...draft }: DefinitionDraft,
  read: number,
): ConditionalWrite<typeof DEFINITION_DRAFT_UNCHANGED> {
  return putItem(table, draft, read)
}

function putItem(
  table: string,
  item: Omit<DefinitionDraft, 'source'> & { readonly source?: string },
  read: number,
): ConditionalWrite<typeof DEFINITION_DRAFT_UNCHANGED> {
  return {
    condition: DEFINITION_DRAFT_UNCHANGED,
    write: {
      Put: {
        TableName: table,
        Item: toItem({ ...buildKey(item.study, item.definition), ...item, revision: read + 1 }),
        ...(read === 0
          ? { ConditionExpression: 'attribute_not_exists(pk)' }
          : {
              ConditionExpression: 'revision = :read',
              ExpressionAttributeValues: toItem({ ':read': read }),
            }),
      },
    },
  }
}

function buildKey(study: string, definition: string) {
  return { pk: `STUDY#${study}`, sk: `DEFINITION-DRAFT#${definition}` }
}
