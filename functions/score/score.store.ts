import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { beginsWith, type NamedWrite, queryAll, toItem } from '../platform/dynamodb.ts'
import {
  type AssignmentScope,
  type ParticipantScope,
  type SiteScope,
  siteKey,
  sitePartition,
} from '../platform/scope.ts'
import { type ScoreSheet, scoreSheetSchema } from './score.ts'

/*
 * Study table: scores, one sheet per submitted response. Change, time since treatment and verdicts are not
 * stored: they follow from sheets and treatments whenever they are asked for, so they are never stale.
 *
 * | access              | key                                                             |
 * |---------------------|-----------------------------------------------------------------|
 * | of a participant    | pk SITE#<study>#<site>, sk begins SCORE#<participant>#           |
 * | of a site           | sk begins SCORE#                                                |
 * | with the submission | Put SCORE#<participant>#<timepoint>, must be absent              |
 */

export type ScoreStore = {
  ofParticipant(scope: ParticipantScope): Promise<readonly ScoreSheet[]>
  ofSite(scope: SiteScope): Promise<readonly ScoreSheet[]>
}

export function createScoreStore(deps: { dynamo: DynamoDBClient; table: string }): ScoreStore {
  const { dynamo, table } = deps
  return {
    ofParticipant: (scope) =>
      queryAll(
        dynamo,
        table,
        beginsWith(sitePartition(scope), `SCORE#${scope.participant}#`),
        scoreSheetSchema,
      ),
    ofSite: (scope) => queryAll(dynamo, table, beginsWith(sitePartition(scope), 'SCORE#'), scoreSheetSchema),
  }
}

export function putScores(table: string, scope: AssignmentScope, sheet: ScoreSheet): NamedWrite {
  return {
    clause: 'scores: must be new',
    write: {
      Put: {
        TableName: table,
        Item: toItem({ ...siteKey(scope, 'SCORE', scope.participant, scope.timepoint), ...sheet }),
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    },
  }
}
