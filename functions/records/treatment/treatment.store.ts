import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import {
  buildPrefixRange,
  type ConditionalWrite,
  type KeyRange,
  readAll,
  toItem,
} from '../../platform/aws/dynamodb.ts'
import {
  buildSiteKey,
  formatSitePartition,
  type ParticipantScope,
  type SiteScope,
} from '../../platform/core/scope.ts'
import { listChangeTimes, type Treatment, treatmentSchema } from './treatment.ts'

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
export const TREATMENT_EXISTS = 'treatment: must be there'

export type TreatmentStore = {
  /** Those that stand, in the order in which they were given. */
  listByParticipant(scope: ParticipantScope): Promise<readonly Treatment[]>
  listBySite(scope: SiteScope): Promise<readonly Treatment[]>
  /** Those that were taken back too. */
  listAllByParticipant(scope: ParticipantScope): Promise<readonly Treatment[]>
  listAllBySite(scope: SiteScope): Promise<readonly Treatment[]>
}

export function createTreatmentStore(deps: { dynamo: DynamoDBClient; table: string }): TreatmentStore {
  const { dynamo, table } = deps
  const readRange = (range: KeyRange) => readAll(dynamo, table, range, treatmentSchema)
  const readStanding = async (range: KeyRange) =>
    (await readRange(range)).filter(({ voided }) => voided !== true)
  const listByParticipant = (scope: ParticipantScope) =>
    buildPrefixRange(formatSitePartition(scope), `TREATMENT#${scope.participant}#`)
  const listBySite = (scope: SiteScope) => buildPrefixRange(formatSitePartition(scope), 'TREATMENT#')
  return {
    listByParticipant: (scope) => readStanding(listByParticipant(scope)),
    listBySite: (scope) => readStanding(listBySite(scope)),
    listAllByParticipant: (scope) => readRange(listByParticipant(scope)),
    listAllBySite: (scope) => readRange(listBySite(scope)),
  }
}

/** Records it, for the first time or again. */
export function putTreatment(
  table: string,
  scope: ParticipantScope,
  treatment: Treatment,
): ConditionalWrite<typeof TREATMENT_NEW> {
  const { study, site, participant, kind, givenAt, recordedAt } = treatment
  const fields = { study, site, participant, kind, givenAt, recordedAt }
  const names = Object.keys(fields)
  return {
    condition: TREATMENT_NEW,
    write: {
      Update: {
        TableName: table,
        Key: toItem(buildKey(scope, treatment)),
        UpdateExpression: `SET ${names.map((name) => `#${name} = :${name}`).join(', ')}, changes = list_append(if_not_exists(changes, :none), :now) REMOVE voided`,
        ConditionExpression: 'attribute_not_exists(pk) OR attribute_exists(voided)',
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
): ConditionalWrite<typeof TREATMENT_EXISTS> {
  return {
    condition: TREATMENT_EXISTS,
    write: {
      Update: {
        TableName: table,
        Key: toItem(buildKey(scope, treatment)),
        UpdateExpression: 'SET voided = :yes, changes = list_append(if_not_exists(changes, :before), :at)',
        ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(voided)',
        ExpressionAttributeValues: toItem({
          ':yes': true,
          ':before': listChangeTimes(treatment),
          ':at': [at],
        }),
      },
    },
  }
}

function buildKey(scope: ParticipantScope, { kind, givenAt }: Pick<Treatment, 'kind' | 'givenAt'>) {
  return buildSiteKey(scope, 'TREATMENT', scope.participant, givenAt, kind)
}
