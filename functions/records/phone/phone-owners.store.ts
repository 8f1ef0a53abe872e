import * as z from 'zod/mini'
import { buildPrefixRange, type ConditionalWrite, readAll, toItem } from '../../platform/aws/dynamodb.ts'
import { buildVerifiedParticipantScope, type ParticipantScope } from '../../platform/core/scope.ts'
import { type PhoneDeps, REACHABLE } from './phone.store.ts'
import { buildOwnerKey, buildStateKey, formatPartition } from './phone-keys.ts'

/*
 * Contacts table: whose a telephone number is.
 *
 * | access                     | key                                                            |
 * |----------------------------|----------------------------------------------------------------|
 * | whose number it is         | pk PHONE#<number>, sk begins PARTICIPANT#; `until`: had it once |
 * | is theirs, or was, still   | ConditionCheck of the same, gone once they are erased            |
 */

export const PHONE_OWNER_ADDED = 'phone: an owner more'
export const PHONE_OWNER_ENDED = 'phone: an owner less'
export const PHONE_OWNERS = 'phone: its owners'
export const PHONE_OWNER_KNOWN = 'phone: the owner is not erased'

const ownerSchema = z.object({
  study: z.string(),
  site: z.string(),
  participant: z.string(),
  until: z.optional(z.string()),
})

/** Whose number it is now, in the order of studies, sites and ids. */
export async function listOwners(
  { dynamo, contactsTable }: PhoneDeps,
  number: string,
): Promise<readonly ParticipantScope[]> {
  const owners = await readAll(
    dynamo,
    contactsTable,
    buildPrefixRange(formatPartition(number), 'PARTICIPANT#'),
    ownerSchema,
  )
  return owners.filter(({ until }) => until === undefined).map(buildVerifiedParticipantScope)
}

/**
 * @param isReachable a person has made sure of the number, see `markReachable`
 * @param read whose it was: somebody who got it meanwhile is not overlooked. Without it, whoever they are
 */
export function addOwner(
  contactsTable: string,
  number: string,
  scope: ParticipantScope,
  { isReachable = false, read }: { readonly isReachable?: boolean; readonly read?: ReadonlySet<string> } = {},
): readonly ConditionalWrite<typeof PHONE_OWNER_ADDED | typeof PHONE_OWNERS>[] {
  const { study, site, participant } = scope
  return [
    {
      condition: PHONE_OWNER_ADDED,
      write: {
        Put: {
          TableName: contactsTable,
          Item: toItem({ ...buildOwnerKey(number, scope), study, site, participant }),
        },
      },
    },
    changeOwners(contactsTable, number, scope, isReachable ? `${REACHABLE} ADD` : 'ADD', isReachable, read),
  ]
}

/** With what is kept of a text of theirs: nothing is, once they are erased, however long ago the text was read. */
export function requireKnownOwner(
  contactsTable: string,
  number: string,
  scope: ParticipantScope,
): ConditionalWrite<typeof PHONE_OWNER_KNOWN> {
  return {
    condition: PHONE_OWNER_KNOWN,
    write: {
      ConditionCheck: {
        TableName: contactsTable,
        Key: toItem(buildOwnerKey(number, scope)),
        ConditionExpression: 'attribute_exists(pk)',
      },
    },
  }
}

/** The participant has another number now. */
export function endOwner(
  contactsTable: string,
  number: string,
  scope: ParticipantScope,
  at: string,
): readonly ConditionalWrite<typeof PHONE_OWNER_ENDED | typeof PHONE_OWNERS>[] {
  const { study, site, participant } = scope
  return [
    {
      condition: PHONE_OWNER_ENDED,
      write: {
        Put: {
          TableName: contactsTable,
          Item: toItem({ ...buildOwnerKey(number, scope), study, site, participant, until: at }),
        },
      },
    },
    changeOwners(contactsTable, number, scope, 'DELETE', false),
  ]
}

/** In the state of the number too, so that whoever reads it knows whether it is shared. */
function changeOwners(
  contactsTable: string,
  number: string,
  scope: ParticipantScope,
  how: string,
  isReachable: boolean,
  read?: ReadonlySet<string>,
): ConditionalWrite<typeof PHONE_OWNERS> {
  return {
    condition: PHONE_OWNERS,
    write: {
      Update: {
        TableName: contactsTable,
        Key: toItem(buildStateKey(number)),
        UpdateExpression: `${how} owners :owner`,
        ...(read !== undefined && {
          ConditionExpression: read.size === 0 ? 'attribute_not_exists(owners)' : 'owners = :read',
        }),
        ExpressionAttributeValues: toItem({
          ...(read !== undefined && read.size > 0 && { ':read': read }),
          ':owner': new Set([`${scope.study}#${scope.participant}`]),
          ...(isReachable && { ':none': 0 }),
        }),
      },
    },
  }
}
