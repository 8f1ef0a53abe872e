import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import type { ProfileTables } from '../../functions/interchange/lake/profile-query.ts'
import type {
  LakeColumnType,
  LakeEngine,
  LakeTable,
  LakeValue,
} from '../../functions/platform/lake/lake-engine.ts'
import { listPlans } from '../../functions/records/assessment/plans.ts'
import { listChangeTimes } from '../../functions/records/treatment/treatment.ts'
import { parseRational } from '../../surveys/values/rational.ts'
import type { SiteHistory } from './random-histories.ts'

/*
 * Facts of rows, written from the description of the tables and not by the code that writes them, in tables of a DuckDB that
 * has nothing else.
 */

const SINCE_EVER = -62135596800000
const ms = (iso: string | undefined) => (iso === undefined ? SINCE_EVER : Date.parse(iso))

type Row = Readonly<Record<string, LakeValue | undefined>>

const COLUMNS: Record<keyof Required<ProfileTables>, string> = {
  plans:
    'participant timepoint entry:INTEGER recorded_ms:BIGINT cancelled:BOOLEAN opens_ms:BIGINT due_ms:BIGINT closes_ms:BIGINT',
  progress: 'participant timepoint entry:INTEGER recorded_ms:BIGINT step',
  missed_reasons: 'participant timepoint entry:INTEGER recorded_ms:BIGINT reason of_plan:INTEGER',
  sheets:
    'participant timepoint sheet entry:INTEGER recorded_ms:BIGINT answered_ms:BIGINT recomputed_algorithm:INTEGER not_submitted_ms:BIGINT not_submitted_closes_ms:BIGINT with_late:BOOLEAN',
  scores:
    'participant timepoint sheet instrument scale entry:INTEGER recorded_ms:BIGINT place:INTEGER definition_hash algorithm calibration estimated:BOOLEAN kind numerator:BIGINT denominator:BIGINT exact reason band items_missing standard_error items_used:INTEGER items_reversed',
  treatments: 'participant kind given_ms:BIGINT entry:INTEGER recorded_ms:BIGINT stands:BOOLEAN',
  dispositions: 'participant entry:INTEGER recorded_ms:BIGINT how at_ms:BIGINT reason',
  events: 'participant event entry:INTEGER recorded_ms:BIGINT at_ms:BIGINT kind reason detail',
  attributes: 'participant entry:INTEGER recorded_ms:BIGINT attribute option',
  allocations: 'participant entry:INTEGER recorded_ms:BIGINT arm',
}

export const MEMORY_TABLES = Object.fromEntries(
  Object.entries(COLUMNS).map(([name, columns]): [string, LakeTable] => [
    name,
    {
      ...{ name, folder: name },
      columns: columns.split(' ').map((column) => {
        const [own = '', type = 'VARCHAR'] = column.split(':')
        return { name: own, type: type as LakeColumnType }
      }),
    },
  ]),
) as Required<ProfileTables>

export type MemoryLake = LakeEngine & {
  add(study: string, site: string, history: SiteHistory): Promise<void>
  /** Every query that was asked. */
  readonly asked: string[]
}

/** Tables that a question does not name are not there for it. */
export async function openMemoryLake(sitesAtOnce = 1): Promise<MemoryLake> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' })
  const connection = await instance.connect()
  for (const { name, columns } of Object.values(MEMORY_TABLES) as LakeTable[]) {
    const own = columns.map((column) => `${column.name} ${column.type}`).join(', ')
    await connection.run(`create table all_${name} (study VARCHAR, site VARCHAR, month VARCHAR, ${own})`)
  }
  const asked: string[] = []
  return {
    ...{ sitesAtOnce, asked },
    async add(study, site, history) {
      for (const [name, rows] of Object.entries(listFactRows(history)))
        await insert(connection, MEMORY_TABLES[name as keyof ProfileTables] as LakeTable, study, site, rows)
    },
    async *ask({ sql, tables }) {
      asked.push(sql)
      const own = await instance.connect()
      for (const { name } of tables) await own.run(`create temp view ${name} as select * from all_${name}`)
      const result = await own.runAndReadAll(sql)
      own.closeSync()
      yield result
        .getRows()
        .map((row) => row.map((value) => (typeof value === 'bigint' ? Number(value) : (value as LakeValue))))
    },
  }
}

async function insert(
  connection: DuckDBConnection,
  { name, columns }: LakeTable,
  study: string,
  site: string,
  rows: readonly Row[],
): Promise<void> {
  for (let at = 0; at < rows.length; at += 500) {
    const values = rows.slice(at, at + 500).map((row) => {
      const recorded = row.recorded_ms as number
      const month = recorded === SINCE_EVER ? '0000-00' : new Date(recorded).toISOString().slice(0, 7)
      return `(${[study, site, month, ...columns.map((column) => row[column.name])].map(quote).join(', ')})`
    })
    await connection.run(`insert into all_${name} values ${values.join(', ')}`)
  }
}

