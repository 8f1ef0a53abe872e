import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type InstrumentDefinition,
  instrumentDefinitionSchema,
} from '../../../surveys/instrument/definition.ts'
import { checkInstrument } from '../../../surveys/publication/check-instrument.ts'
import { MISSING } from '../../../surveys/scoring/coded.ts'
import { compileInstrument } from '../../../surveys/scoring/compile.ts'
import { scoreInstrument } from '../../../surveys/scoring/score.ts'
import { formatRational } from '../../../surveys/values/rational.ts'

/** Four items of 0–4, a gate, a number, two times; and one scale with the rule asked about. */
function withRule(rule: unknown, more: object = {}): InstrumentDefinition {
  return instrumentDefinitionSchema.parse({
    id: 'made-up',
    version: '1.0.0',
    title: { en: 'Made up' },
    evidence: 'unvalidated',
    ...{ source: 'this test', copyright: 'none', permission: 'none needed', locales: {}, recallDays: 7 },
    optionSets: {
      gate: [
        { code: 'no', value: 0 },
        { code: 'yes', value: 1 },
      ],
    },
    items: [
      ...['a', 'b', 'c', 'd'].map((id) => ({ id, type: 'numeric-scale', minimum: 0, maximum: 4 })),
      { id: 'gate', type: 'choice', options: 'gate' },
      { id: 'hours', type: 'number', minimum: 0, maximum: 24, decimals: 2 },
      { id: 'from', type: 'time' },
      { id: 'to', type: 'time' },
    ],
    tables: {
      t: {
        source: 'this test',
        rows: [
          [0, 20.5, 3.1],
          [1, 33.3, 2.9],
          [2, 40],
          [3, 50.25, 2],
          [4, 61, 3],
        ],
      },
    },
    scales: [
      {
        id: 'first',
        title: { en: 'First' },
        ...{ domain: 'pain', rule: { op: 'sum', of: ['a', 'b'], missing: { policy: 'all-required' } } },
        ...{ range: [0, 8], unit: 'points', direction: 'higher-is-worse', source: 'this test' },
      },
      {
        ...{ id: 'score', title: { en: 'Score' }, domain: 'pain', rule, range: [0, 1000], unit: 'points' },
        ...{ direction: 'higher-is-worse', source: 'this test' },
      },
    ],
    ...more,
  })
}

function score(rule: unknown, answers: Record<string, string | null>): string {
  const found = scoreInstrument(withRule(rule), answers).find(({ scale }) => scale === 'score')
  return found?.kind === 'scored' ? formatRational(found.exact) : (found?.reason ?? 'no score')
}

const required = { policy: 'all-required' }
const answered = (minimumAnswered: number) => ({ policy: 'of-answered', minimumAnswered })
const four = ['a', 'b', 'c', 'd']

