import { type DynamoDBClient, UpdateItemCommand, type UpdateItemCommandInput } from '@aws-sdk/client-dynamodb'
import * as z from 'zod'
import {
  beginsWith,
  existingOnRefusal,
  getItem,
  type NamedWrite,
  queryAll,
  toItem,
} from '../platform/dynamodb.ts'
import { type ParticipantScope, scopeOfOwner } from '../platform/scope.ts'
import { type Phone, phoneSchema } from './phone.ts'

/*
 * Contacts table: telephone numbers, in E.164.
 *
 * | access                     | key                                                            |
 * |----------------------------|----------------------------------------------------------------|
 * | state of a number          | pk PHONE#<number>, sk STATE; absent until something is known    |
 * | whose number it is         | sk begins PARTICIPANT#; those with `until` had it once          |
 * | a message of theirs, once  | sk MESSAGE#<message>#<participant>, must be absent              |
 * | a reply of ours, once      | sk REPLY#<message that it answers>, must be absent              |
 *
 *   textable ──STOP──▶ stopped ──START──▶ textable
 *      └──3 hard failures, or "wrong number"──▶ unreachable ──a person corrects it, or START──▶ textable
 */

export type PhoneDeps = { readonly dynamo: DynamoDBClient; readonly contactsTable: string }

export const PHONE_TEXTABLE = 'phone: neither stopped nor unreachable'
export const PHONE_STOPPED_SINCE = 'phone: not stopped since'
export const MESSAGE_UNSEEN = 'phone: the message is new'
export const PHONE_AS_READ = 'phone: the failures are as they were read'

const ownerSchema = z.object({
  study: z.string(),
  site: z.string(),
  participant: z.string(),
  until: z.string().optional(),
})

export async function findPhone({ dynamo, contactsTable }: PhoneDeps, number: string): Promise<Phone> {
  return (
    (await getItem(dynamo, contactsTable, stateKey(number), phoneSchema)) ?? { hardFailures: 0, replies: 0 }
  )
}

/** Whose number it is now, in the order of studies, sites and ids. */
export async function ownersOf(
  { dynamo, contactsTable }: PhoneDeps,
  number: string,
): Promise<readonly ParticipantScope[]> {
  const owners = await queryAll(
    dynamo,
    contactsTable,
    beginsWith(partition(number), 'PARTICIPANT#'),
    ownerSchema,
  )
  return owners.filter(({ until }) => until === undefined).map(scopeOfOwner)
}

