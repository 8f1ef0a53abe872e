import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { beginsWith, getItem, type NamedWrite, queryAll, toItem } from '../../platform/aws/dynamodb.ts'
import { type ParticipantScope, type SiteScope, siteKey, sitePartition } from '../../platform/core/scope.ts'
import { type ContactEntry, contactEntrySchema } from './contact-log.ts'

/*
 * Contacts table: calls and notes.
 *
 * | access           | key                                              |
 * |------------------|--------------------------------------------------|
 * | of a site        | pk SITE#<study>#<site>, sk begins LOG#           |
 * | of a participant | sk begins LOG#<participant>#                     |
 * | write            | Put LOG#<participant>#<id>, must be absent       |
 */

export const ENTRY_NEW = 'contact log: the entry must be new'

export type ContactLogStore = {
  find(scope: ParticipantScope, id: string): Promise<ContactEntry | undefined>
  ofSite(scope: SiteScope): Promise<readonly ContactEntry[]>
  /** In the order of time. */
  ofParticipant(scope: ParticipantScope): Promise<readonly ContactEntry[]>
}

type Deps = { readonly dynamo: DynamoDBClient; readonly contactsTable: string }

export function createContactLogStore({ dynamo, contactsTable }: Deps): ContactLogStore {
  const all = async (scope: SiteScope, prefix: string) => {
    const entries = await queryAll(
      dynamo,
      contactsTable,
      beginsWith(sitePartition(scope), prefix),
      contactEntrySchema,
    )
    return entries.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
  }
  return {
    find: (scope, id) => getItem(dynamo, contactsTable, keyOf(scope, id), contactEntrySchema),
    ofSite: (scope) => all(scope, 'LOG#'),
    ofParticipant: (scope) => all(scope, `LOG#${scope.participant}#`),
  }
}

export function putContactEntry(
  contactsTable: string,
  scope: ParticipantScope,
  entry: ContactEntry,
): NamedWrite {
  return {
    clause: ENTRY_NEW,
    write: {
      Put: {
        TableName: contactsTable,
        Item: toItem({ ...keyOf(scope, entry.id), ...entry }),
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    },
  }
}

function keyOf(scope: ParticipantScope, id: string) {
  return siteKey(scope, 'LOG', scope.participant, id)
}
