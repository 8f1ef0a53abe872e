import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { beginsWith, getItem, type NamedWrite, queryAll, toItem } from '../../platform/aws/dynamodb.ts'
import { type ParticipantScope, type SiteScope, siteKey, sitePartition } from '../../platform/core/scope.ts'
import { type Message, messageSchema } from './message.ts'

/*
 * Contacts table: texts from participants that a person has to read.
 *
 * | access              | key                                                         |
 * |---------------------|-------------------------------------------------------------|
 * | unread, of a site   | pk SITE#<study>#<site>, sk begins MESSAGE#; read ones filtered |
 * | keep                | Put MESSAGE#<participant>#<id>                               |
 * | read                | Update the same                                             |
 */

export const MESSAGE_THERE = 'message: must be there'

export type MessageStore = {
  find(scope: ParticipantScope, id: string): Promise<Message | undefined>
  unread(scope: SiteScope): Promise<readonly Message[]>
}

type Deps = { readonly dynamo: DynamoDBClient; readonly contactsTable: string }

export function createMessageStore({ dynamo, contactsTable }: Deps): MessageStore {
  return {
    find: (scope, id) => getItem(dynamo, contactsTable, keyOf(scope, id), messageSchema),
    async unread(scope) {
      const all = await queryAll(
        dynamo,
        contactsTable,
        beginsWith(sitePartition(scope), 'MESSAGE#'),
        messageSchema,
      )
      return all.filter(({ readAt }) => readAt === undefined)
    },
  }
}

export function keepMessage(contactsTable: string, scope: ParticipantScope, message: Message): NamedWrite {
  return {
    clause: 'message: kept',
    write: {
      Put: {
        TableName: contactsTable,
        Item: toItem({ ...keyOf(scope, message.id), ...message }),
      },
    },
  }
}

export function readMessage(
  contactsTable: string,
  scope: ParticipantScope,
  id: string,
  by: string,
  at: string,
): NamedWrite {
  return {
    clause: MESSAGE_THERE,
    write: {
      Update: {
        TableName: contactsTable,
        Key: toItem(keyOf(scope, id)),
        UpdateExpression: 'SET readAt = if_not_exists(readAt, :at), readBy = if_not_exists(readBy, :by)',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeValues: toItem({ ':at': at, ':by': by }),
      },
    },
  }
}

function keyOf(scope: ParticipantScope, id: string) {
  return siteKey(scope, 'MESSAGE', scope.participant, id)
}
