import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { beginsWith, type KeyRange, type NamedWrite, queryAll, toItem } from '../../platform/aws/dynamodb.ts'
import { type ParticipantScope, type SiteScope, siteKey, sitePartition } from '../../platform/core/scope.ts'
import { changesOf, type Treatment, treatmentSchema } from './treatment.ts'

/*
 * Study table: treatments. The key is what makes a treatment that one: recording it twice is recording it once.
 *
 * | access              | key                                                                   |
 * |---------------------|-----------------------------------------------------------------------|
 * | of a participant    | pk SITE#<study>#<site>, sk begins TREATMENT#<participant>#, by time   |
 * | of a site           | sk begins TREATMENT#                                                  |
 * | record              | Update TREATMENT#<participant>#<givenAt>#<kind>, must be absent or taken back |
 * | take back           | Update the same, must be there; nothing is ever deleted               |
 *
 * Both append their instant to `changes`, so that what stood at any instant can be told.
 */

export const TREATMENT_NEW = 'treatment: must be new'
export const TREATMENT_THERE = 'treatment: must be there'

export type TreatmentStore = {
  /** Those that stand, in the order in which they were given. */
  ofParticipant(scope: ParticipantScope): Promise<readonly Treatment[]>
  ofSite(scope: SiteScope): Promise<readonly Treatment[]>
  /** Those that were taken back too. */
  everyOfParticipant(scope: ParticipantScope): Promise<readonly Treatment[]>
  everyOfSite(scope: SiteScope): Promise<readonly Treatment[]>
}

export function createTreatmentStore(deps: { dynamo: DynamoDBClient; table: string }): TreatmentStore {
  const { dynamo, table } = deps
  const every = (range: KeyRange) => queryAll(dynamo, table, range, treatmentSchema)
  const standing = async (range: KeyRange) =>
    (await every(range)).filter(({ takenBack }) => takenBack !== true)
  const ofParticipant = (scope: ParticipantScope) =>
    beginsWith(sitePartition(scope), `TREATMENT#${scope.participant}#`)
  const ofSite = (scope: SiteScope) => beginsWith(sitePartition(scope), 'TREATMENT#')
  return {
    ofParticipant: (scope) => standing(ofParticipant(scope)),
    ofSite: (scope) => standing(ofSite(scope)),
    everyOfParticipant: (scope) => every(ofParticipant(scope)),
    everyOfSite: (scope) => every(ofSite(scope)),
  }
}

/** Records it, for the first time or again. */
export function putTreatment(table: string, scope: ParticipantScope, treatment: Treatment): NamedWrite {
  const { study, site, participant, kind, givenAt, recordedAt } = treatment
  const fields = { study, site, participant, kind, givenAt, recordedAt }
  const names = Object.keys(fields)
  return {
    clause: TREATMENT_NEW,
    write: {
      Update: {
        TableName: table,
        Key: toItem(keyOf(scope, treatment)),
        UpdateExpression: `SET ${names.map((name) => `#${name} = :${name}`).join(', ')}, changes = list_append(if_not_exists(changes, :none), :now) REMOVE takenBack`,
        ConditionExpression: 'attribute_not_exists(pk) OR attribute_exists(takenBack)',
        ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
        ExpressionAttributeValues: toItem({
          ...Object.fromEntries(Object.entries(fields).map(([name, value]) => [`:${name}`, value])),
          ...{ ':none': [], ':now': [recordedAt] },
        }),
      },
    },
  }
}

/** @param treatment as it was read: one that has no history yet gets its recording with it */
export function endTreatment(
  table: string,
  scope: ParticipantScope,
  treatment: Treatment,
  at: string,
): NamedWrite {
  return {
    clause: TREATMENT_THERE,
    write: {
      Update: {
        TableName: table,
        Key: toItem(keyOf(scope, treatment)),
        UpdateExpression: 'SET takenBack = :yes, changes = list_append(if_not_exists(changes, :before), :at)',
        ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(takenBack)',
        ExpressionAttributeValues: toItem({ ':yes': true, ':before': changesOf(treatment), ':at': [at] }),
      },
    },
  }
}

function keyOf(scope: ParticipantScope, { kind, givenAt }: Pick<Treatment, 'kind' | 'givenAt'>) {
  return siteKey(scope, 'TREATMENT', scope.participant, givenAt, kind)
}
