import type { LakeColumnType } from '../../platform/lake/lake-engine.ts'

/*
 * The tables of the lake. A row is a fact: one entry of the history of one stored item, made of the item alone, so that facts of a
 * stream and of the table are the same. Entries are only ever appended, and stand in their order (`entry`, from 0): what stood
 * at an instant is the last entry that was recorded by then. A state that has no history is replaced by a fact of the same key
 * and entry with a higher `sequence`.
 */

/** `_ms`: milliseconds since 1970. No number of a fact has a fraction. */
export type FactTable = {
  readonly name: FactTableName
  /** Folder of its files. What can tell an arm lies apart, so that a reader can be kept from all of it. */
  readonly folder: string
  /** What an entry is of, beside the participant. */
  readonly key: readonly string[]
  readonly columns: readonly { readonly name: string; readonly type: LakeColumnType }[]
}

export type FactTableName = keyof typeof OWN

/** Of what was so since ever: before every instant. */
export const SINCE_EVER_MS = -62135596800000

/** Key columns | own columns; text where nothing else is said. */
const OWN = {
  participants: ['', 'enrolled_ms:BIGINT locale time_zone'],
  dispositions: ['', 'how at_ms:BIGINT reason'],
  attributes: ['', 'attribute option'],
  allocations: ['', 'arm'],
  treatments: ['kind given_ms:BIGINT', 'stands:BOOLEAN'],
  exposures: ['kind given_ms:BIGINT', 'dose dose_unit route'],
  events: ['event', 'at_ms:BIGINT kind reason detail'],
  plans: ['timepoint', 'cancelled:BOOLEAN opens_ms:BIGINT due_ms:BIGINT closes_ms:BIGINT study_version'],
  progress: ['timepoint', 'step'],
  missed_reasons: ['timepoint', 'reason of_plan:INTEGER'],
  responses: [
    'timepoint',
    'instruments definitions_hash locale provenances started_ms:BIGINT submitted_ms:BIGINT saved_ms:BIGINT',
  ],
  answers: ['timepoint instrument item', 'code state'],
  sheets: [
    'timepoint sheet',
    'answered_ms:BIGINT recomputed_algorithm:INTEGER not_submitted_ms:BIGINT not_submitted_closes_ms:BIGINT with_late:BOOLEAN',
  ],
  scores: [
    'timepoint sheet instrument scale',
    [
      'place:INTEGER definition_hash algorithm calibration estimated:BOOLEAN kind numerator:BIGINT denominator:BIGINT',
      'exact reason band standard_error items_used:INTEGER items_missing items_reversed',
    ].join(' '),
  ],
  alerts: ['alert', 'step rule instrument timepoint'],
} as const

const RESTRICTED: ReadonlySet<string> = new Set(['allocations', 'exposures'])

export const FACT_TABLES = Object.fromEntries(
  Object.entries(OWN).map(([name, [key, own]]): [string, FactTable] => [
    name,
    {
      name: name as FactTableName,
      folder: `${RESTRICTED.has(name) ? 'restricted' : 'facts'}/${name}`,
      key: readColumns(key).map((column) => column.name),
      columns: [
        ...readColumns('participant'),
        ...readColumns(key),
        ...readColumns('entry:INTEGER recorded_ms:BIGINT'),
        ...readColumns(own),
        ...readColumns('sequence hash'),
      ],
    },
  ]),
) as Readonly<Record<FactTableName, FactTable>>

function readColumns(written: string): FactTable['columns'] {
  return written
    .split(' ')
    .filter((one) => one !== '')
    .map((one) => {
      const [name = '', type = 'VARCHAR'] = one.split(':')
      return { name, type: type as LakeColumnType }
    })
}
