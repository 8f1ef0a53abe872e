import { DeleteItemCommand, type DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb'
import * as z from 'zod/mini'
import { type ConditionalWrite, getItem, requireExistingItem, toItem } from '../../platform/aws/dynamodb.ts'
import { buildSiteKey, type ParticipantScope, type SiteScope } from '../../platform/core/scope.ts'

/*
 * Contacts table: which participants of a site have one name and year of birth.
 *
 * | access                        | key                                                              |
 * |-------------------------------|------------------------------------------------------------------|
 * | of a name and year            | pk SITE#<study>#<site>, sk NAMESAKE#<key>, see `buildNamesakeKey`  |
 * | one more, as long as as read  | Update the same                                                  |
 * | one less                      | Update the same                                                  |
 */

export const NAMESAKES_UNCHANGED = 'namesakes: as they were read'
export const NAMESAKE_ENDED = 'namesakes: one less'

const namesakesSchema = z.object({ participants: z.optional(z.set(z.string())) })

type Deps = { readonly dynamo: DynamoDBClient; readonly contactsTable: string }

/** Study ids, in their order. */
export async function findNamesakes(
  { dynamo, contactsTable }: Deps,
  scope: SiteScope,
  key: string,
): Promise<readonly string[]> {
  const found = await getItem(dynamo, contactsTable, buildKey(scope, key), namesakesSchema)
  return [...(found?.participants ?? [])].sort()
}

/** @param read who they were: somebody who was added meanwhile is not overlooked. Without it, whoever they are */
export function addNamesake(
  contactsTable: string,
  scope: ParticipantScope,
  key: string,
  read?: readonly string[],
): ConditionalWrite<typeof NAMESAKES_UNCHANGED> {
  return {
    condition: NAMESAKES_UNCHANGED,
    write: {
      Update: {
        TableName: contactsTable,
        Key: toItem(buildKey(scope, key)),
        UpdateExpression: 'ADD participants :own',
        ...(read !== undefined && {
          ConditionExpression:
            read.length === 0 ? 'attribute_not_exists(participants)' : 'participants = :read',
        }),
        ExpressionAttributeValues: toItem({
          ':own': new Set([scope.participant]),
          ...(read !== undefined && read.length > 0 && { ':read': new Set(read) }),
        }),
      },
    },
  }
}

/** The participant's name or year of birth is another. */
export function removeNamesake(
  contactsTable: string,
  scope: ParticipantScope,
  key: string,
): ConditionalWrite<typeof NAMESAKE_ENDED> {
  return { condition: NAMESAKE_ENDED, write: { Update: buildRemoval(contactsTable, scope, key) } }
}

function buildRemoval(contactsTable: string, scope: ParticipantScope, key: string) {
  return {
    TableName: contactsTable,
    Key: toItem(buildKey(scope, key)),
    UpdateExpression: 'DELETE participants :own',
    ExpressionAttributeValues: toItem({ ':own': new Set([scope.participant]) }),
  }
}

/** The same for an erasure: where nobody is left, what was made of the name and year goes too. May run again. */
export async function forgetNamesake(
  { dynamo, contactsTable }: Deps,
  scope: ParticipantScope,
  key: string,
): Promise<void> {
  await dynamo.send(new UpdateItemCommand(buildRemoval(contactsTable, scope, key)))
  try {
    await dynamo.send(
      new DeleteItemCommand({
        TableName: contactsTable,
        Key: toItem(buildKey(scope, key)),
        ConditionExpression: 'attribute_not_exists(participants)',
      }),
    )
  } catch (error) {
    requireExistingItem(error)
  }
}

function buildKey(scope: SiteScope, key: string) {
  return buildSiteKey(scope, 'NAMESAKE', key)
}
