import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import {
  buildPrefixRange,
  type ConditionalWrite,
  getItem,
  readAll,
  toItem,
} from '../../platform/aws/dynamodb.ts'
import {
  buildSiteKey,
  formatSitePartition,
  type ParticipantScope,
  type SiteScope,
} from '../../platform/core/scope.ts'
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

export const MESSAGE_KEPT = 'message: kept'

export const MESSAGE_EXISTS = 'message: must be there'

export type MessageStore = {
  find(scope: ParticipantScope, id: string): Promise<Message | undefined>
  listUnread(scope: SiteScope): Promise<readonly Message[]>
}

type Deps = { readonly dynamo: DynamoDBClient; readonly contactsTable: string }

export function createMessageStore({ dynamo, contactsTable }: Deps): MessageStore {
  return {
    find: (scope, id) => getItem(dynamo, contactsTable, buildKey(scope, id), messageSchema),
    async listUnread(scope) {
      const all = await readAll(
        dynamo,
        contactsTable,
        buildPrefixRange(formatSitePartition(scope), 'MESSAGE#'),
        messageSchema,
      )
      return all.filter(({ readAt }) => readAt === undefined)
    },
  }
}

export function keepMessage(
  contactsTable: string,
  scope: ParticipantScope,
  message: Message,
): ConditionalWrite<typeof MESSAGE_KEPT> {
  return {
    condition: MESSAGE_KEPT,
    write: {
      Put: {
        TableName: contactsTable,
        Item: toItem({ ...buildKey(scope, message.id), ...message }),
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
): ConditionalWrite<typeof MESSAGE_EXISTS> {
  return {
    condition: MESSAGE_EXISTS,
    write: {
      Update: {
        TableName: contactsTable,
        Key: toItem(buildKey(scope, id)),
        UpdateExpression: 'SET readAt = if_not_exists(readAt, :at), readBy = if_not_exists(readBy, :by)',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeValues: toItem({ ':at': at, ':by': by }),
      },
    },
  }
}

function buildKey(scope: ParticipantScope, id: string) {
  return buildSiteKey(scope, 'MESSAGE', scope.participant, id)
}
