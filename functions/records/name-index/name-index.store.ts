import { type DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb'
import * as z from 'zod/mini'
import { type ConditionalWrite, parseItem, toItem } from '../../platform/aws/dynamodb.ts'
import {
  buildSiteKey,
  formatSitePartition,
  type ParticipantScope,
  type SiteScope,
} from '../../platform/core/scope.ts'
import { listIndexedWords } from './name-words.ts'

/*
 * Contacts table: participants of a site by the words of their names.
 *
 * | access                      | request                                                                     |
 * |-----------------------------|-----------------------------------------------------------------------------|
 * | whose name begins so        | Query pk SITE#<study>#<site>, sk begins NAME#<word>; a hundred at most       |
 * | a word more, a word less    | Put, Delete sk NAME#<word>#<participant>, with the contact that they are of  |
 */

export const NAME_INDEXED = 'name index: as its contact'

/** Beyond so many, more has to be typed. */
export const MAX_NAME_MATCHES = 100

type Deps = { readonly dynamo: DynamoDBClient; readonly contactsTable: string }

/** Study IDs in the order of the words; `isCut`: there are more. */
export type NameMatches = { readonly participants: readonly string[]; readonly isCut: boolean }

/**
 * Participants with a word in their name that begins so.
 *
 * @param begin as `listNameWords` gives it
 */
export async function findByNameWord(
  { dynamo, contactsTable }: Deps,
  scope: SiteScope,
  begin: string,
): Promise<NameMatches> {
  const { Items = [], LastEvaluatedKey } = await dynamo.send(
    new QueryCommand({
      ...{ TableName: contactsTable, Limit: MAX_NAME_MATCHES },
      KeyConditionExpression: 'pk = :site AND begins_with(sk, :begin)',
      ExpressionAttributeValues: toItem({ ':site': formatSitePartition(scope), ':begin': `NAME#${begin}` }),
    }),
  )
  const participants = [...new Set(Items.map((item) => parseItem(entrySchema, item).participant))]
  return { participants, isCut: LastEvaluatedKey !== undefined }
}

const entrySchema = z.object({ participant: z.string() })

/** Writes that go with a contact whose name is new or another. */
export function buildNameWrites(
  contactsTable: string,
  scope: ParticipantScope,
  before: string | undefined,
  after: string | undefined,
): readonly ConditionalWrite<typeof NAME_INDEXED>[] {
  const [old, now] = [listIndexedWords(before), listIndexedWords(after)]
  const { participant } = scope
  return [
    ...old
      .filter((word) => !now.includes(word))
      .map((word) => ({
        condition: NAME_INDEXED,
        write: { Delete: { TableName: contactsTable, Key: toItem(buildNameKey(scope, word)) } },
      })),
    ...now
      .filter((word) => !old.includes(word))
      .map((word) => ({
        condition: NAME_INDEXED,
        write: {
          Put: {
            TableName: contactsTable,
            Item: toItem({ ...buildNameKey(scope, word), participant }),
          },
        },
      })),
  ] as readonly ConditionalWrite<typeof NAME_INDEXED>[]
}

export function buildNameKey(scope: ParticipantScope, word: string) {
  return buildSiteKey(scope, 'NAME', `${word}#${scope.participant}`)
}