export function addOwner(contactsTable: string, number: string, scope: ParticipantScope): NamedWrite {
  const { study, site, participant } = scope
  return {
    clause: 'phone: an owner more',
    write: {
      Put: {
        TableName: contactsTable,
        Item: toItem({ ...ownerKey(number, scope), study, site, participant }),
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
): NamedWrite {
  const { study, site, participant } = scope
  return {
    clause: 'phone: an owner less',
    write: {
      Put: {
        TableName: contactsTable,
        Item: toItem({ ...ownerKey(number, scope), study, site, participant, until: at }),
      },
    },
  }
}

/** Together with the claim of a text: a STOP that comes first is honoured. */
export function mustBeTextable(contactsTable: string, number: string): NamedWrite {
  return {
    clause: PHONE_TEXTABLE,
    write: {
      ConditionCheck: {
        TableName: contactsTable,
        Key: toItem(stateKey(number)),
        ConditionExpression: 'attribute_not_exists(stoppedAt) AND attribute_not_exists(unreachableSince)',
      },
    },
  }
}

/** Said twice it stands as it was said first. */
export function stopPhone(contactsTable: string, number: string, by: string, at: string): NamedWrite {
  return update(contactsTable, number, 'phone: stopped', {
    UpdateExpression:
      'SET stoppedAt = if_not_exists(stoppedAt, :at), stoppedBy = if_not_exists(stoppedBy, :by)',
    ExpressionAttributeValues: toItem({ ':at': at, ':by': by }),
  })
}

/** Unless a STOP came later than the START: messages come in any order. */
export function startPhone(contactsTable: string, number: string, at: string): NamedWrite {
  return update(contactsTable, number, PHONE_STOPPED_SINCE, {
    UpdateExpression:
      'SET hardFailures = :none REMOVE stoppedAt, stoppedBy, unreachableSince, unreachableReason',
    ConditionExpression: 'attribute_not_exists(stoppedAt) OR stoppedAt <= :at',
    ExpressionAttributeValues: toItem({ ':none': 0, ':at': at }),
  })
}

/** A number that is nobody's yet: whoever is enrolled with it later is not texted either. */
export async function stopUnowned(
  { dynamo, contactsTable }: PhoneDeps,
  number: string,
  by: string,
  at: string,
): Promise<void> {
  const { write } = stopPhone(contactsTable, number, by, at)
  if (write.Update) await dynamo.send(new UpdateItemCommand(write.Update as UpdateItemCommandInput))
}

/** With everything that a message does: read again, it does nothing. */
export function seeMessage(
  contactsTable: string,
  number: string,
  message: string,
  scope: ParticipantScope,
): NamedWrite {
  return {
    clause: MESSAGE_UNSEEN,
    write: {
      Put: {
        TableName: contactsTable,
        Item: toItem({ pk: partition(number), sk: `MESSAGE#${message}#${scope.study}#${scope.participant}` }),
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    },
  }
}

export function markUnreachable(
  contactsTable: string,
  number: string,
  reason: NonNullable<Phone['unreachableReason']>,
  at: string,
): NamedWrite {
  return update(contactsTable, number, 'phone: unreachable', {
    UpdateExpression:
      'SET unreachableSince = if_not_exists(unreachableSince, :at), unreachableReason = if_not_exists(unreachableReason, :reason)',
    ExpressionAttributeValues: toItem({ ':at': at, ':reason': reason }),
  })
}

/** One more text in a row that could not be delivered; the last one that is borne makes the number unreachable. */
export function countFailure(
  contactsTable: string,
  number: string,
  read: Phone,
  failures: number,
  unreachableAt: string | undefined,
): NamedWrite {
  return update(contactsTable, number, PHONE_AS_READ, {
    UpdateExpression: `SET hardFailures = :failures${
      unreachableAt === undefined
        ? ''
        : ', unreachableSince = if_not_exists(unreachableSince, :at), unreachableReason = if_not_exists(unreachableReason, :reason)'
    }`,
    ConditionExpression:
      read.hardFailures === 0
        ? 'attribute_not_exists(hardFailures) OR hardFailures = :read'
        : 'hardFailures = :read',
    ExpressionAttributeValues: toItem({
      ':failures': failures,
      ':read': read.hardFailures,
      ...(unreachableAt !== undefined && { ':at': unreachableAt, ':reason': 'undeliverable' }),
    }),
  })
}

export async function forgetFailures({ dynamo, contactsTable }: PhoneDeps, number: string): Promise<void> {
  await dynamo.send(
    new UpdateItemCommand({
      TableName: contactsTable,
      Key: toItem(stateKey(number)),
      UpdateExpression: 'SET hardFailures = :none',
      ExpressionAttributeValues: toItem({ ':none': 0 }),
    }),
  )
}

/**
 * Takes the right to answer a message, once for ever, and no more often than `most` times a day to one number.
 * @returns false when it was answered already, or too many were today.
 */
export async function claimReply(
  { dynamo, contactsTable }: PhoneDeps,
  number: string,
  message: string,
  kind: string,
  at: string,
  most: number,
): Promise<boolean> {
  const day = at.slice(0, 10)
  const { repliesOn, replies } = await findPhone({ dynamo, contactsTable }, number)
  if (repliesOn === day && replies >= most) return false
  try {
    await dynamo.send(
      new UpdateItemCommand({
        TableName: contactsTable,
        Key: toItem({ pk: partition(number), sk: `REPLY#${message}` }),
        UpdateExpression: 'SET kind = :kind, claimedAt = :at',
        ConditionExpression: 'attribute_not_exists(pk)',
        ExpressionAttributeValues: toItem({ ':kind': kind, ':at': at }),
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    )
  } catch (error) {
    existingOnRefusal(error)
    return false
  }
  await dynamo.send(
    new UpdateItemCommand({
      TableName: contactsTable,
      Key: toItem(stateKey(number)),
      UpdateExpression: 'SET repliesOn = :day, replies = :count',
      ExpressionAttributeValues: toItem({ ':day': day, ':count': repliesOn === day ? replies + 1 : 1 }),
    }),
  )
  return true
}

function update(
  contactsTable: string,
  number: string,
  clause: string,
  expression: {
    UpdateExpression: string
    ConditionExpression?: string
    ExpressionAttributeValues: ReturnType<typeof toItem>
  },
): NamedWrite {
  return {
    clause,
    write: { Update: { TableName: contactsTable, Key: toItem(stateKey(number)), ...expression } },
  }
}

function partition(number: string): string {
  return `PHONE#${number}`
}

function stateKey(number: string) {
  return { pk: partition(number), sk: 'STATE' }
}

function ownerKey(number: string, { study, site, participant }: ParticipantScope) {
  return { pk: partition(number), sk: `PARTICIPANT#${study}#${site}#${participant}` }
}
