import { type DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { getItem, requireExistingItem, toItem } from '../../platform/aws/dynamodb.ts'
import { type Conversation, conversationSchema } from './conversation.ts'

/*
 * Contacts table: questions asked by text.
 *
 * | access            | key                                                    |
 * |-------------------|--------------------------------------------------------|
 * | of a number       | pk PHONE#<number>, sk CONVERSATION                     |
 * | move on           | Put the same, must be the revision that was read       |
 */

export type ConversationStore = {
  find(number: string): Promise<Conversation | undefined>
  /** `false` when somebody else moved it on since it was read. */
  put(number: string, read: Conversation | undefined, to: Omit<Conversation, 'revision'>): Promise<boolean>
}

type Deps = { readonly dynamo: DynamoDBClient; readonly contactsTable: string }

export function createConversationStore({ dynamo, contactsTable }: Deps): ConversationStore {
  const buildKey = (number: string) => ({ pk: `PHONE#${number}`, sk: 'CONVERSATION' })
  return {
    find: (number) => getItem(dynamo, contactsTable, buildKey(number), conversationSchema),
    async put(number, read, to) {
      try {
        await dynamo.send(
          new PutItemCommand({
            TableName: contactsTable,
            Item: toItem({ ...buildKey(number), ...to, revision: (read?.revision ?? 0) + 1 }),
            ...(read === undefined
              ? { ConditionExpression: 'attribute_not_exists(pk)' }
              : {
                  ConditionExpression: 'revision = :read',
                  ExpressionAttributeValues: toItem({ ':read': read.revision }),
                }),
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
