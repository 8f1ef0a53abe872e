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
  listBySite(scope: SiteScope): Promise<readonly ContactEntry[]>
  /** In the order of time. */
  listByParticipant(scope: ParticipantScope): Promise<readonly ContactEntry[]>
}

type Deps = { readonly dynamo: DynamoDBClient; readonly contactsTable: string }

export function createContactLogStore({ dynamo, contactsTable }: Deps): ContactLogStore {
  const listByPrefix = async (scope: SiteScope, prefix: string) => {
    const entries = await readAll(
      dynamo,
      contactsTable,
      buildPrefixRange(formatSitePartition(scope), prefix),
      contactEntrySchema,
    )
    return entries.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
  }
  return {
    find: (scope, id) => getItem(dynamo, contactsTable, buildKey(scope, id), contactEntrySchema),
    listBySite: (scope) => listByPrefix(scope, 'LOG#'),
    listByParticipant: (scope) => listByPrefix(scope, `LOG#${scope.participant}#`),
  }
}

export function putContactEntry(
  contactsTable: string,
  scope: ParticipantScope,
  entry: ContactEntry,
): ConditionalWrite<typeof ENTRY_NEW> {
  return {
    condition: ENTRY_NEW,
    write: {
      Put: {
        TableName: contactsTable,
        Item: toItem({ ...buildKey(scope, entry.id), ...entry }),
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    },
  }
}

function buildKey(scope: ParticipantScope, id: string) {
  return buildSiteKey(scope, 'LOG', scope.participant, id)
}
