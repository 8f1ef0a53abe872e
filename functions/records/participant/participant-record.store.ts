import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import * as z from 'zod/mini'
import { buildPrefixRange, type KeyRange, readAll } from '../../platform/aws/dynamodb.ts'
import { formatSitePartition, type ParticipantScope, type SiteScope } from '../../platform/core/scope.ts'
import { buildParticipantKey } from '../assessment/assessment-keys.ts'
import { isClinicalEventKey, sortByTime } from '../clinical-event/clinical-event.store.ts'
import { type ClinicalEvent, clinicalEventSchema } from '../clinical-event/clinical-event.ts'
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
  /** Those that were voided too, in the order in which they happened. */
  readonly events: readonly ClinicalEvent[]
}

export type SiteRecords = {
  readonly participants: readonly Participant[]
  readonly treatments: readonly Treatment[]
  readonly sheets: readonly ScoreSheet[]
  readonly events: readonly ClinicalEvent[]
}

export type ParticipantRecordStore = {
  find(scope: ParticipantScope): Promise<ParticipantRecord>
  readSite(scope: SiteScope): Promise<SiteRecords>
}

const itemSchema = z.looseObject({ sk: z.string() })

export function createParticipantRecordStore(deps: {
  dynamo: DynamoDBClient
  table: string
}): ParticipantRecordStore {
  const read = async (scope: SiteScope, range: Omit<KeyRange, 'pk'>): Promise<SiteRecords> => {
    const items = await readAll(
      deps.dynamo,
      deps.table,
      { ...range, pk: formatSitePartition(scope) },
      itemSchema,
    )
    return {
      participants: items.flatMap((item) =>
        isParticipantKey(item.sk) ? [participantSchema.parse(item)] : [],
      ),
      treatments: items.flatMap((item) => (isTreatmentKey(item.sk) ? [treatmentSchema.parse(item)] : [])),
      sheets: items.flatMap((item) => (isScoreKey(item.sk) ? [parseSheet(scope, item)] : [])),
      events: items.flatMap((item) => (isClinicalEventKey(item.sk) ? [clinicalEventSchema.parse(item)] : [])),
    }
  }
  return {
    async find(scope) {
      const { sk } = buildParticipantKey(scope)
      const { participants, events, ...record } = await read(scope, { from: sk, to: `${sk}#\uffff` })
      return { participant: participants[0], events: sortByTime(events), ...record }
    },
    readSite: (scope) => read(scope, buildPrefixRange('', 'PARTICIPANT#')),
  }
}
