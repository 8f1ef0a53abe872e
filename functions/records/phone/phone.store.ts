import { type DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb'
import {
  type ConditionalWrite,
  getItem,
  type ReadConsistency,
  requireExistingItem,
  toItem,
  writeTransaction,
} from '../../platform/aws/dynamodb.ts'
import {
  buildContendedRetry,
  CONFLICT,
  type Pause,
  retryOnConflict,
} from '../../platform/core/retry-on-conflict.ts'
import type { ParticipantScope } from '../../platform/core/scope.ts'
import { type Phone, phoneSchema } from './phone.ts'
import { buildStateKey, formatPartition } from './phone-keys.ts'

/*
 * Contacts table: telephone numbers, in E.164; whose they are is in phone-owners.store.ts.
 *
 * | access                     | key                                                            |
 * |----------------------------|----------------------------------------------------------------|
 * | state of a number          | pk PHONE#<number>, sk STATE; absent until something is known    |
 * | a message of theirs, once  | sk MESSAGE#<message>#<participant>, must be absent              |
 * | a reply of ours, once      | sk REPLY#<message that it answers>, must be absent              |
 */

export const PHONE_REACHABLE_AGAIN = 'phone: reachable again'
export const MESSAGE_UNSEEN = 'phone: the message is new'
export const PHONE_UNCHANGED = 'phone: as it was read'

export type PhoneDeps = { readonly dynamo: DynamoDBClient; readonly contactsTable: string }

export async function findPhone(
  { dynamo, contactsTable }: PhoneDeps,
  number: string,
  consistency?: ReadConsistency,
): Promise<Phone> {
  return (
    (await getItem(dynamo, contactsTable, buildStateKey(number), phoneSchema, consistency)) ?? {
      hardFailures: 0,
      replies: 0,
      asked: 0,
      cries: 0,
    }
  )
}

/** What a message or a failure made of the number, unless something else was written since it was read. */
export function changePhone(
  contactsTable: string,
  number: string,
  read: Phone,
  to: Phone,
): ConditionalWrite<typeof PHONE_UNCHANGED> {
  const changed = MARKS.filter((mark) => to[mark] !== undefined && to[mark] !== read[mark])
  return {
    condition: PHONE_UNCHANGED,
    write: {
      Update: {
        TableName: contactsTable,
        Key: toItem(buildStateKey(number)),
        UpdateExpression: `SET ${['hardFailures', ...changed].map((mark) => `${mark} = :to_${mark}`).join(', ')}`,
        ConditionExpression: [
          read.hardFailures === 0
            ? '(attribute_not_exists(hardFailures) OR hardFailures = :hardFailures)'
            : 'hardFailures = :hardFailures',
          ...MARKS.map((mark) =>
            read[mark] === undefined ? `attribute_not_exists(${mark})` : `${mark} = :${mark}`,
          ),
        ].join(' AND '),
        ExpressionAttributeValues: toItem({
          ':hardFailures': read.hardFailures,
          ':to_hardFailures': to.hardFailures,
          ...Object.fromEntries(MARKS.map((mark) => [`:${mark}`, read[mark]])),
          ...Object.fromEntries(changed.map((mark) => [`:to_${mark}`, to[mark]])),
        }),
      },
    },
  }
}

const MARKS = ['stoppedAt', 'startedAt', 'unreachableSince', 'unreachableReason', 'endedBy'] as const

/** Of an update that says that a person has made sure of the number; `:none` is 0. */
export const REACHABLE = 'SET hardFailures = :none REMOVE unreachableSince, unreachableReason'

/** A person has made sure of the number: what failed before counts no more. A STOP stays. */
export function markReachable(
  contactsTable: string,
  number: string,
): ConditionalWrite<typeof PHONE_REACHABLE_AGAIN> {
  return {
    condition: PHONE_REACHABLE_AGAIN,
    write: {
      Update: {
        TableName: contactsTable,
        Key: toItem(buildStateKey(number)),
        UpdateExpression: REACHABLE,
        ExpressionAttributeValues: toItem({ ':none': 0 }),
      },
    },
  }
}

/** For a number that is nobody's yet: whoever is enrolled with it later is not texted either. */
export async function changeUnownedPhone(
  { dynamo, contactsTable }: PhoneDeps,
  number: string,
  read: Phone,
  to: Phone,
): Promise<boolean> {
  return (await writeTransaction(dynamo, [changePhone(contactsTable, number, read, to)])).kind === 'written'
}

/** With everything that a message does: read again, it does nothing. */
export function markMessageSeen(
  contactsTable: string,
  number: string,
  message: string,
  scope: ParticipantScope,
): ConditionalWrite<typeof MESSAGE_UNSEEN> {
  return {
    condition: MESSAGE_UNSEEN,
    write: {
      Put: {
        TableName: contactsTable,
        Item: toItem({
          pk: formatPartition(number),
          sk: `MESSAGE#${message}#${scope.study}#${scope.participant}`,
        }),
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    },
  }
}

/** Nothing of a number that was erased meanwhile. */
export async function forgetFailures({ dynamo, contactsTable }: PhoneDeps, number: string): Promise<void> {
  try {
    await dynamo.send(
      new UpdateItemCommand({
        TableName: contactsTable,
        Key: toItem(buildStateKey(number)),
        UpdateExpression: 'SET hardFailures = :none',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeValues: toItem({ ':none': 0 }),
      }),
    )
  } catch (error) {
    requireExistingItem(error)
  }
}

const REPLY_NEW = 'phone: the message is not answered'
const REPLIES_UNCHANGED = 'phone: as many replies as were read'

const REPLIES = { on: 'repliesOn', count: 'replies' } as const
const ASKED = { on: 'askedOn', count: 'asked' } as const
const CRIES = { on: 'criedOn', count: 'cries' } as const
type Counter = typeof REPLIES | typeof ASKED | typeof CRIES

/** A flood of one kind takes no answer from another. */
function chooseCounter(kind: string): Counter {
  return kind === 'asked' ? ASKED : kind === 'crisis' ? CRIES : REPLIES
}

/** The right to answer a message. */
export type ReplyClaim = {
  readonly number: string
  readonly message: string
  readonly kind: string
  readonly at: string
  /** So many a day to one number, of those that are counted with it. */
  readonly most: number
  /** What is written with it. */
  readonly writes: readonly ConditionalWrite<string>[]
}

/** `answered`: it was claimed before, by whoever went on to answer it. */
export type ReplyClaimResult = 'claimed' | 'answered' | 'too-many'

/**
 * Takes the right to answer a message, once for ever, and no more often than `most` times a day to one number, however many of
 * its messages are answered at once: the count is part of the claim. Questions, crisis answers and all other replies are
 * counted each by themselves.
 *
 * @throws ProblemError `busy` when other messages of the number were first again and again
 */
export async function claimReply(
  { dynamo, contactsTable, pause }: PhoneDeps & { readonly pause?: Pause | undefined },
  { number, message, kind, at, most, writes }: ReplyClaim,
): Promise<ReplyClaimResult> {
  const day = at.slice(0, 10)
  const counter = chooseCounter(kind)
  return retryOnConflict<ReplyClaimResult>(async () => {
    const phone = await findPhone({ dynamo, contactsTable }, number)
    const before = phone[counter.on] === day ? phone[counter.count] : 0
    if (before >= most) return 'too-many'
    const claimed = await writeTransaction<string>(dynamo, [
      {
        condition: REPLY_NEW,
        provesTransaction: true,
        write: {
          Put: {
            TableName: contactsTable,
            Item: toItem({ pk: formatPartition(number), sk: `REPLY#${message}`, kind, claimedAt: at }),
            ConditionExpression: 'attribute_not_exists(pk)',
          },
        },
      },
      countReply(contactsTable, number, counter, { day, before }),
      ...writes,
    ])
    if (claimed.kind === 'written') return 'claimed'
    if (claimed.condition === REPLY_NEW) return 'answered'
    if (claimed.condition === REPLIES_UNCHANGED) return CONFLICT
    throw new Error(`the claim of a reply was refused: ${claimed.condition}`)
  }, buildContendedRetry({ pause }))
}

function countReply(
  contactsTable: string,
  number: string,
  { on, count }: Counter,
  { day, before }: { readonly day: string; readonly before: number },
): ConditionalWrite<typeof REPLIES_UNCHANGED> {
  const isFirst = before === 0
  return {
    condition: REPLIES_UNCHANGED,
    write: {
      Update: {
        TableName: contactsTable,
        Key: toItem(buildStateKey(number)),
        UpdateExpression: `SET ${on} = :day, ${count} = :count`,
        ConditionExpression: isFirst
          ? `attribute_not_exists(${on}) OR ${on} <> :day`
          : `${on} = :day AND ${count} = :before`,
        ExpressionAttributeValues: toItem({
          ...{ ':day': day, ':count': before + 1 },
          ...(!isFirst && { ':before': before }),
        }),
      },
    },
  }
}
