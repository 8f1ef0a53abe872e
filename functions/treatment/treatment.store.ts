import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { beginsWith, type KeyRange, type NamedWrite, queryAll, toItem } from '../platform/dynamodb.ts'
import { type ParticipantScope, type SiteScope, siteKey, sitePartition } from '../platform/scope.ts'
import { type Treatment, treatmentSchema } from './treatment.ts'

/*
 * Study table: treatments. The key is what makes a treatment that one: recording it twice is recording it once.
 *
 * | access              | key                                                                   |
 * |---------------------|-----------------------------------------------------------------------|
 * | of a participant    | pk SITE#<study>#<site>, sk begins TREATMENT#<participant>#, by time   |
 * | of a site           | sk begins TREATMENT#                                                  |
 * | record              | Put TREATMENT#<participant>#<givenAt>#<kind>, must be absent or taken back |
 * | take back           | Update the same, must be there; nothing is ever deleted               |
 */

export const TREATMENT_NEW = 'treatment: must be new'
export const TREATMENT_THERE = 'treatment: must be there'

export type TreatmentStore = {
  /** In the order in which they were given. */
  ofParticipant(scope: ParticipantScope): Promise<readonly Treatment[]>
  ofSite(scope: SiteScope): Promise<readonly Treatment[]>
}

export function createTreatmentStore(deps: { dynamo: DynamoDBClient; table: string }): TreatmentStore {
  const { dynamo, table } = deps
  const standing = async (range: KeyRange) =>
    (await queryAll(dynamo, table, range, treatmentSchema)).filter(({ takenBack }) => takenBack !== true)
  return {
    ofParticipant: (scope) => standing(beginsWith(sitePartition(scope), `TREATMENT#${scope.participant}#`)),
    ofSite: (scope) => standing(beginsWith(sitePartition(scope), 'TREATMENT#')),
  }
}

export function putTreatment(table: string, scope: ParticipantScope, treatment: Treatment): NamedWrite {
  return {
    clause: TREATMENT_NEW,
    write: {
      Put: {
        TableName: table,
        Item: toItem({ ...keyOf(scope, treatment), ...treatment }),
        ConditionExpression: 'attribute_not_exists(pk) OR attribute_exists(takenBack)',
      },
    },
  }
}

export function endTreatment(
  table: string,
  scope: ParticipantScope,
  treatment: Pick<Treatment, 'kind' | 'givenAt'>,
): NamedWrite {
  return {
    clause: TREATMENT_THERE,
    write: {
      Update: {
        TableName: table,
        Key: toItem(keyOf(scope, treatment)),
        UpdateExpression: 'SET takenBack = :yes',
        ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(takenBack)',
        ExpressionAttributeValues: toItem({ ':yes': true }),
      },
    },
  }
}

function keyOf(scope: ParticipantScope, { kind, givenAt }: Pick<Treatment, 'kind' | 'givenAt'>) {
  return siteKey(scope, 'TREATMENT', scope.participant, givenAt, kind)
}
