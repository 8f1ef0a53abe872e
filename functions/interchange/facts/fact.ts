import { computeContentHash } from '../../../surveys/values/canonical.ts'
import type { LakeValue } from '../../platform/lake/lake-engine.ts'
import { FACT_TABLES, type FactTableName, SINCE_EVER_MS } from './fact-tables.ts'

/** A row of a table of the lake, before it is known by which change of the stream it came. */
export type Fact = {
  readonly table: FactTableName
  readonly participant: string
  /** All columns but `sequence` and `hash`; one that is left out is null. */
  readonly values: Readonly<Record<string, LakeValue>>
}

/** Where the files of a fact lie beside their table. */
export type FactPlace = {
  readonly study: string
  readonly site: string
  /** `YYYY-MM` of its recording in UTC; `0000-00` of what was so since ever. */
  readonly month: string
}

export function findMonth({ values }: Fact): string {
  const recorded = values.recorded_ms as number
  return recorded === SINCE_EVER_MS ? '0000-00' : new Date(recorded).toISOString().slice(0, 7)
}

/** SHA-256 of the table and all columns but `sequence`, in hex: the same fact has the same, wherever it comes from. */
export function hashFact({ table, values }: Fact): string {
  const columns = FACT_TABLES[table].columns.filter(({ name }) => name !== 'sequence' && name !== 'hash')
  return computeContentHash([table, ...columns.map(({ name }) => values[name] ?? null)])
}

/** Instants as facts have them. @param iso `undefined` for what was so since ever */
export function toMilliseconds(iso: string | undefined): number {
  return iso === undefined ? SINCE_EVER_MS : Date.parse(iso)
}

export function toMillisecondsOrNull(iso: string | undefined): number | null {
  return iso === undefined ? null : Date.parse(iso)
}
