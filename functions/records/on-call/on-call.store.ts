import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { type ConditionalWrite, getItem, toItem } from '../../platform/aws/dynamodb.ts'
import { buildSiteKey, type Key, type SiteScope } from '../../platform/core/scope.ts'
import { NOBODY_ON_CALL, type OnCallList, onCallSchema } from './on-call.ts'

/*
 * Contacts table: whom alerts are sent to.
 *
 * | access              | key                                  |
 * |---------------------|--------------------------------------|
 * | the list of a site  | pk SITE#<study>#<site>, sk ON-CALL   |
 * | of a study's leads  | pk STUDY#<study>, sk ON-CALL         |
 */

export const ON_CALL_LIST_REPLACED = 'on-call list: replaced'

type Deps = { readonly dynamo: DynamoDBClient; readonly contactsTable: string }

/** Nobody where there is no list. */
export async function findOnCall({ dynamo, contactsTable }: Deps, scope: SiteScope): Promise<OnCallList> {
  return (
    (await getItem(dynamo, contactsTable, buildSiteKey(scope, 'ON-CALL'), onCallSchema)) ?? NOBODY_ON_CALL
  )
}

/** The leads, who are told when a site does not answer. Nobody where there is no list. */
export async function findLeadsOnCall({ dynamo, contactsTable }: Deps, study: string): Promise<OnCallList> {
  return (await getItem(dynamo, contactsTable, buildStudyKey(study), onCallSchema)) ?? NOBODY_ON_CALL
}

export function putOnCall(
  contactsTable: string,
  scope: SiteScope,
  list: OnCallList,
): ConditionalWrite<typeof ON_CALL_LIST_REPLACED> {
  return putList(contactsTable, buildSiteKey(scope, 'ON-CALL'), list)
}

export function putLeadsOnCall(
  contactsTable: string,
  study: string,
  list: OnCallList,
): ConditionalWrite<typeof ON_CALL_LIST_REPLACED> {
  return putList(contactsTable, buildStudyKey(study), list)
}

function putList(
  contactsTable: string,
  key: Key,
  { phones, emails, salt }: OnCallList,
): ConditionalWrite<typeof ON_CALL_LIST_REPLACED> {
  return {
    condition: ON_CALL_LIST_REPLACED,
    write: {
      Put: {
        TableName: contactsTable,
        Item: toItem({ ...key, phones: [...phones], emails: [...emails], salt }),
      },
    },
  }
}

function buildStudyKey(study: string): Key {
  return { pk: `STUDY#${study}`, sk: 'ON-CALL' }
}