describe('an operation', () => {
  test.each<[string, unknown, Record<string, string | null>, string]>([
    [
      'half rule, just half: (4 + 1) × 4 ÷ 2',
      { op: 'sum', of: four, missing: { policy: 'half-rule' } },
      { a: '4', b: '1' },
      '10',
    ],
    [
      'half rule, fewer',
      { op: 'sum', of: four, missing: { policy: 'half-rule' } },
      { a: '4' },
      'items-missing',
    ],
    [
      'half rule of three needs two',
      { op: 'mean', of: ['a', 'b', 'c'], missing: { policy: 'half-rule' } },
      { a: '4', b: null },
      'items-missing',
    ],
    ['largest', { op: 'max', of: four, missing: required }, { a: '1', b: '3', c: '0', d: '2' }, '3'],
    [
      'largest, one missing',
      { op: 'max', of: four, missing: required },
      { a: '1', b: '3', c: '0' },
      'items-missing',
    ],
    ['largest of those answered', { op: 'max', of: four, missing: answered(1) }, { b: '3' }, '3'],
    ['largest of too few', { op: 'max', of: four, missing: answered(2) }, { b: '3' }, 'items-missing'],
    ['smallest', { op: 'min', of: four, missing: required }, { a: '1', b: '3', c: '2', d: '2' }, '1'],
    [
      'weights: 0.5×3 − 2×1 + 10',
      {
        op: 'weighted-sum',
        of: [
          { rule: 'a', weight: 0.5 },
          { rule: 'b', weight: -2 },
        ],
        plus: 10,
      },
      { a: '3', b: '1' },
      '19/2',
    ],
    [
      'weights, one missing',
      {
        op: 'weighted-sum',
        of: [
          { rule: 'a', weight: 0.5 },
          { rule: 'b', weight: -2 },
        ],
      },
      { a: '3' },
      'items-missing',
    ],
    [
      'linear: 3 × 100 ÷ 48 + 1',
      { op: 'linear', of: 'a', multiply: 100, divide: 48, add: 1 },
      { a: '3' },
      '29/4',
    ],
    ['ratio', { op: 'ratio', of: 'a', by: 'b' }, { a: '3', b: '4' }, '3/4'],
    ['ratio by nothing', { op: 'ratio', of: 'a', by: 'b' }, { a: '3', b: '0' }, 'divided-by-zero'],
    [
      'hours over midnight',
      { op: 'hours-between', from: 'from', to: 'to' },
      { from: '23:30', to: '07:00' },
      '15/2',
    ],
    [
      'hours within a day',
      { op: 'hours-between', from: 'from', to: 'to' },
      { from: '01:10', to: '09:30' },
      '25/3',
    ],
    [
      'hours, a time missing',
      { op: 'hours-between', from: 'from', to: 'to' },
      { from: '01:10' },
      'items-missing',
    ],
    [
      'steps, at a step',
      {
        op: 'steps',
        of: 'hours',
        steps: [
          { from: 0, value: 3 },
          { from: 6.5, value: 1 },
        ],
      },
      { hours: '6.5' },
      '1',
    ],
    [
      'steps, just below it',
      {
        op: 'steps',
        of: 'hours',
        steps: [
          { from: 0, value: 3 },
          { from: 6.5, value: 1 },
        ],
      },
      { hours: '6.49' },
      '3',
    ],
    [
      'steps, below all',
      {
        op: 'steps',
        of: 'hours',
        steps: [
          { from: 1, value: 3 },
          { from: 6.5, value: 1 },
        ],
      },
      { hours: '0.5' },
      'outside-table',
    ],
    ['table', { op: 'lookup', of: 'a', table: 't' }, { a: '3' }, '201/4'],
    [
      'table, no such row',
      { op: 'lookup', of: { op: 'mean', of: ['a', 'b'], missing: required }, table: 't' },
      { a: '3', b: '2' },
      'outside-table',
    ],
    [
      'score of a score: 2 × (3 + 4)',
      { op: 'linear', of: { scale: 'first' }, multiply: 2 },
      { a: '3', b: '4' },
      '14',
    ],
    [
      'score of a score that has none',
      { op: 'linear', of: { scale: 'first' }, multiply: 2 },
      { a: '3' },
      'items-missing',
    ],
    [
      'condition met',
      { op: 'if', when: { item: 'gate', is: ['no'] }, use: { constant: 0 }, otherwise: 'a' },
      { gate: 'no' },
      '0',
    ],
    [
      'condition not met',
      { op: 'if', when: { item: 'gate', is: ['no'] }, use: { constant: 0 }, otherwise: 'a' },
      { gate: 'yes', a: '4' },
      '4',
    ],
    [
      'condition not met, nothing to score',
      { op: 'if', when: { item: 'gate', is: ['no'] }, use: { constant: 0 }, otherwise: 'a' },
      { gate: 'yes' },
      'items-missing',
    ],
    [
      'condition unknown: not 0',
      { op: 'if', when: { item: 'gate', is: ['no'] }, use: { constant: 0 }, otherwise: 'a' },
      { a: '4' },
      'items-missing',
    ],
    ['a code the item cannot have', { op: 'value', of: 'a' }, { a: '5' }, 'unknown-code'],
    [
      'a number reversed in its range',
      { op: 'value', of: { item: 'hours', reverse: true } },
      { hours: '6.5' },
      '35/2',
    ],
    [
      'sum of sums',
      { op: 'sum', of: [{ op: 'max', of: ['a', 'b'], missing: required }, 'c'], missing: required },
      { a: '1', b: '3', c: '2' },
      '5',
    ],
    [
      'what is undefined in a sum is not taken for missing',
      { op: 'sum', of: [{ op: 'ratio', of: 'a', by: 'b' }, 'c'], missing: { policy: 'half-rule' } },
      { a: '1', b: '0', c: '2' },
      'divided-by-zero',
    ],
  ])('%s', (_, rule, answers, expected) => {
    expect(score(rule, answers)).toBe(expected)
  })

  test('tells the standard error that stands in the table, and none where none is printed', () => {
    const lookup = withRule({ op: 'lookup', of: 'a', table: 't' })
    const findScore = (a: string) => scoreInstrument(lookup, { a }).find(({ scale }) => scale === 'score')
    expect(findScore('1')).toMatchObject({ exact: { numerator: 333, denominator: 10 }, standardError: 2.9 })
    expect(findScore('2')).toMatchObject({ exact: { numerator: 40, denominator: 1 }, standardError: null })
  })

  test('names the items of the branch that was taken', () => {
    const rule = { op: 'if', when: { item: 'gate', is: ['no'] }, use: { constant: 0 }, otherwise: 'a' }
    const used = (answers: Record<string, string>) =>
      scoreInstrument(withRule(rule), answers).find(({ scale }) => scale === 'score')
    expect(used({ gate: 'no', a: '4' })).toMatchObject({ itemsUsed: ['gate'], itemsMissing: [] })
    expect(used({ gate: 'yes', a: '4' })).toMatchObject({ itemsUsed: ['gate', 'a'] })
    expect(used({ gate: 'yes' })).toMatchObject({ kind: 'not-scorable', itemsMissing: ['a'] })
  })
})

