import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import {
  buildPrefixRange,
  type ConditionalWrite,
  readAll,
  readPage,
  toItem,
} from '../../platform/aws/dynamodb.ts'
import {
  type AssessmentScope,
  buildSiteKey,
  formatSitePartition,
  type ParticipantScope,
  type SiteScope,
} from '../../platform/core/scope.ts'
import { type ScoreSheet, scoreSheetSchema } from './score.ts'
import { splitSuperseded } from './superseded-scores.ts'

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
  listByParticipant(scope: ParticipantScope): Promise<readonly ScoreSheet[]>
  /** The sheets in force. */
  listBySite(scope: SiteScope): Promise<readonly ScoreSheet[]>
  /** Every sheet, those that are no longer in force too. */
  listAllByParticipant(scope: ParticipantScope): Promise<readonly ScoreSheet[]>
  listAllBySite(scope: SiteScope): Promise<readonly ScoreSheet[]>
  /** The sheets that were made with their submissions, some at a time. */
  readSubmittedPage(
    scope: SiteScope,
    after: string | null,
  ): Promise<{
    readonly sheets: readonly { readonly sheet: ScoreSheet; readonly position: string }[]
    readonly next: string | null
  }>
}

export function createScoreStore(deps: { dynamo: DynamoDBClient; table: string }): ScoreStore {
  const { dynamo, table } = deps
  const listByParticipant = (scope: ParticipantScope) =>
    readAll(
      dynamo,
      table,
      buildPrefixRange(formatSitePartition(scope), `SCORE#${scope.participant}#`),
      scoreSheetSchema,
    )
  const listBySite = (scope: SiteScope) =>
    readAll(dynamo, table, buildPrefixRange(formatSitePartition(scope), 'SCORE#'), scoreSheetSchema)
  return {
    listByParticipant: async (scope) => splitSuperseded(await listByParticipant(scope)).sheets,
    listBySite: async (scope) => splitSuperseded(await listBySite(scope)).sheets,
    listAllByParticipant: listByParticipant,
    listAllBySite: listBySite,
    async readSubmittedPage(scope, after) {
      const range = buildPrefixRange(formatSitePartition(scope), 'SCORE#')
      const page = await readPage(dynamo, table, range, scoreSheetSchema, after)
      const sheets = page.found.flatMap(({ value, sk }) =>
        value.recomputed ? [] : [{ sheet: value, position: sk }],
      )
      return { sheets, next: page.next }
    },
  }
}

export function putScores(
  table: string,
  scope: AssessmentScope,
  sheet: ScoreSheet,
): ConditionalWrite<typeof SCORES_NEW> {
  return putSheet(table, scope, sheet, [])
}

/** Beside the sheet of the submission, which stays. */
export function putRecomputedScores(
  table: string,
  scope: AssessmentScope,
  sheet: ScoreSheet,
  algorithm: string,
): ConditionalWrite<typeof SCORES_NEW> {
  return putSheet(table, scope, sheet, [algorithm])
}

function putSheet(
  table: string,
  scope: AssessmentScope,
  sheet: ScoreSheet,
  algorithm: readonly string[],
): ConditionalWrite<typeof SCORES_NEW> {
  return {
    condition: SCORES_NEW,
    write: {
      Put: {
        TableName: table,
        Item: toItem({
          ...buildSiteKey(scope, 'SCORE', scope.participant, scope.timepoint, ...algorithm),
          ...sheet,
        }),
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    },
  }
}
