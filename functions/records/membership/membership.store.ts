import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import * as z from 'zod/mini'
import { buildPrefixRange, getItem, readAll, toItem } from '../../platform/aws/dynamodb.ts'
import type { AuditStore } from '../audit/audit.store.ts'
import { type Membership, membershipSchema } from './membership.ts'

/*
 * Study table: memberships.
 *
 * | access                    | key                                   |
 * |---------------------------|---------------------------------------|
 * | one person in one study   | pk MEMBER#<sub>, sk STUDY#<study>     |
 * | all studies of one person | pk MEMBER#<sub>, sk begins STUDY#     |
 */

const itemSchema = z.object(membershipSchema.shape)

export type MembershipStore = {
  find(sub: string, study: string): Promise<Membership | undefined>
  listByPerson(sub: string): Promise<readonly Membership[]>
}

export function createMembershipStore(deps: { dynamo: DynamoDBClient; table: string }): MembershipStore {
  const { dynamo, table } = deps
  return {
    find: (sub, study) => getItem(dynamo, table, buildKey(sub, study), itemSchema),
    listByPerson: (sub) => readAll(dynamo, table, buildPrefixRange(`MEMBER#${sub}`, 'STUDY#'), itemSchema),
  }
}

/** Grants or replaces a membership, with its audit entry. Granting the same again changes nothing and writes nothing. */
export async function grantMembership(
  deps: { dynamo: DynamoDBClient; table: string; audit: AuditStore },
  membership: Membership,
): Promise<'granted' | 'unchanged'> {
  const { sub, study, role } = membership
  const before = await getItem(deps.dynamo, deps.table, buildKey(sub, study), itemSchema)
  if (before && JSON.stringify(before) === JSON.stringify(itemSchema.parse(membership))) return 'unchanged'
  await deps.audit.write(
    study,
    {
      action: 'membership.granted',
      actor: { kind: 'operator' },
      about: { sub, role, sites: membership.sites.join(' ') },
    },
    [
      {
        condition: 'membership: written whole',
        write: { Put: { TableName: deps.table, Item: toItem({ ...buildKey(sub, study), ...membership }) } },
      },
    ],
  )
  return 'granted'
}

function buildKey(sub: string, study: string) {
  return { pk: `MEMBER#${sub}`, sk: `STUDY#${study}` }
}
