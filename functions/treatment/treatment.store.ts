import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { beginsWith, type NamedWrite, queryAll, toItem } from '../platform/dynamodb.ts'
import { type ParticipantScope, type SiteScope, siteKey, sitePartition } from '../platform/scope.ts'
import { type Treatment, treatmentSchema } from './treatment.ts'

/*
 * Study table: treatments. The key is what makes a treatment that one: recording it twice is recording it once.
 *
 * | access              | key                                                                   |
 * |---------------------|-----------------------------------------------------------------------|
 * | of a participant    | pk SITE#<study>#<site>, sk begins TREATMENT#<participant>#, by time   |
 * | of a site           | sk begins TREATMENT#                                                  |
 * | record              | Put TREATMENT#<participant>#<givenAt>#<kind>, must be absent          |
 * | take back           | Delete the same, must be there                                        |
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
  return {
    ofParticipant: (scope) =>
      queryAll(
        dynamo,
        table,
        beginsWith(sitePartition(scope), `TREATMENT#${scope.participant}#`),
        treatmentSchema,
      ),
    ofSite: (scope) =>
      queryAll(dynamo, table, beginsWith(sitePartition(scope), 'TREATMENT#'), treatmentSchema),
  }
}

export function putTreatment(table: string, scope: ParticipantScope, treatment: Treatment): NamedWrite {
  return {
    clause: TREATMENT_NEW,
    write: {
      Put: {
        TableName: table,
        Item: toItem({ ...keyOf(scope, treatment), ...treatment }),
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    },
  }
}

export function deleteTreatment(
  table: string,
  scope: ParticipantScope,
  treatment: Pick<Treatment, 'kind' | 'givenAt'>,
): NamedWrite {
  return {
    clause: TREATMENT_THERE,
    write: {
      Delete: {
        TableName: table,
        Key: toItem(keyOf(scope, treatment)),
        ConditionExpression: 'attribute_exists(pk)',
      },
    },
  }
}

function keyOf(scope: ParticipantScope, { kind, givenAt }: Pick<Treatment, 'kind' | 'givenAt'>) {
  return siteKey(scope, 'TREATMENT', scope.participant, givenAt, kind)
}
