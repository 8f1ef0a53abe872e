import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import * as z from 'zod/mini'
import {
  buildPrefixRange,
  type ConditionalWrite,
  getItem,
  type ReadConsistency,
  readAll,
  toItem,
} from '../../platform/aws/dynamodb.ts'
import {
  buildSiteKey,
  formatSitePartition,
  type ParticipantScope,
  type SiteScope,
} from '../../platform/core/scope.ts'

/*
 * Contacts table: the only place of names and telephone numbers, under a key of its own. Enrolment and the worklist
 * write it, the sender of texts reads it; scoring, outcomes and the other pages of the console have no grant.
 *
 * | access       | key                                              |
 * |--------------|--------------------------------------------------|
 * | one          | pk SITE#<study>#<site>, sk CONTACT#<participant> |
 * | of a site    | sk begins CONTACT#                               |
 */

export const CONTACT_MUST_BE_NEW = 'contact: must be new'

export const CONTACT_UNCHANGED = 'contact: as it was read'

const contactSchema = z.object({
  /** Rises with every change. */
  revision: z._default(z.int(), 0),
  /** E.164 */
  phone: z.string(),
  name: z.optional(z.string()),
  birthYear: z.optional(z.int()),
  smsConsent: z.boolean(),
  smsConsentAt: z.string(),
  /** Hash of the request that enrolled them: a retry of it is known as one whatever was changed since. */
  enrolledWith: z.optional(z.string()),
  /** They asked not to be contacted any more, and when that was done. */
  noContactSince: z.optional(z.string()),
  /** Numbers that they had before, each once: what is kept under a number is erased under every one. */
  earlierPhones: z.optional(z.array(z.string())),
})

export type Contact = z.infer<typeof contactSchema>

export type ContactStore = {
  find(scope: ParticipantScope): Promise<Contact | undefined>
  /** By participant. */
  readBySite(scope: SiteScope): Promise<ReadonlyMap<string, Contact>>
}

type Deps = { readonly dynamo: DynamoDBClient; readonly contactsTable: string }

export function createContactStore(deps: Deps): ContactStore {
  return {
    find: (scope) => findContact(deps, scope),
    async readBySite(scope) {
      const range = buildPrefixRange(formatSitePartition(scope), PREFIX)
      const found = await readAll(deps.dynamo, deps.contactsTable, range, listedSchema)
      return new Map(found.map(({ sk, ...contact }) => [sk.slice(PREFIX.length), contact]))
    },
  }
}

const PREFIX = 'CONTACT#'
const listedSchema = z.extend(contactSchema, { sk: z.string() })

export function findContact(
  deps: Deps,
  scope: ParticipantScope,
  consistency?: ReadConsistency,
): Promise<Contact | undefined> {
  return getItem(deps.dynamo, deps.contactsTable, buildKey(scope), contactSchema, consistency)
}

export function putContact(
  contactsTable: string,
  scope: ParticipantScope,
  contact: Contact,
): ConditionalWrite<typeof CONTACT_MUST_BE_NEW> {
  return {
    condition: CONTACT_MUST_BE_NEW,
    write: {
      Put: {
        TableName: contactsTable,
        Item: toItem({ ...buildKey(scope), ...contact }),
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    },
  }
}

/** Only as long as it stands as it was read. */
export function changeContact(
  contactsTable: string,
  scope: ParticipantScope,
  read: Contact,
  contact: Omit<Contact, 'revision'>,
): ConditionalWrite<typeof CONTACT_UNCHANGED> {
  return {
    condition: CONTACT_UNCHANGED,
    write: {
      Put: {
        TableName: contactsTable,
        Item: toItem({ ...buildKey(scope), ...contact, revision: read.revision + 1 }),
        ...buildUnchangedCondition(read),
      },
    },
  }
}

function buildUnchangedCondition({ revision }: Contact) {
  return {
    ConditionExpression:
      revision === 0
        ? 'attribute_exists(pk) AND (attribute_not_exists(revision) OR revision = :read)'
        : 'revision = :read',
    ExpressionAttributeValues: toItem({ ':read': revision }),
  }
}

function buildKey(scope: ParticipantScope) {
  return buildSiteKey(scope, 'CONTACT', scope.participant)
}
