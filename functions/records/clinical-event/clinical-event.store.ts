import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import {
  buildPrefixRange,
  type ConditionalWrite,
  getItem,
  readAll,
  toItem,
} from '../../platform/aws/dynamodb.ts'
import { formatSitePartition, type ParticipantScope } from '../../platform/core/scope.ts'
import { buildParticipantKey } from '../assessment/assessment-keys.ts'
import { type ClinicalEvent, type ClinicalEventEntry, clinicalEventSchema } from './clinical-event.ts'

/*
 * Study table: clinical events (keys: assessment-keys.ts). The key is what makes an event that one: recording it twice is
 * recording it once.
 *
 * | access           | request                                                                              |
 * |------------------|--------------------------------------------------------------------------------------|
 * | of a participant | Query PARTICIPANT#<participant>#EVENT#                                                  |
 * | one              | Get PARTICIPANT#<participant>#EVENT#<id>                                                |
 * | append           | Update the same, with as many entries as were read; the participant must be there     |
 * | of a site        | with its participants, see participant-record.store.ts                                |
 */

export const EVENT_UNCHANGED = 'clinical event: it is as it was read'
export const EVENT_OWNER_EXISTS = 'clinical event: the participant must be there'

const EVENT = 'EVENT'

export function isClinicalEventKey(sk: string): boolean {
  return sk.split('#')[2] === EVENT
}

export type ClinicalEventStore = {
  find(scope: ParticipantScope, id: string): Promise<ClinicalEvent | undefined>
  /** Those that were voided too, in the order in which they happened. */
  listByParticipant(scope: ParticipantScope): Promise<readonly ClinicalEvent[]>
}

export function createClinicalEventStore(deps: {
  dynamo: DynamoDBClient
  table: string
}): ClinicalEventStore {
  const { dynamo, table } = deps
  return {
    find: (scope, id) => getItem(dynamo, table, buildParticipantKey(scope, EVENT, id), clinicalEventSchema),
    async listByParticipant(scope) {
      const range = buildPrefixRange(formatSitePartition(scope), `${buildParticipantKey(scope, EVENT).sk}#`)
      return sortByTime(await readAll(dynamo, table, range, clinicalEventSchema))
    },
  }
}

export function sortByTime<One extends Pick<ClinicalEvent, 'at' | 'id'>>(events: readonly One[]): One[] {
  return [...events].sort((a, b) => (a.at === b.at ? (a.id < b.id ? -1 : 1) : a.at < b.at ? -1 : 1))
}

/** @param read the event as it was read; without an entry for one that is new */
export function appendEventEntry(
  table: string,
  scope: ParticipantScope,
  { entries: { length: read }, ...event }: ClinicalEvent,
  entry: ClinicalEventEntry,
): readonly ConditionalWrite<typeof EVENT_UNCHANGED | typeof EVENT_OWNER_EXISTS>[] {
  const names = Object.keys(event)
  return [
    {
      condition: EVENT_OWNER_EXISTS,
      write: {
        ConditionCheck: {
          TableName: table,
          Key: toItem(buildParticipantKey(scope)),
          ConditionExpression: 'attribute_exists(pk)',
        },
      },
    },
    {
      condition: EVENT_UNCHANGED,
      write: {
        Update: {
          TableName: table,
          Key: toItem(buildParticipantKey(scope, EVENT, event.id)),
          UpdateExpression: `SET ${names.map((name) => `#${name} = :${name}`).join(', ')}, entries = list_append(if_not_exists(entries, :none), :entry)`,
          ConditionExpression: read === 0 ? 'attribute_not_exists(pk)' : 'size(entries) = :read',
          ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
          ExpressionAttributeValues: toItem({
            ...Object.fromEntries(Object.entries(event).map(([name, value]) => [`:${name}`, value])),
            ...{ ':none': [], ':entry': [entry] },
            ...(read > 0 && { ':read': read }),
          }),
        },
      },
    },
  ]
}
