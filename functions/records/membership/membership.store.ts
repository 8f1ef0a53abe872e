import { type DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb'
import * as z from 'zod/mini'
import {
  buildPrefixRange,
  type ConditionalWrite,
  getItem,
  parseItem,
  readAll,
  toItem,
} from '../../platform/aws/dynamodb.ts'
import { type Membership, membershipSchema } from './membership.ts'

/*
 * Members table: who may do what in which study.
 *
 * | access                       | request                                                              |
 * |------------------------------|----------------------------------------------------------------------|
 * | one person in one study      | Get pk STUDY#<study>, sk MEMBER#<sub>                                 |
 * | everybody of a study         | Query pk STUDY#<study>, sk begins MEMBER#                             |
 * | all studies of one person    | Query index person: memberSub, memberStudy; some milliseconds behind  |
 * | how many administer a study  | Get pk STUDY#<study>, sk ADMINISTRATORS                               |
 * | grant, change                | Put of the revision that was read, with its audit entry               |
 * | revoke                       | Delete of the revision that was read, with its audit entry            |
 *
 * The number of those who administer is changed in the transaction that changes who does, of the number that was read: of two
 * who take it from each other at once, one is refused.
 */

export const PERSON_INDEX = 'person'
/** Of organisations in that index: it sorts before every letter and digit that a study’s id can begin with. */
export const ORGANISATION_PREFIX = '#'

export const MEMBERSHIP_UNCHANGED = 'membership: as it was read'
export const ADMINISTRATORS_UNCHANGED = 'administrators: as many as were read'

const grantSchema = z.object({
  /** ISO 8601; left out of those that were granted before it was kept. */
  grantedAt: z.optional(z.string()),
  /** The `sub` of who granted it; left out where an operator did. */
  grantedBy: z.optional(z.string()),
})
const itemSchema = z.object({ ...membershipSchema.shape, ...grantSchema.shape, revision: z.int() })
const administratorsSchema = z.object({ administrators: z.int() })

/** When and by whom a membership was granted, which no later change of it alters. */
export type MembershipGrant = z.infer<typeof grantSchema>

/** As it was read. `revision` rises with every change. */
export type StoredMembership = Membership & MembershipGrant & { readonly revision: number }

export type MembershipStore = {
  find(sub: string, study: string): Promise<StoredMembership | undefined>
  /** Everybody of a study, by `sub`. */
  listByStudy(study: string): Promise<readonly StoredMembership[]>
  /** By study. What was granted or revoked a moment ago may be missing, or still there. */
  listByPerson(sub: string): Promise<readonly StoredMembership[]>
  /** Zero before the first one. */
  countAdministrators(study: string): Promise<number>
}

export function createMembershipStore(deps: { dynamo: DynamoDBClient; table: string }): MembershipStore {
  const { dynamo, table } = deps
  return {
    find: (sub, study) => getItem(dynamo, table, buildKey(study, sub), itemSchema),
    listByStudy: (study) => readAll(dynamo, table, buildPrefixRange(`STUDY#${study}`, 'MEMBER#'), itemSchema),
    async listByPerson(sub) {
      const { Items = [] } = await dynamo.send(
        new QueryCommand({
          TableName: table,
          IndexName: PERSON_INDEX,
          // Organisations stand in the same index, before every study.
          KeyConditionExpression: 'memberSub = :sub AND memberStudy > :organisations',
          ExpressionAttributeValues: toItem({ ':sub': sub, ':organisations': `${ORGANISATION_PREFIX}~` }),
        }),
      )
      return Items.map((item) => parseItem(itemSchema, item))
    },
    async countAdministrators(study) {
      const found = await getItem(dynamo, table, buildAdministratorsKey(study), administratorsSchema)
      return found?.administrators ?? 0
    },
  }
}

/**
 * @param grant of a membership that there was not
 * @param read as it was, or `undefined` where there was none
 */
export function putMembership(
  table: string,
  membership: Membership,
  grant: MembershipGrant,
  read: StoredMembership | undefined,
): ConditionalWrite<typeof MEMBERSHIP_UNCHANGED> {
  const { sub, study } = membership
  const { grantedAt, grantedBy } = read ?? grant
  return {
    condition: MEMBERSHIP_UNCHANGED,
    write: {
      Put: {
        TableName: table,
        Item: toItem({
          ...buildKey(study, sub),
          ...{ ...membership, grantedAt, grantedBy, revision: (read?.revision ?? 0) + 1 },
          ...{ memberSub: sub, memberStudy: study },
        }),
        ...buildUnchanged(read),
      },
    },
  }
}

export function deleteMembership(
  table: string,
  read: StoredMembership,
): ConditionalWrite<typeof MEMBERSHIP_UNCHANGED> {
  return {
    condition: MEMBERSHIP_UNCHANGED,
    write: {
      Delete: { TableName: table, Key: toItem(buildKey(read.study, read.sub)), ...buildUnchanged(read) },
    },
  }
}

/** @param read how many there were */
export function putAdministrators(
  table: string,
  study: string,
  { read, now }: { readonly read: number; readonly now: number },
): ConditionalWrite<typeof ADMINISTRATORS_UNCHANGED> {
  return {
    condition: ADMINISTRATORS_UNCHANGED,
    write: {
      Put: {
        TableName: table,
        Item: toItem({ ...buildAdministratorsKey(study), administrators: now }),
        ConditionExpression:
          read === 0 ? 'attribute_not_exists(pk) OR administrators = :read' : 'administrators = :read',
        ExpressionAttributeValues: toItem({ ':read': read }),
      },
    },
  }
}

function buildUnchanged(read: StoredMembership | undefined) {
  if (!read) return { ConditionExpression: 'attribute_not_exists(pk)' }
  return {
    ConditionExpression: 'revision = :read',
    ExpressionAttributeValues: toItem({ ':read': read.revision }),
  }
}

function buildKey(study: string, sub: string) {
  return { pk: `STUDY#${study}`, sk: `MEMBER#${sub}` }
}

function buildAdministratorsKey(study: string) {
  return { pk: `STUDY#${study}`, sk: 'ADMINISTRATORS' }
}