function quote(value: LakeValue | undefined): string {
  if (value === undefined || value === null) return 'null'
  return typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value)
}

export function listFactRows({ rows, people }: SiteHistory): Record<keyof Required<ProfileTables>, Row[]> {
  const windowOf = (one: { opensAt: string; dueAt: string; closesAt: string }) => ({
    opens_ms: ms(one.opensAt),
    due_ms: ms(one.dueAt),
    closes_ms: ms(one.closesAt),
  })
  return {
    plans: rows.assessments.flatMap((one) => {
      const plans = listPlans(one)
      return plans.map((plan, entry) => {
        const window = plans.slice(0, entry + 1).findLast((earlier) => !('cancelled' in earlier)) ?? one
        return {
          ...{ participant: one.participant, timepoint: one.timepoint, entry, recorded_ms: ms(plan.since) },
          ...{ cancelled: 'cancelled' in plan, ...windowOf(window as typeof one) },
        }
      })
    }),
    progress: rows.assessments.flatMap(({ participant, timepoint, progress, startedAt, completedAt }) => [
      ...(startedAt !== undefined || progress === 'started'
        ? [{ participant, timepoint, entry: 0, step: 'started', recorded_ms: ms(startedAt) }]
        : []),
      ...(progress === 'completed'
        ? [{ participant, timepoint, entry: 1, step: 'completed', recorded_ms: ms(completedAt) }]
        : []),
    ]),
    missed_reasons: rows.assessments.flatMap(({ participant, timepoint, missedReasons = [] }) =>
      missedReasons.map(({ reason, recordedAt, ofPlan }, entry) => ({
        ...{ participant, timepoint, entry, recorded_ms: ms(recordedAt), reason, of_plan: ofPlan },
      })),
    ),
    sheets: rows.sheets.map((one) => ({
      ...{ participant: one.participant, timepoint: one.timepoint, sheet: nameSheet(one), entry: 0 },
      recorded_ms: ms(one.recomputed?.at ?? one.notSubmitted?.at ?? one.answeredAt),
      ...{ answered_ms: ms(one.answeredAt), recomputed_algorithm: Number(one.recomputed?.algorithm ?? 0) },
      not_submitted_ms: one.notSubmitted && ms(one.notSubmitted.at),
      not_submitted_closes_ms: one.notSubmitted && ms(one.notSubmitted.closesAt),
      with_late: one.notSubmitted?.withLate === true,
    })),
    scores: rows.sheets.flatMap((one) =>
      one.scores.map((score, place) => {
        const { instrument, scale, hash: definition_hash, algorithm, calibration } = score
        return {
          ...{ participant: one.participant, timepoint: one.timepoint, sheet: nameSheet(one), entry: 0 },
          recorded_ms: ms(one.recomputed?.at ?? one.notSubmitted?.at ?? one.answeredAt),
          ...{ instrument, scale, place, definition_hash, algorithm, calibration, kind: score.kind },
          items_missing: score.itemsMissing.join(' '),
          ...(score.kind === 'scored'
            ? {
                ...parseRational(score.exact),
                exact: score.exact,
                band: score.band,
                estimated: score.estimated,
                standard_error: score.standardError === null ? null : String(score.standardError),
                items_used: score.itemsUsed,
                items_reversed: score.itemsReversed.join(' '),
              }
            : { reason: score.reason, estimated: false }),
        }
      }),
    ),
    treatments: rows.treatments.flatMap((one) =>
      listChangeTimes(one).map((at, entry) => ({
        ...{ participant: one.participant, kind: one.kind, given_ms: ms(one.givenAt), entry },
        ...{ recorded_ms: ms(at), stands: entry % 2 === 0 },
      })),
    ),
    events: rows.events.flatMap(({ participant, at, entries }, event) =>
      entries.map((one, entry) => ({
        ...{ participant, event: `e${event}`, at_ms: ms(at), entry, recorded_ms: ms(one.recordedAt) },
        ...('event' in one && { kind: one.event.kind, detail: JSON.stringify(one.event) }),
      })),
    ),
    dispositions: [...people].flatMap(([participant, { dispositions }]) =>
      dispositions.map((one, entry) => ({
        ...{ participant, entry, recorded_ms: ms(one.recordedAt), how: one.how },
        ...(one.how !== null && { at_ms: ms(one.at), reason: one.reason }),
      })),
    ),
    attributes: [...people].flatMap(([participant, { attributes = [] }]) =>
      attributes.map(({ attribute, code, recordedAt }, entry) => ({
        ...{ participant, entry, attribute, option: code, recorded_ms: ms(recordedAt) },
      })),
    ),
    allocations: [...people].flatMap(([participant, { arm }]) =>
      arm === null ? [] : [{ participant, entry: 0, recorded_ms: SINCE_EVER, arm }],
    ),
  }
}

function nameSheet({ recomputed, notSubmitted }: SiteHistory['rows']['sheets'][number]): string {
  return [recomputed?.algorithm ?? '', notSubmitted?.at ?? ''].join('~')
}
