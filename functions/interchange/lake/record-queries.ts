import type { LakeTable } from '../../platform/lake/lake-engine.ts'
import type { ProfileTables } from './profile-query.ts'
import { type LakeScope, quoteName, selectFacts } from './select-facts.ts'

/** Columns of each table that participants are read one by one from, in the order of `stored-rows.ts`. */
export const RECORD_COLUMNS = {
  plans: ['participant', 'timepoint', 'entry', 'recorded_ms', 'cancelled', 'opens_ms', 'due_ms', 'closes_ms'],
  progress: ['participant', 'timepoint', 'entry', 'step', 'recorded_ms'],
  missed_reasons: ['participant', 'timepoint', 'entry', 'recorded_ms', 'reason', 'of_plan'],
  sheets: [
    ...['participant', 'timepoint', 'sheet', 'entry', 'recorded_ms', 'answered_ms', 'recomputed_algorithm'],
    ...['not_submitted_ms', 'not_submitted_closes_ms', 'with_late'],
  ],
  scores: [
    ...[
      'participant',
      'timepoint',
      'sheet',
      'instrument',
      'scale',
      'entry',
      'place',
      'definition_hash',
      'algorithm',
    ],
    ...['calibration', 'estimated', 'kind', 'exact', 'reason', 'band', 'items_missing'],
    ...['standard_error', 'items_used', 'items_reversed'],
  ],
  treatments: ['participant', 'kind', 'given_ms', 'entry', 'recorded_ms', 'stands'],
  dispositions: ['participant', 'entry', 'recorded_ms', 'how', 'at_ms', 'reason'],
  events: ['participant', 'event', 'at_ms', 'entry', 'recorded_ms', 'detail'],
  attributes: ['participant', 'entry', 'recorded_ms', 'attribute', 'option'],
} as const satisfies Record<Exclude<keyof ProfileTables, 'allocations'>, readonly string[]>

export type RecordTable = keyof typeof RECORD_COLUMNS

/**
 * Everything that a table holds of some participants, or of all, each entry once and in its order.
 *
 * @param participants `undefined` for everybody of the clinics
 * @param scores `instrument/scale` of those that are read, `undefined` for all; other tables have none
 */
export function buildRecordQuery(
  name: RecordTable,
  table: LakeTable,
  scope: LakeScope,
  participants: readonly string[] | undefined,
  scores: readonly string[] | undefined,
): string {
  const columns = RECORD_COLUMNS[name]
  const conditions = [
    ...(participants ? [`participant in (${participants.map(quoteName).join(', ')})`] : []),
    ...(name === 'scores' && scores
      ? [`concat(split_part(instrument, '@', 1), '/', scale) in (${scores.map(quoteName).join(', ')})`]
      : []),
  ]
  return [
    `select distinct ${columns.join(', ')} from ${selectFacts(table, columns, scope)} t`,
    ...(conditions.length > 0 ? [`where ${conditions.join(' and ')}`] : []),
    `order by ${columns.map((_, place) => place + 1).join(', ')}`,
  ].join(' ')
}
