import { describe, expect, test } from 'vitest'
import { type Fact, findMonth, hashFact } from '../../../../functions/interchange/facts/fact.ts'
import { FACT_TABLES } from '../../../../functions/interchange/facts/fact-tables.ts'
import { buildVerifiedParticipantScope } from '../../../../functions/platform/core/scope.ts'
import { listFacts } from '../../../../functions/workflows/lake/list-facts.ts'
import { openShippedLibrary } from '../../../../surveys/library/library.ts'
import { buildStudyMeasures } from '../../../../surveys/study/measures.ts'
import { listFactRows } from '../../../support/memory-lake.ts'
import { buildRandomHistories } from '../../../support/random-histories.ts'
import { buildStoredItems } from '../../../support/stored-items.ts'

const library = openShippedLibrary()
const study = library.findStudy('ketamine-magnesium-trial')?.definition
if (!study) throw new Error('the trial ships')
const measures = buildStudyMeasures(study, library)
const scope = buildVerifiedParticipantScope({ study: study.id, site: 'gulf', participant: '' })
const history = buildRandomHistories(study, measures, 'gulf', 60, 3)
const items = buildStoredItems(study.id, 'gulf', history)
const list = (from: typeof items): readonly Fact[] => from.flatMap((item) => listFacts(scope, item, library))

describe('the facts of an item', () => {
  test('are those that the description of the tables gives of the same rows', () => {
    const facts = Map.groupBy(list(items), ({ table }) => table)
    for (const [name, rows] of Object.entries(listFactRows(history))) {
      if (name === 'allocations') continue
      const columns = Object.keys(rows[0] ?? {})
      const pick = (values: Readonly<Record<string, unknown>>) =>
        JSON.stringify(columns.filter((one) => one !== 'sheet').map((one) => [one, values[one] ?? null]))
      const found = (facts.get(name as Fact['table']) ?? []).map(({ values }) => pick(values))
      expect(found.length, name).toBe(rows.length)
      expect(found.sort(), name).toEqual(rows.map(pick).sort())
    }
  })

  test('have a value for every column that they name, and the participant first', () => {
    for (const { table, participant, values } of list(items)) {
      const names = FACT_TABLES[table].columns.map(({ name }) => name)
      expect(Object.keys(values).filter((name) => !names.includes(name))).toEqual([])
      expect(values.participant).toBe(participant)
      for (const key of FACT_TABLES[table].key)
        expect(values[key], `${table} ${key}`).toEqual(expect.anything())
    }
  })

  test('stay what they were when something is appended', () => {
    const [item] = items.filter(({ sk }) => sk.split('#')[2] === 'TREATMENT') as [
      Record<string, unknown> & { sk: string },
    ]
    const before = listFacts(scope, item, library).map(hashFact)
    const changes = [...(item.changes as string[]), '2026-12-01T00:00:00.000Z']
    const after = listFacts(scope, { ...item, voided: true, changes }, library).map(hashFact)
    expect(after.slice(0, before.length)).toEqual(before)
    expect(after).toHaveLength(before.length + 1)
  })

  test('say nobody’s sign-in', () => {
    expect(JSON.stringify(list(items))).not.toContain('somebody')
  })

  test('are of the month of their recording, and of no month where nobody knows it', () => {
    const fact = (recorded_ms: number): Fact => ({
      table: 'progress',
      participant: 'p',
      values: { recorded_ms },
    })
    expect(findMonth(fact(Date.UTC(2026, 0, 31, 23, 59)))).toBe('2026-01')
    expect(findMonth(fact(-62135596800000))).toBe('0000-00')
  })
})

describe('an item that is no record of a participant', () => {
  test.each([
    'ASSESSMENT#gulf-00000001#week-1#TEXTS',
    'NOTICE#x',
    'ROLLOUT#1',
    'PARTICIPANT#gulf-00000001#OTHER#1',
  ])('%s gives no fact', (sk) => {
    expect(listFacts(scope, { sk }, library)).toEqual([])
  })
})
