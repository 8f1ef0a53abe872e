import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { beginsWith, type NamedWrite, queryAll, queryPage, toItem } from '../../platform/aws/dynamodb.ts'
import {
  type AssignmentScope,
  type ParticipantScope,
  type SiteScope,
  siteKey,
  sitePartition,
} from '../../platform/core/scope.ts'
import { type ScoreSheet, scoreSheetSchema } from './score.ts'
import { inForceAndSuperseded } from './superseded-scores.ts'

/*
 * Study table: scores, one sheet per submitted response and algorithm. Change, time since treatment and verdicts are
 * not stored: they follow from sheets and treatments whenever they are asked for, so they are never stale.
 *
 * | access                | key                                                                       |
 * |-----------------------|---------------------------------------------------------------------------|
 * | of a participant      | pk SITE#<study>#<site>, sk begins SCORE#<participant>#                     |
 * | of a site             | sk begins SCORE#                                                          |
 * | with the submission   | Put SCORE#<participant>#<timepoint>, must be absent                        |
 * | with a newer algorithm| Put SCORE#<participant>#<timepoint>#<algorithm>, must be absent            |
 */

export const SCORES_NEW = 'scores: must be new'

/** A sheet is in force unless a newer algorithm has made another from the same answers. */
export type ScoreStore = {
  /** The sheets in force. */
  ofParticipant(scope: ParticipantScope): Promise<readonly ScoreSheet[]>
  /** The sheets in force. */
  ofSite(scope: SiteScope): Promise<readonly ScoreSheet[]>
  /** Every sheet, those that are no longer in force too. */
  everyOfParticipant(scope: ParticipantScope): Promise<readonly ScoreSheet[]>
  everyOfSite(scope: SiteScope): Promise<readonly ScoreSheet[]>
  /** The sheets that were made with their submissions, some at a time. */
  submittedPage(
    scope: SiteScope,
    after: string | null,
  ): Promise<{
    readonly sheets: readonly { readonly sheet: ScoreSheet; readonly position: string }[]
    readonly next: string | null
  }>
}

export function createScoreStore(deps: { dynamo: DynamoDBClient; table: string }): ScoreStore {
  const { dynamo, table } = deps
  const ofParticipant = (scope: ParticipantScope) =>
    queryAll(dynamo, table, beginsWith(sitePartition(scope), `SCORE#${scope.participant}#`), scoreSheetSchema)
  const ofSite = (scope: SiteScope) =>
    queryAll(dynamo, table, beginsWith(sitePartition(scope), 'SCORE#'), scoreSheetSchema)
  return {
    ofParticipant: async (scope) => inForceAndSuperseded(await ofParticipant(scope)).sheets,
    ofSite: async (scope) => inForceAndSuperseded(await ofSite(scope)).sheets,
    everyOfParticipant: ofParticipant,
    everyOfSite: ofSite,
    async submittedPage(scope, after) {
      const range = beginsWith(sitePartition(scope), 'SCORE#')
      const page = await queryPage(dynamo, table, range, scoreSheetSchema, after)
      const sheets = page.found.flatMap(({ value, sk }) =>
        value.recomputed ? [] : [{ sheet: value, position: sk }],
      )
      return { sheets, next: page.next }
    },
  }
}

export function putScores(table: string, scope: AssignmentScope, sheet: ScoreSheet): NamedWrite {
  return putSheet(table, scope, sheet, [])
}

/** Beside the sheet of the submission, which stays. */
export function putRecomputedScores(
  table: string,
  scope: AssignmentScope,
  sheet: ScoreSheet,
  algorithm: string,
): NamedWrite {
  return putSheet(table, scope, sheet, [algorithm])
}

function putSheet(
  table: string,
  scope: AssignmentScope,
  sheet: ScoreSheet,
  algorithm: readonly string[],
): NamedWrite {
  return {
    clause: SCORES_NEW,
    write: {
      Put: {
        TableName: table,
        Item: toItem({
          ...siteKey(scope, 'SCORE', scope.participant, scope.timepoint, ...algorithm),
          ...sheet,
        }),
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    },
  }
}
