import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import type { Exposure } from '../../../web/api/treatments/treatment-exposures.ts'
import {
  buildPrefixRange,
  type ConditionalWrite,
  type KeyRange,
  readAll,
  toItem,
} from '../../platform/aws/dynamodb.ts'
import { formatSitePartition, type ParticipantScope } from '../../platform/core/scope.ts'
import { buildParticipantKey } from '../assessment/assessment-keys.ts'
import { listChangeTimes, type Treatment, treatmentSchema } from './treatment.ts'

/*
 * Study table: treatments (keys: assessment-keys.ts). The key is what makes a treatment that one: recording it twice is recording it once.
 *
 * | access              | key                                                                   |
 * |---------------------|-----------------------------------------------------------------------|
 * | of a participant    | Query PARTICIPANT#<participant>#TREATMENT#, by time                    |
 * | record              | Update …#TREATMENT#<givenAt>#<kind>, must be absent or taken back       |
 * | take back           | Update the same, must be there; nothing is ever deleted               |
 * | correct exposure    | Update the same, must stand                                           |
 *
 * The first two append their instant to `changes`, recording and correcting append to `exposures`, so that what stood at any
 * instant can be computed.
 */

export const TREATMENT_NEW = 'treatment: must be new'
export const TREATMENT_EXISTS = 'treatment: must be there'

const TREATMENT = 'TREATMENT'

export function isTreatmentKey(sk: string): boolean {
  return sk.split('#')[2] === TREATMENT
}

export function isStanding({ voided }: Pick<Treatment, 'voided'>): boolean {
  return voided !== true
}

export type TreatmentStore = {
  /** Those that stand, in the order in which they were given. */
  listByParticipant(scope: ParticipantScope): Promise<readonly Treatment[]>
  /** Those that were voided too. */
  listAllByParticipant(scope: ParticipantScope): Promise<readonly Treatment[]>
}

export function createTreatmentStore(deps: { dynamo: DynamoDBClient; table: string }): TreatmentStore {
  const { dynamo, table } = deps
  const readRange = (range: KeyRange) => readAll(dynamo, table, range, treatmentSchema)
  const buildRange = (scope: ParticipantScope) =>
    buildPrefixRange(formatSitePartition(scope), `${buildParticipantKey(scope, TREATMENT).sk}#`)
  return {
    listByParticipant: async (scope) => (await readRange(buildRange(scope))).filter(isStanding),
    listAllByParticipant: (scope) => readRange(buildRange(scope)),
  }
}

/** Records it, for the first time or again. */
export function putTreatment(
  table: string,
  scope: ParticipantScope,
  treatment: Treatment,
  exposure: Exposure,
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
        UpdateExpression: `SET ${names.map((name) => `#${name} = :${name}`).join(', ')}, changes = list_append(if_not_exists(changes, :none), :now), exposures = list_append(if_not_exists(exposures, :none), :exposure) REMOVE voided, voidReason`,
        ConditionExpression: 'attribute_not_exists(pk) OR attribute_exists(voided)',
        ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
        ExpressionAttributeValues: toItem({
          ...Object.fromEntries(Object.entries(fields).map(([name, value]) => [`:${name}`, value])),
          ...{ ':none': [], ':now': [recordedAt], ':exposure': [{ recordedAt, ...exposure }] },
        }),
      },
    },
  }
}

/** Corrects dose and route of one that stands. */
export function correctExposure(
  table: string,
  scope: ParticipantScope,
  key: Pick<Treatment, 'kind' | 'givenAt'>,
  exposure: Exposure,
  recordedAt: string,
): ConditionalWrite<typeof TREATMENT_EXISTS> {
  return {
    condition: TREATMENT_EXISTS,
    write: {
      Update: {
        TableName: table,
        Key: toItem(buildKey(scope, key)),
        UpdateExpression: 'SET exposures = list_append(if_not_exists(exposures, :none), :exposure)',
        ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(voided)',
        ExpressionAttributeValues: toItem({ ':none': [], ':exposure': [{ recordedAt, ...exposure }] }),
      },
    },
  }
}

/** @param treatment as it was read: one that has no history yet gets its recording with it */
export function endTreatment(
  table: string,
  scope: ParticipantScope,
  treatment: Treatment,
  reason: NonNullable<Treatment['voidReason']>,
  at: string,
): ConditionalWrite<typeof TREATMENT_EXISTS> {
  return {
    condition: TREATMENT_EXISTS,
    write: {
      Update: {
        TableName: table,
        Key: toItem(buildKey(scope, treatment)),
        UpdateExpression:
          'SET voided = :yes, voidReason = :reason, changes = list_append(if_not_exists(changes, :before), :at)',
        ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(voided)',
        ExpressionAttributeValues: toItem({
          ':yes': true,
          ':reason': reason,
          ':before': listChangeTimes(treatment),
          ':at': [at],
        }),
      },
    },
  }
}

function buildKey(scope: ParticipantScope, { kind, givenAt }: Pick<Treatment, 'kind' | 'givenAt'>) {
  return buildParticipantKey(scope, TREATMENT, givenAt, kind)
}
