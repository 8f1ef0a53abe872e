import { type DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb'
import * as z from 'zod/mini'
import { getItem, toItem } from '../../platform/aws/dynamodb.ts'

/*
 * Members table: when somebody last signed in to the console. One item of each person, whichever studies they work in, and
 * apart from their memberships: signing in makes nobody's change of a membership fail.
 *
 * | access              | request                              |
 * |---------------------|--------------------------------------|
 * | somebody signs in   | Put pk PERSON#<sub>, sk LAST-SIGN-IN  |
 * | when one last did   | Get pk PERSON#<sub>, sk LAST-SIGN-IN  |
 */

const itemSchema = z.object({ signedInAt: z.string() })

export type LastSignInStore = {
  /** @param at ISO 8601 */
  record(sub: string, at: string): Promise<void>
  /** ISO 8601; `undefined` for who never signed in to the console. */
  find(sub: string): Promise<string | undefined>
}

export function createLastSignInStore({
  dynamo,
  table,
}: {
  readonly dynamo: DynamoDBClient
  readonly table: string
}): LastSignInStore {
  return {
    async record(sub, at) {
      await dynamo.send(
        new PutItemCommand({ TableName: table, Item: toItem({ ...buildKey(sub), signedInAt: at }) }),
      )
    },
    find: async (sub) => (await getItem(dynamo, table, buildKey(sub), itemSchema))?.signedInAt,
  }
}

function buildKey(sub: string) {
  return { pk: `PERSON#${sub}`, sk: 'LAST-SIGN-IN' }
}
