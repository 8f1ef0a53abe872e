import { type DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb'
import * as z from 'zod/mini'
import { getItem, type ReadConsistency, requireExistingItem, toItem } from '../../platform/aws/dynamodb.ts'

/*
 * Study table: whether the account may send texts at all. One item for every study of the deployment, since the numbers, the
 * spend limit and the account are theirs together.
 *
 * | access                    | request                                                          |
 * |---------------------------|------------------------------------------------------------------|
 * | is it stopped             | Get pk TEXT-LINE, sk STATE: has `stoppedAt`                       |
 * | stop it                   | Update, where it has no `stoppedAt`                               |
 * | take the next try         | Update `tryAt`, as it was read                                    |
 * | go on                     | Update, where it was stopped before the text that went out began |
 *
 *   open ──a text is refused because of the account──▶ stopped ──a text goes out──▶ open
 */

const lineSchema = z.object({
  stoppedAt: z.optional(z.string()),
  code: z.optional(z.string()),
  tryAt: z.optional(z.string()),
})

/** Texts are stopped, and since when. */
export type StoppedLine = {
  readonly stoppedAt: string
  /** The carrier's. */
  readonly code: string
  /** When one text may be tried next. */
  readonly tryAt: string
}

export type TextLineStore = {
  /** `undefined` while texts go out. */
  find(consistency?: ReadConsistency): Promise<StoppedLine | undefined>
  /** False where it is stopped already. */
  stop(line: StoppedLine): Promise<boolean>
  /** The right to try one text. False where somebody else has taken it, or texts go out again. */
  takeTry(read: StoppedLine, nextTryAt: string): Promise<boolean>
  /** @param sentFrom when the text that went out was begun. False where nothing was stopped before it */
  resume(sentFrom: string): Promise<boolean>
}

const KEY = { pk: 'TEXT-LINE', sk: 'STATE' }

export function createTextLineStore({
  dynamo,
  table,
}: {
  readonly dynamo: DynamoDBClient
  readonly table: string
}): TextLineStore {
  const update = async (UpdateExpression: string, ConditionExpression: string, values: object) => {
    try {
      await dynamo.send(
        new UpdateItemCommand({
          ...{ TableName: table, Key: toItem(KEY), UpdateExpression, ConditionExpression },
          ExpressionAttributeValues: toItem(values),
        }),
      )
      return true
    } catch (error) {
      requireExistingItem(error)
      return false
    }
  }
  return {
    async find(consistency = 'eventual') {
      const { stoppedAt, code, tryAt } = (await getItem(dynamo, table, KEY, lineSchema, consistency)) ?? {}
      return stoppedAt !== undefined && code !== undefined && tryAt !== undefined
        ? { stoppedAt, code, tryAt }
        : undefined
    },
    stop: ({ stoppedAt, code, tryAt }) =>
      update('SET stoppedAt = :at, code = :code, tryAt = :try', 'attribute_not_exists(stoppedAt)', {
        ...{ ':at': stoppedAt, ':code': code, ':try': tryAt },
      }),
    takeTry: ({ tryAt }, nextTryAt) =>
      update('SET tryAt = :next', 'tryAt = :read', { ':next': nextTryAt, ':read': tryAt }),
    resume: (sentFrom) =>
      update('REMOVE stoppedAt, code, tryAt', 'stoppedAt <= :from', { ':from': sentFrom }),
  }
}