describe('a sum in whole numbers is the sum in fractions', () => {
  const policies = [required, { policy: 'half-rule' }, { policy: 'mean-substitute', minimumAnswered: 3 }]
  // A recode with decimals, times ten and back, goes the long way round.
  const tenth = (item: string) => ({
    ...{
      op: 'linear',
      of: { item, recode: { '0': 0, '1': 0.1, '2': 0.2, '3': 0.3, '4': 0.4 } },
      multiply: 10,
    },
  })

  test.each(['sum', 'mean'])('%s', (op) => {
    const pairs = policies.map((missing) => [
      withRule({ op, of: four, missing }),
      withRule({ op, of: four.map(tenth), missing }),
    ])
    const code = fc.option(fc.integer({ min: 0, max: 4 }).map(String), { nil: null })
    fc.assert(
      fc.property(fc.record({ a: code, b: code, c: code, d: code }), (answers) => {
        for (const [quick, slow] of pairs) {
          if (!quick || !slow) throw new Error('no pair')
          const [one, other] = [quick, slow].map((definition) => scoreInstrument(definition, answers).at(-1))
          expect(one).toEqual(other)
        }
      }),
    )
  })
})

test('coded responses in one long row are scored each at its own place', () => {
  const instrument = compileInstrument(withRule({ op: 'sum', of: four, missing: required }))
  const row = (a: number, b: number, c: number, d: number) => [a, b, c, d, MISSING, MISSING, MISSING, MISSING]
  const responses = [...row(1, 2, 3, 4), ...row(0, MISSING, 1, 1), ...row(4, 4, 4, 4)]
  const total = instrument.scales[1]
  expect([0, 1, 2].map((at) => total?.score(responses, at * instrument.width))).toEqual([
    { numerator: 10, denominator: 1 },
    'items-missing',
    { numerator: 16, denominator: 1 },
  ])
})

