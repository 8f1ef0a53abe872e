import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import {
  buildPrefixRange,
  type KeyedItem,
  type KeyRange,
  keyedItemSchema,
  readAll,
} from '../../platform/aws/dynamodb.ts'
import { formatSitePartition, type ParticipantScope, type SiteScope } from '../../platform/core/scope.ts'
import { buildParticipantKey } from '../assessment/assessment-keys.ts'
import { isScoreKey, parseSheet } from '../score/score.store.ts'
import type { ScoreSheet } from '../score/score.ts'
import { isTreatmentKey } from '../treatment/treatment.store.ts'
import { type Treatment, treatmentSchema } from '../treatment/treatment.ts'
import { isParticipantKey } from './participant.store.ts'
import { type Participant, participantSchema } from './participant.ts'

/*
 * Study table: participants together with what was given to them and what was measured (keys: assessment-keys.ts).
 *
 * | access            | request                                                                            |
 * |-------------------|------------------------------------------------------------------------------------|
 * | of a participant  | Query from PARTICIPANT#<participant> to all behind it: 2 read units with six scores     |
 * | of a site         | Query PARTICIPANT#, 1 MB at a time: 1 read unit for about 5 items                       |
 */

export type ParticipantRecord = {
  readonly participant: Participant | undefined
  /** Those that were taken back too. */
  readonly treatments: readonly Treatment[]
  /** Those that are no longer in force too. */
  readonly sheets: readonly ScoreSheet[]
}

export type SiteRecords = {
  readonly participants: readonly Participant[]
  readonly treatments: readonly Treatment[]
  readonly sheets: readonly ScoreSheet[]
}

export type ParticipantRecordStore = {
  find(scope: ParticipantScope): Promise<ParticipantRecord>
  readSite(scope: SiteScope): Promise<SiteRecords>
}

/** An item of the range, not yet read as what it is of. */
export type RecordItem = KeyedItem

type Deps = { readonly dynamo: DynamoDBClient; readonly table: string }

export function createParticipantRecordStore(deps: Deps): ParticipantRecordStore {
  return {
    async find(scope) {
      const { participants, ...record } = parseRecords(scope, await readParticipantItems(deps, scope))
      return { participant: participants[0], ...record }
    },
    readSite: async (scope) => parseRecords(scope, await readSiteItems(deps, scope)),
  }
}

/** All items of a participant, of whatever kind. */
export function readParticipantItems(deps: Deps, scope: ParticipantScope): Promise<readonly RecordItem[]> {
  const { sk } = buildParticipantKey(scope)
  return readItems(deps, scope, { from: sk, to: `${sk}#\uffff` })
}

/** All items of a site's participants. */
export function readSiteItems(deps: Deps, scope: SiteScope): Promise<readonly RecordItem[]> {
  return readItems(deps, scope, buildPrefixRange('', 'PARTICIPANT#'))
}

/** Participants, treatments and scores among the items; what else there is of a participant is passed over. */
export function parseRecords(scope: SiteScope, items: readonly RecordItem[]): SiteRecords {
  return {
    participants: items.flatMap((item) => (isParticipantKey(item.sk) ? [participantSchema.parse(item)] : [])),
    treatments: items.flatMap((item) => (isTreatmentKey(item.sk) ? [treatmentSchema.parse(item)] : [])),
    sheets: items.flatMap((item) => (isScoreKey(item.sk) ? [parseSheet(scope, item)] : [])),
  }
}

function readItems(
  { dynamo, table }: Deps,
  scope: SiteScope,
  range: Omit<KeyRange, 'pk'>,
): Promise<readonly RecordItem[]> {
  return readAll(dynamo, table, { ...range, pk: formatSitePartition(scope) }, keyedItemSchema)
}
