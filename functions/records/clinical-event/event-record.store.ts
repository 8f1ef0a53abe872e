import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import type { ParticipantScope, SiteScope } from '../../platform/core/scope.ts'
import {
  type ParticipantRecord,
  parseRecords,
  type RecordItem,
  readParticipantItems,
  readSiteItems,
  type SiteRecords,
} from '../participant/participant-record.store.ts'
import { isClinicalEventKey, sortByTime } from './clinical-event.store.ts'
import { type ClinicalEvent, clinicalEventSchema } from './clinical-event.ts'

/*
 * Study table: participants with everything that analyses read of them, by the same requests as participant-record.store.ts.
 * Functions that ask participants need no events, and do not load what reads them.
 */

type WithEvents = {
  /** Those that were voided too, in the order in which they happened. */
  readonly events: readonly ClinicalEvent[]
}

export type EventRecordStore = {
  find(scope: ParticipantScope): Promise<ParticipantRecord & WithEvents>
  readSite(scope: SiteScope): Promise<SiteRecords & WithEvents>
}

export function createEventRecordStore(deps: {
  readonly dynamo: DynamoDBClient
  readonly table: string
}): EventRecordStore {
  return {
    async find(scope) {
      const items = await readParticipantItems(deps, scope)
      const { participants, ...record } = parseRecords(scope, items)
      return { participant: participants[0], ...record, events: parseEvents(items) }
    },
    async readSite(scope) {
      const items = await readSiteItems(deps, scope)
      return { ...parseRecords(scope, items), events: parseEvents(items) }
    },
  }
}

function parseEvents(items: readonly RecordItem[]): readonly ClinicalEvent[] {
  return sortByTime(
    items.flatMap((item) => (isClinicalEventKey(item.sk) ? [clinicalEventSchema.parse(item)] : [])),
  )
}
