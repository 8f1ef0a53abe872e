import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import * as z from 'zod/mini'
import {
  buildPrefixRange,
  type ConditionalWrite,
  getItem,
  readAll,
  toItem,
  writeTransaction,
} from '../../platform/aws/dynamodb.ts'
import type { Clock } from '../../platform/core/clock.ts'
import { type MemberInvitation, memberInvitationSchema } from './member-invitation.ts'

/*
 * Members table: who is invited to a study.
 *
 * | access                             | request                                                  |
 * |------------------------------------|----------------------------------------------------------|
 * | one invitation                     | Get pk STUDY#<study>, sk INVITATION#<id>                   |
 * | everybody who is invited           | Query pk STUDY#<study>, sk begins INVITATION#              |
 * | invite, send again, revoke, accept | Put of the revision that was read, with its audit entry    |
 * | what became of the mail            | Put of the revision that was read                          |
 *
 * DynamoDB deletes an item some time after `expiresAt`; until then whoever reads leaves it out.
 */

export const INVITATION_UNCHANGED = 'member invitation: as it was read'

/** Days after its link's last in which an invitation can still be looked at and sent again. */
const KEPT_DAYS = 90

const itemSchema = z.object({
  ...memberInvitationSchema.shape,
  revision: z.int(),
  /** Seconds since 1970. */
  expiresAt: z.int(),
})

/** As it was read. `revision` rises with every change. */
export type StoredMemberInvitation = MemberInvitation & { readonly revision: number }

export type MemberInvitationStore = {
  find(study: string, id: string): Promise<StoredMemberInvitation | undefined>
  /** In no order. */
  listByStudy(study: string): Promise<readonly StoredMemberInvitation[]>
  /** Of what is no more as it was read, nothing is recorded. */
  recordMail(read: StoredMemberInvitation, mail: MemberInvitation['mail']): Promise<StoredMemberInvitation>
}

export function createMemberInvitationStore(deps: {
  readonly dynamo: DynamoDBClient
  readonly table: string
  readonly clock: Clock
}): MemberInvitationStore {
  const { dynamo, table, clock } = deps
  const isKept = ({ expiresAt }: { readonly expiresAt: number }) =>
    expiresAt * 1000 > clock.now().epochMilliseconds
  return {
    async find(study, id) {
      const found = await getItem(dynamo, table, buildKey(study, id), itemSchema)
      return found && isKept(found) ? found : undefined
    },
    async listByStudy(study) {
      const range = buildPrefixRange(`STUDY#${study}`, 'INVITATION#')
      return (await readAll(dynamo, table, range, itemSchema)).filter(isKept)
    },
    async recordMail(read, mail) {
      const { written, invitation } = putMemberInvitation(table, { ...read, mail }, read)
      const { kind } = await writeTransaction(dynamo, [{ ...written, provesTransaction: true }])
      return kind === 'written' ? invitation : read
    },
  }
}

/** @param read as it was, or `undefined` where there was none */
export function putMemberInvitation(
  table: string,
  changed: MemberInvitation,
  read: StoredMemberInvitation | undefined,
): {
  readonly written: ConditionalWrite<typeof INVITATION_UNCHANGED>
  readonly invitation: StoredMemberInvitation
} {
  const invitation = { ...changed, revision: (read?.revision ?? 0) + 1 }
  const expiresAt = Math.ceil(Date.parse(changed.validUntil) / 1000) + KEPT_DAYS * 86_400
  const Item = toItem({ ...invitation, ...buildKey(changed.study, changed.id), expiresAt })
  const unchanged = read
    ? {
        ConditionExpression: 'revision = :read',
        ExpressionAttributeValues: toItem({ ':read': read.revision }),
      }
    : { ConditionExpression: 'attribute_not_exists(pk)' }
  return {
    invitation,
    written: {
      condition: INVITATION_UNCHANGED,
      write: { Put: { TableName: table, Item, ...unchanged } },
    },
  }
}

function buildKey(study: string, id: string) {
  return { pk: `STUDY#${study}`, sk: `INVITATION#${id}` }
}
