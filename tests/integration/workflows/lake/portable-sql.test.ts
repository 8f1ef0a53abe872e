import { describe, expect, test } from 'vitest'
import { FACT_TABLES } from '../../../../functions/interchange/facts/fact-tables.ts'
import { listOutcomeInputs } from '../../../../functions/interchange/lake/outcome-inputs.ts'
import { buildProfileQuery } from '../../../../functions/interchange/lake/profile-query.ts'
import {
  buildRecordQuery,
  RECORD_COLUMNS,
  type RecordTable,
} from '../../../../functions/interchange/lake/record-queries.ts'
import { quoteName, selectFacts } from '../../../../functions/interchange/lake/select-facts.ts'
import { openShippedLibrary } from '../../../../surveys/library/library.ts'
import { listEstimands } from '../../../../surveys/study/estimand.ts'
import { buildStudyMeasures } from '../../../../surveys/study/measures.ts'

/*
 * What both engines understand alike. Trino divides whole numbers to whole numbers and DuckDB does not, medians and dates
 * differ, and max_by leaves out a null value in DuckDB alone: nothing of it may stand in a query.
 */

const FUNCTIONS = ['cast', 'coalesce', 'concat', 'count', 'max', 'max_by', 'min', 'split_part', 'substr']
const END_KIND =
  'case when how is null then 0 when how = ? then 1 when how = ? then 2 when how = ? and reason = ? then 3 when how = ? and reason = ? then 4 when how = ? then 5 else -1 end'
const WORDS = [
  ...['with', 'as', 'select', 'distinct', 'from', 'where', 'group', 'by', 'order', 'left', 'join', 'using'],
  ...[
    'case',
    'when',
    'then',
    'else',
    'end',
    'and',
    'or',
    'not',
    'in',
    'is',
    'null',
    'between',
    'filter',
    'bigint',
    'varchar',
  ],
]

const library = openShippedLibrary()
const study = library.findStudy('ketamine-magnesium-trial')?.definition
if (!study) throw new Error('the trial ships')
const measures = buildStudyMeasures(study, library)
const scope = { study: study.id, sites: ['gulf', 'canyon'], asOf: '2026-11-30T00:00:00.000Z' }

const profiles = study.responderDefinitions.flatMap((definition) =>
  listEstimands(study).map((estimand) => {
    const inputs = listOutcomeInputs(
      study.baseline,
      { definition, timepoint: 'week-4', estimand },
      measures,
      ['mechanism'],
    )
    const vocabularies = inputs.scores.map((score) => ({
      ...{ ...score, versions: [`${score.instrument}@1.0.0`], bands: ['mild'], algorithm: '1' },
    }))
    return buildProfileQuery(FACT_TABLES, { inputs, vocabularies, arms: 'which' }, scope)
  }),
)
const records = (Object.keys(RECORD_COLUMNS) as RecordTable[]).map((name) =>
  buildRecordQuery(name, FACT_TABLES[name], scope, ['gulf-7k3f9m2p'], ['peg/total']),
)
const ALL = [...profiles, ...records]

describe('every query', () => {
  test('calls only functions that both engines have alike', () => {
    const called = new Set(
      ALL.flatMap((sql) => [...withoutText(sql).matchAll(/([a-z_]+)\(/g)].map(([, name]) => name)),
    )
    expect(
      [...called].filter((name) => !FUNCTIONS.includes(name as string) && !WORDS.includes(name as string)),
    ).toEqual([])
  })

  test('divides nothing, and has neither a fraction nor a date', () => {
    for (const sql of ALL) expect(withoutText(sql)).not.toMatch(/\/|\d\.\d|%|date|timestamp|interval|double/)
  })

  test('takes the value of the last entry only where it cannot be null', () => {
    const values = ALL.flatMap((sql) =>
      [...sql.matchAll(/max_by\(((?:[^(),]|\([^)]*\))*), entry\)/g)].map(([, value]) => value),
    )
    expect(new Set(values.map((value) => (value as string).replace(/'[^']*'/g, '?')))).toEqual(
      new Set([
        ...['opens_ms', 'closes_ms', 'due_ms', 'cancelled', 'stands', 'arm'],
        END_KIND,
        'coalesce(at_ms, 0)',
        'case when kind in (?, ?, ?) then 1 else 0 end',
        'coalesce(option, ?)',
      ]),
    )
  })

  test('names each table with the study, its clinics, and what was known', () => {
    for (const sql of ALL) {
      const tables = [
        ...sql.matchAll(
          / from ([a-z_]+) where study = '([^']+)' and site in \(([^)]+)\)( and month <= '2026-11' and recorded_ms <= 1795996800000)?/g,
        ),
      ]
      const named = [...sql.matchAll(/ from ([a-z_]+)/g)].filter(
        ([, name]) => (name as string) in FACT_TABLES,
      )
      expect(tables).toHaveLength(named.length)
      for (const [, name, of, sites, known] of tables) {
        expect([of, sites]).toEqual([study.id, "'gulf', 'canyon'"])
        if (name !== 'allocations') expect(known).toBeDefined()
      }
    }
  })
})

describe('a query is refused', () => {
  test.each(["a'; drop table plans; --", 'a b', '', 'é', "'"])('with the name %j', (name) => {
    expect(() => quoteName(name)).toThrow('not a name that a question may hold')
    expect(() => selectFacts(FACT_TABLES.plans, ['participant'], { ...scope, sites: [name] })).toThrow()
  })

  test('for a column that the table does not have, and for no instant', () => {
    expect(() => selectFacts(FACT_TABLES.plans, ['arm'], scope)).toThrow('facts of plans have no column arm')
    expect(() => selectFacts(FACT_TABLES.plans, ['entry'], { ...scope, asOf: 'yesterday' })).toThrow()
  })
})

/** A query without its texts. */
function withoutText(sql: string): string {
  return sql.replace(/'[^']*'/g, "''")
}
