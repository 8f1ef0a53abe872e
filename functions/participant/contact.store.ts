import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import * as z from 'zod'
import { getItem, type NamedWrite, toItem } from '../platform/dynamodb.ts'
import { type ParticipantScope, siteKey } from '../platform/scope.ts'

/*
 * Contacts table: the only place of names and telephone numbers, under a key of its own. Enrolment writes
 * it, the sender of texts reads it; scoring, outcomes and the console have no grant.
 *
 * | access       | key                                              |
 * |--------------|--------------------------------------------------|
 * | one          | pk SITE#<study>#<site>, sk CONTACT#<participant> |
 */

const contactSchema = z.object({
  /** E.164 */
  phone: z.string(),
  name: z.string().optional(),
  smsConsent: z.boolean(),
  smsConsentAt: z.string(),
})

export type Contact = z.infer<typeof contactSchema>

export function findContact(
  deps: { dynamo: DynamoDBClient; contactsTable: string },
  scope: ParticipantScope,
): Promise<Contact | undefined> {
  return getItem(deps.dynamo, deps.contactsTable, keyOf(scope), contactSchema)
}

export function putContact(contactsTable: string, scope: ParticipantScope, contact: Contact): NamedWrite {
  return {
    clause: 'contact: must be new',
    write: {
      Put: {
        TableName: contactsTable,
        Item: toItem({ ...keyOf(scope), ...contact }),
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    },
  }
}

function keyOf(scope: ParticipantScope) {
  return siteKey(scope, 'CONTACT', scope.participant)
}
