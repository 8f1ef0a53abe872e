import { compareTexts } from '../../platform/core/compare-texts.ts'
import type { LakeValue } from '../../platform/lake/lake-engine.ts'
import { type Fact, hashFact } from './fact.ts'
import type { FactRow } from './fact-file.ts'
import { FACT_TABLES, type FactTable } from './fact-tables.ts'

const SEQUENCE_DIGITS = 40

/** A fact as a row of its table. @param sequence of the change that it came by; `0` for what was read from the table itself */
export function buildFactRow(fact: Fact, sequence: string): FactRow {
  const hash = hashFact(fact)
  return FACT_TABLES[fact.table].columns.map(({ name }): LakeValue => {
    if (name === 'sequence') return sequence.padStart(SEQUENCE_DIGITS, '0')
    return name === 'hash' ? hash : (fact.values[name] ?? null)
  })
}

/** By participant, key, entry and hash: the same rows stand in the same order, however they come. */
export function sortFactRows({ columns, key }: FactTable, rows: readonly FactRow[]): readonly FactRow[] {
  const places = ['participant', ...key, 'entry', 'hash', 'sequence'].map((name) =>
    columns.findIndex((column) => column.name === name),
  )
  return [...rows].sort((a, b) => {
    for (const place of places) {
      const order = compareValues(a[place] ?? null, b[place] ?? null)
      if (order !== 0) return order
    }
    return 0
  })
}

function compareValues(a: LakeValue, b: LakeValue): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : compareTexts(String(a), String(b))
}
