import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import * as z from 'zod/mini'
import type { StudyDirectory } from '../../../surveys/library/library.ts'
import { type ConditionalWrite, getItem, readAll, toItem } from '../../platform/aws/dynamodb.ts'
import { type StudyHead, studyHeadSchema } from './catalogue.ts'

/*
 * Library table: studies. What they say stands in definition.store.ts.
 *
 * | access                          | request                                                                |
 * |---------------------------------|------------------------------------------------------------------------|
 * | a study's versions, instruments | Get pk STUDY#<study>, sk HEAD                                          |
 * | every study, with its ids       | Query pk STUDIES                                                       |
 * | publish a version               | Put of both, of the revision that was read, with the catalogue's entry  |
 */

export const HEAD_UNCHANGED = 'study: its head is as it was read'

const storedHeadSchema = z.object({ ...studyHeadSchema.shape, revision: z.int() })
const directorySchema = z.object({
  study: z.string(),
  sites: z.array(z.string()),
  timepoints: z.array(z.string()),
})

/** As it was read; rises with every change. */
export type StoredHead = StudyHead & { readonly revision: number }

export type StudyHeadStore = {
  find(study: string): Promise<StoredHead | undefined>
  /** Every study, by its id. What was published a moment ago may be missing. */
  listDirectory(): Promise<readonly StudyDirectory[]>
}

export function createStudyHeadStore(deps: { dynamo: DynamoDBClient; table: string }): StudyHeadStore {
  const { dynamo, table } = deps
  return {
    find: (study) => getItem(dynamo, table, buildHeadKey(study), storedHeadSchema),
    listDirectory: () =>
      readAll(dynamo, table, { pk: DIRECTORY, from: ' ', to: '\uffff' }, directorySchema, {
        consistency: 'eventual',
      }),
  }
}

const DIRECTORY = 'STUDIES'

/** @param read as it was, or `undefined` where there was none */
export function putHead(
  table: string,
  head: StudyHead,
  read: StoredHead | undefined,
): readonly ConditionalWrite<typeof HEAD_UNCHANGED>[] {
  return [
    {
      condition: HEAD_UNCHANGED,
      write: {
        Put: {
          TableName: table,
          Item: toItem({ ...buildHeadKey(head.study), ...head, revision: (read?.revision ?? 0) + 1 }),
          ...(read
            ? {
                ConditionExpression: 'revision = :read',
                ExpressionAttributeValues: toItem({ ':read': read.revision }),
              }
            : { ConditionExpression: 'attribute_not_exists(pk)' }),
        },
      },
    },
    {
      condition: HEAD_UNCHANGED,
      write: {
        Put: { TableName: table, Item: toItem({ pk: DIRECTORY, sk: head.study, ...pickDirectory(head) }) },
      },
    },
  ]
}

function pickDirectory({ study, sites, timepoints }: StudyHead): StudyDirectory {
  return { study, sites, timepoints }
}

function buildHeadKey(study: string) {
  return { pk: `STUDY#${study}`, sk: 'HEAD' }
}