describe('a rule is refused, with its place, for', () => {
  const steps = (...from: number[]) => from.map((start, value) => ({ from: start, value }))
  test.each<[string, unknown, object, string]>([
    ['an item that does not exist', { op: 'value', of: 'e' }, {}, 'no item e'],
    [
      'an item of a condition that does not exist',
      { op: 'if', when: { item: 'e', is: ['1'] }, use: 'a', otherwise: 'b' },
      {},
      'no item e',
    ],
    [
      'a scale that comes later',
      { op: 'value', of: { scale: 'score' } },
      {},
      'no scale score stands before this one',
    ],
    ['a table that does not exist', { op: 'lookup', of: 'a', table: 'u' }, {}, 'no table u'],
    [
      'a table with a gap',
      { op: 'lookup', of: { scale: 'first' }, table: 't' },
      {},
      'table t has no row for 5',
    ],
    [
      'a row that never comes',
      { op: 'lookup', of: { op: 'min', of: ['a', { constant: 3 }], missing: required }, table: 't' },
      {},
      'table t has a row for 4, which never comes',
    ],
    ['steps that do not rise', { op: 'steps', of: 'a', steps: steps(0, 2, 2) }, {}, 'steps must rise'],
    [
      'a step that is never reached',
      { op: 'steps', of: 'a', steps: steps(0, 5) },
      {},
      'the step from 5 is never reached',
    ],
    [
      'values below the first step',
      { op: 'steps', of: 'a', steps: steps(1, 3) },
      {},
      'the steps begin at 1, the values at 0',
    ],
    [
      'proration over unlike ranges',
      { op: 'sum', of: ['a', 'hours'], missing: { policy: 'half-rule' } },
      {},
      'a missing item cannot take the mean of items with another range',
    ],
    [
      'a range that the items do not give',
      { op: 'sum', of: four, missing: required },
      {},
      'declared 0 to 1000, the items give 0 to 16',
    ],
    [
      'a recode of a code that can never be given',
      { op: 'value', of: { item: 'gate', recode: { no: 0, yes: 1, maybe: 2 } } },
      {},
      'item gate is recoded from maybe, which can never be given',
    ],
    [
      'a recode of a number',
      { op: 'value', of: { item: 'hours', recode: { '1': 2 } } },
      {},
      'item hours has no options to recode',
    ],
    [
      'hours between what is no time',
      { op: 'hours-between', from: 'from', to: 'hours' },
      {},
      'item hours is no time of day',
    ],
  ])('%s', (_, rule, more, detail) => {
    expect(checkInstrument(withRule(rule, more)).map((fault) => fault.detail)).toContain(detail)
  })

  test('an item that no answers lead to, and one that asks about a later one', () => {
    const items = (...shownWhen: object[]) => ({
      items: [
        { id: 'a', type: 'numeric-scale', minimum: 0, maximum: 4 },
        { id: 'b', type: 'numeric-scale', minimum: 0, maximum: 4 },
        ...shownWhen.map((when, at) => ({ id: `x-${at}`, type: 'time', shownWhen: when })),
      ],
    })
    const rule = { op: 'value', of: 'a' }
    const faults = (more: object) =>
      checkInstrument(withRule(rule, more)).filter(({ pointer }) => pointer.startsWith('/items'))
    const impossible = {
      all: [
        { item: 'a', atLeast: 3 },
        { item: 'a', atMost: 2 },
      ],
    }
    expect(faults(items({ item: 'a', atLeast: 3 }, impossible, { item: 'x-2', answered: true }))).toEqual([
      { pointer: '/items/3/shownWhen', detail: 'no answers lead to this item' },
      { pointer: '/items/4/shownWhen', detail: 'asks about x-2, which is no item before this one' },
    ])
    // What lies behind a closed gate is missing: the second needs an answer that the first never lets be given.
    expect(faults(items(impossible, { item: 'x-0', answered: true }))).toHaveLength(2)
  })
})
