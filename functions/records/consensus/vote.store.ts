import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import * as z from 'zod/mini'
import { buildPrefixRange, type ConditionalWrite, readAll, toItem } from '../../platform/aws/dynamodb.ts'

/*
 * Votes table: what panelists answered, under a pseudonym.
 *
 * | access                       | request                                                                    |
 * |------------------------------|----------------------------------------------------------------------------|
 * | all votes of a round         | Query pk PANEL#<panel>, sk begins VOTE#<round>#                             |
 * | somebody’s votes of a round  | Query pk PANEL#<panel>, sk begins VOTE#<round>#<pseudonym>#                 |
 * | vote                         | Put of the revision that was read, with the checks that the round is open   |
 * |                              | and the voter takes part                                                    |
 */

export const VOTE_UNCHANGED = 'vote: as it was read'

const answerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('rating'), rating: z.int() }),
  z.object({ kind: z.literal('cannot-rate') }),
  z.object({
    ...{ kind: z.literal('profile'), adequate: z.enum(['yes', 'no', 'cannot-say']) },
    confidence: z.exactOptional(z.int()),
  }),
  z.object({ kind: z.literal('choice'), preferred: z.enum(['first', 'second', 'equal']) }),
])

const voteSchema = z.object({
  pseudonym: z.string(),
  round: z.string(),
  question: z.string(),
  item: z.string(),
  answer: answerSchema,
  act: z.enum(['given', 'kept']),
  revision: z.int(),
  at: z.string(),
})
export type StoredVote = z.infer<typeof voteSchema>

export type VoteStore = {
  listRound(panel: string, round: string): Promise<readonly StoredVote[]>
  listOwn(panel: string, round: string, pseudonym: string): Promise<readonly StoredVote[]>
}

export function createVoteStore({
  dynamo,
  table,
}: {
  readonly dynamo: DynamoDBClient
  readonly table: string
}): VoteStore {
  const list = (panel: string, prefix: string) =>
    readAll(dynamo, table, buildPrefixRange(`PANEL#${panel}`, prefix), voteSchema)
  return {
    listRound: (panel, round) => list(panel, `VOTE#${round}#`),
    listOwn: (panel, round, pseudonym) => list(panel, `VOTE#${round}#${pseudonym}#`),
  }
}

/** @param vote with the revision after the one that was read; 1 where there was none */
export function putVote(
  table: string,
  panel: string,
  vote: StoredVote,
): ConditionalWrite<typeof VOTE_UNCHANGED> {
  const { round, pseudonym, question, item, revision } = vote
  const sk = ['VOTE', round, pseudonym, question, item].join('#')
  return {
    condition: VOTE_UNCHANGED,
    provesTransaction: true,
    write: {
      Put: {
        ...{ TableName: table, Item: toItem({ pk: `PANEL#${panel}`, sk, ...vote }) },
        ...(revision === 1
          ? { ConditionExpression: 'attribute_not_exists(pk)' }
          : {
              ConditionExpression: 'revision = :read',
              ExpressionAttributeValues: toItem({ ':read': revision - 1 }),
            }),
      },
    },
  }
}
