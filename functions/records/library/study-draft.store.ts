import { brotliCompressSync, brotliDecompressSync } from 'node:zlib'
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import * as z from 'zod/mini'
import { formatCanonicalJson } from '../../../surveys/values/canonical.ts'
import { type ConditionalWrite, getItem, toItem } from '../../platform/aws/dynamodb.ts'

/*
 * Library table: what is not published yet.
 *
 * | access                 | request                                                                           |
 * |------------------------|-----------------------------------------------------------------------------------|
 * | the draft of a study   | Get pk STUDY#<study>, sk DRAFT                                                     |
 * | save                   | Put of the revision that was read, with its audit entry                            |
 * | publish, discard       | the same without content: the item stays, so that no revision is given out twice   |
 */

export const DRAFT_UNCHANGED = 'study draft: as it was read'

const itemSchema = z.object({
  study: z.string(),
  revision: z.int(),
  /** Absent where it was published or discarded. */
  zipped: z.optional(z.string()),
  /** Of the version that it began from; absent in a new study. */
  basedOn: z.optional(z.string()),
  changedAt: z.string(),
  changedBy: z.string(),
  /** Everybody who has changed it since it began. */
  editors: z.array(z.string()),
})

/** What somebody has written so far, whether or not it is a study yet. */
export type StudyDraft = {
  readonly study: string
  readonly source: Readonly<Record<string, unknown>>
  readonly basedOn?: string | undefined
  readonly changedAt: string
  /** `sub` of who saved it last. */
  readonly changedBy: string
  readonly editors: readonly string[]
}

/** Zero where there was never one; rises with every change, also over drafts that are gone. */
export type StoredDraft = { readonly revision: number; readonly draft: StudyDraft | undefined }

export type StudyDraftStore = { find(study: string): Promise<StoredDraft> }

export function createStudyDraftStore({
  dynamo,
  table,
}: {
  readonly dynamo: DynamoDBClient
  readonly table: string
}): StudyDraftStore {
  return {
    async find(study) {
      const item = await getItem(dynamo, table, buildKey(study), itemSchema)
      if (!item) return { revision: 0, draft: undefined }
      const { revision, zipped, ...rest } = item
      if (zipped === undefined) return { revision, draft: undefined }
      const text = brotliDecompressSync(Buffer.from(zipped, 'base64')).toString()
      return { revision, draft: { ...rest, source: JSON.parse(text) } }
    },
  }
}

/** @param read the revision that was read: 0 where there was never a draft */
export function putDraft(
  table: string,
  { source, ...draft }: StudyDraft,
  read: number,
): ConditionalWrite<typeof DRAFT_UNCHANGED> {
  const zipped = brotliCompressSync(formatCanonicalJson(source)).toString('base64')
  return putItem(table, { ...draft, zipped }, read)
}

/** @param draft as it was read, which is published or discarded */
export function closeDraft(
  table: string,
  { source: _, ...draft }: StudyDraft,
  read: number,
): ConditionalWrite<typeof DRAFT_UNCHANGED> {
  return putItem(table, { ...draft, editors: [] }, read)
}

function putItem(
  table: string,
  item: Omit<StudyDraft, 'source'> & { readonly zipped?: string },
  read: number,
): ConditionalWrite<typeof DRAFT_UNCHANGED> {
  return {
    condition: DRAFT_UNCHANGED,
    write: {
      Put: {
        TableName: table,
        Item: toItem({ ...buildKey(item.study), ...item, revision: read + 1 }),
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

function buildKey(study: string) {
  return { pk: `STUDY#${study}`, sk: 'DRAFT' }
}
