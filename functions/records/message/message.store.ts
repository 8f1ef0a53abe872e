import { type DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb'
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
import { type Handling, isWaiting, type Message, type MessageReply, messageSchema } from './message.ts'

/*
 * Contacts table: texts from participants. Those that nobody has to read stand apart, so that a list of the others does not
 * grow with every answer by text.
 *
 * | access                  | key                                                                    |
 * |-------------------------|------------------------------------------------------------------------|
 * | waiting, of a site      | pk SITE#<study>#<site>, sk begins MESSAGE#; handled ones filtered        |
 * | of a participant        | sk begins MESSAGE#<participant>#, and TEXT#<participant>#                |
 * | keep                    | Put MESSAGE#<participant>#<id>, or TEXT#… where nobody has to read it     |
 * | answer by itself, once  | Update the same, with the claim of the reply (phone.store.ts)           |
 * | handle, reopen          | Update MESSAGE#…, handled as often as it was read                       |
 */

export const MESSAGE_KEPT = 'message: kept'

export const MESSAGE_ANSWERED = 'message: answered'

export const MESSAGE_UNCHANGED = 'message: handled as often as it was read'

export type MessageStore = {
  /** One that a person has to read. */
  find(scope: ParticipantScope, id: string): Promise<Message | undefined>
  /** The same, and one that nobody has to read. */
  findReceived(scope: ParticipantScope, id: string): Promise<Message | undefined>
  listWaiting(scope: SiteScope): Promise<readonly Message[]>
  /** Everything that came from the participant's phone. */
  listByParticipant(scope: ParticipantScope): Promise<readonly Message[]>
}

type Deps = { readonly dynamo: DynamoDBClient; readonly contactsTable: string }

export function createMessageStore({ dynamo, contactsTable }: Deps): MessageStore {
  const list = (scope: SiteScope, prefix: string) =>
    readAll(dynamo, contactsTable, buildPrefixRange(formatSitePartition(scope), prefix), messageSchema)
  return {
    find: (scope, id) =>
      getItem(dynamo, contactsTable, buildKey(scope, { id, isForPerson: true }), messageSchema),
    async findReceived(scope, id) {
      const [forPerson, forNobody] = await Promise.all(
        [true, false].map((isForPerson) =>
          getItem(dynamo, contactsTable, buildKey(scope, { id, isForPerson }), messageSchema),
        ),
      )
      return forPerson ?? forNobody
    },
    listWaiting: async (scope) => (await list(scope, 'MESSAGE#')).filter(isWaiting),
    listByParticipant: async (scope) =>
      (
        await Promise.all(['MESSAGE', 'TEXT'].map((kind) => list(scope, `${kind}#${scope.participant}#`)))
      ).flat(),
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
        Item: toItem({ ...buildKey(scope, message), ...message }),
      },
    },
  }
}

/** What is about to be answered: to be written with the claim of the reply. */
export function answerMessage(
  contactsTable: string,
  scope: ParticipantScope,
  message: Pick<Message, 'id' | 'isForPerson'>,
  reply: MessageReply,
): ConditionalWrite<typeof MESSAGE_ANSWERED> {
  return {
    condition: MESSAGE_ANSWERED,
    write: {
      Update: {
        TableName: contactsTable,
        Key: toItem(buildKey(scope, message)),
        UpdateExpression: 'SET reply = :reply',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeValues: toItem({ ':reply': reply }),
      },
    },
  }
}

/** What became of the answer. */
export async function recordReplyOutcome(
  { dynamo, contactsTable }: Deps,
  scope: ParticipantScope,
  message: Pick<Message, 'id' | 'isForPerson'>,
  outcome: MessageReply['outcome'],
): Promise<void> {
  await dynamo.send(
    new UpdateItemCommand({
      TableName: contactsTable,
      Key: toItem(buildKey(scope, message)),
      UpdateExpression: 'SET reply.outcome = :outcome',
      ConditionExpression: 'attribute_exists(reply)',
      ExpressionAttributeValues: toItem({ ':outcome': outcome }),
    }),
  )
}

/** Only as long as nobody else has handled or reopened it since it was read. */
export function handleMessage(
  contactsTable: string,
  scope: ParticipantScope,
  read: Message,
  handling: Handling,
): ConditionalWrite<typeof MESSAGE_UNCHANGED> {
  return {
    condition: MESSAGE_UNCHANGED,
    write: {
      Update: {
        TableName: contactsTable,
        Key: toItem(buildKey(scope, read)),
        UpdateExpression: 'SET handling = :handling',
        ConditionExpression: 'attribute_exists(pk) AND size(handling) = :read',
        ExpressionAttributeValues: toItem({
          ':handling': [...read.handling, handling],
          ':read': read.handling.length,
        }),
      },
    },
  }
}

function buildKey(scope: ParticipantScope, { id, isForPerson }: Pick<Message, 'id' | 'isForPerson'>) {
  return buildSiteKey(scope, isForPerson ? 'MESSAGE' : 'TEXT', scope.participant, id)
}
