import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import * as z from 'zod/mini'
import {
  buildPrefixRange,
  type ConditionalWrite,
  getItem,
  readAll,
  toItem,
} from '../../platform/aws/dynamodb.ts'

/*
 * Votes table: panelists as those who count votes see them, under a pseudonym. One comes to be when somebody gives consent.
 *
 * | access                         | request                                                        |
 * |--------------------------------|----------------------------------------------------------------|
 * | one                            | Get pk PANEL#<panel>, sk VOTER#<pseudonym>                      |
 * | everybody who gave consent     | Query pk PANEL#<panel>, sk begins VOTER#                        |
 * | consent                        | Put, must be absent; with the seat, which nobody else may have  |
 * | leave                          | Update, must be there and not have left                         |
 * | a ballot: still a voter        | ConditionCheck that they have not left                          |
 */

export const VOTER_MUST_BE_NEW = 'voter: must be new'
export const SEAT_FREE = 'voter: the seat is free'
export const VOTER_TAKES_PART = 'voter: takes part'

const voterSchema = z.object({
  pseudonym: z.string(),
  group: z.string(),
  /** Coarse, so that it is the same for many: the opening of the round that it fell into, or the close of the one before. */
  invitedAt: z.string(),
  consentedAt: z.string(),
  conflictsStatedAt: z.string(),
  withdrewAt: z._default(z.nullable(z.string()), null),
  /** From 1, in the order of consent within the group: by it profiles are dealt. */
  seat: z.int(),
})
export type Voter = z.infer<typeof voterSchema>

export type VoterStore = {
  /** @param pseudonyms one for each line of the link secret */
  find(panel: string, pseudonyms: readonly string[]): Promise<Voter | undefined>
  list(panel: string): Promise<readonly Voter[]>
}

export function createVoterStore({
  dynamo,
  table,
}: {
  readonly dynamo: DynamoDBClient
  readonly table: string
}): VoterStore {
  return {
    async find(panel, pseudonyms) {
      for (const pseudonym of pseudonyms) {
        const voter = await getItem(dynamo, table, buildKey(panel, pseudonym), voterSchema)
        if (voter) return voter
      }
      return undefined
    },
    list: (panel) => readAll(dynamo, table, buildPrefixRange(`PANEL#${panel}`, PREFIX), voterSchema),
  }
}

export function putVoter(
  table: string,
  panel: string,
  voter: Voter,
): readonly ConditionalWrite<typeof VOTER_MUST_BE_NEW | typeof SEAT_FREE>[] {
  const put = (item: object) => ({
    Put: { TableName: table, Item: toItem(item), ConditionExpression: 'attribute_not_exists(pk)' },
  })
  const seat = { pk: `PANEL#${panel}`, sk: `SEAT#${voter.group}#${String(voter.seat).padStart(5, '0')}` }
  return [
    { condition: VOTER_MUST_BE_NEW, write: put({ ...buildKey(panel, voter.pseudonym), ...voter }) },
    { condition: SEAT_FREE, write: put(seat) },
  ]
}

export function markVoterLeft(
  table: string,
  panel: string,
  pseudonym: string,
  at: string,
): ConditionalWrite<typeof VOTER_TAKES_PART> {
  return {
    condition: VOTER_TAKES_PART,
    write: {
      Update: {
        ...{ TableName: table, Key: toItem(buildKey(panel, pseudonym)) },
        UpdateExpression: 'SET withdrewAt = :at',
        ConditionExpression: TAKES_PART,
        ExpressionAttributeValues: toItem({ ':at': at, ':null': null }),
      },
    },
  }
}

export function checkVoterTakesPart(
  table: string,
  panel: string,
  pseudonym: string,
): ConditionalWrite<typeof VOTER_TAKES_PART> {
  return {
    condition: VOTER_TAKES_PART,
    write: {
      ConditionCheck: {
        ...{ TableName: table, Key: toItem(buildKey(panel, pseudonym)) },
        ConditionExpression: TAKES_PART,
        ExpressionAttributeValues: toItem({ ':null': null }),
      },
    },
  }
}

const TAKES_PART = 'attribute_exists(pk) AND withdrewAt = :null'
const PREFIX = 'VOTER#'

function buildKey(panel: string, pseudonym: string) {
  return { pk: `PANEL#${panel}`, sk: `${PREFIX}${pseudonym}` }
}
