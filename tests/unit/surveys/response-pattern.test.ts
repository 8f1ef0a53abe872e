import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  type InstrumentDefinition,
  instrumentDefinitionSchema,
} from '../../../surveys/instrument/definition.ts'
import { readCalibration } from '../../../surveys/irt/calibration.ts'
import { openShippedLibrary } from '../../../surveys/library/library.ts'
import { checkInstrument } from '../../../surveys/publication/check-instrument.ts'
import { scoreInstrument } from '../../../surveys/scoring/score.ts'
import { toNumber } from '../../../surveys/values/rational.ts'

const lines = (file: string) =>
  readFileSync(new URL(`../../published/${file}`, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split(','))
const [header = [], ...rows] = lines('irt-calibration.csv')
const read = readCalibration(
  rows.map((row) => Object.fromEntries(header.map((column, at) => [column, row[at] ?? '']))),
)
const calibration = read.kind === 'calibration' ? read.items : []

const T_RULE = {
  op: 'response-pattern',
  of: calibration.map(({ item }, at) => (at === 0 ? { item, reverse: true } : item)),
  minimumAnswered: 1,
}

/** A bank with the items of the made-up calibration; the first is worded the other way round. */
function bank(more: object = {}, rule: object = T_RULE): InstrumentDefinition {
  return instrumentDefinitionSchema.parse({
    id: 'bank',
    version: '1.0.0',
    title: { en: 'Bank' },
    evidence: 'unvalidated',
    ...{ source: 'this test', copyright: 'none', permission: 'none needed', locales: {}, recallDays: 7 },
    items: calibration.map(({ item, thresholds }) => ({
      id: item,
      type: 'numeric-scale',
      minimum: 1,
      maximum: 1 + thresholds.length,
    })),
    scales: [
      {
        id: 't',
        title: { en: 'T' },
        domain: 'fatigue',
        rule,
        ...{ range: [5, 95], unit: 'T', direction: 'higher-is-worse', source: 'this test' },
      },
    ],
    ...more,
  })
}

/** Categories of tests/published/irt.csv as answers: 1 is the lowest, and the first item is turned round. */
function buildAnswers(pattern: string): Record<string, string | null> {
  return Object.fromEntries(
    pattern.split('|').map((category, at) => {
      const item = calibration[at] as (typeof calibration)[number]
      if (category === '') return [item.item, null]
      const value = at === 0 ? item.thresholds.length - Number(category) : Number(category)
      return [item.item, String(1 + value)]
    }),
  )
}

describe('a scale estimated from the pattern', () => {
  test('gives what R gives, in ten-thousandths, with reversed and missing items', () => {
    const patterns = lines('irt.csv').filter(([kind]) => kind === 'pattern')
    for (const [, pattern = '', t, standardError] of patterns) {
      const [score] = scoreInstrument(bank(), buildAnswers(pattern), calibration)
      if (pattern.replaceAll('|', '') === '') {
        expect(score).toMatchObject({ kind: 'not-scorable', reason: 'items-missing' })
        continue
      }
      if (score?.kind !== 'scored') throw new Error(`not scored: ${pattern}`)
      expect(toNumber(score.exact)).toBe(Math.round(Number(t) * 10_000) / 10_000)
      expect(score.standardError).toBe(Math.round(Number(standardError) * 10_000) / 10_000)
      expect(score.estimated).toBe(true)
    }
  })

  test('is not scorable without a calibration, or with one that has other categories', () => {
    const answers = buildAnswers('1|1|1|1|1|1')
    const [without] = scoreInstrument(bank(), answers)
    expect(without).toMatchObject({ kind: 'not-scorable', reason: 'no-calibration' })
    const [short] = scoreInstrument(bank(), answers, calibration.slice(1))
    expect(short).toMatchObject({ reason: 'no-calibration' })
    const fewer = calibration.map((item) => ({ ...item, thresholds: item.thresholds.slice(1) }))
    const [other] = scoreInstrument(bank(), answers, fewer)
    expect(other).toMatchObject({ reason: 'no-calibration' })
  })

  test('needs so many answers', () => {
    const [score] = scoreInstrument(
      bank({}, { ...T_RULE, minimumAnswered: 3 }),
      buildAnswers('1|1||||'),
      calibration,
    )
    expect(score).toMatchObject({
      reason: 'items-missing',
      itemsMissing: ['made-up-3', 'made-up-4', 'made-up-5', 'made-up-6'],
    })
  })
})

describe('a printed table', () => {
  const form = openShippedLibrary().findInstrument('promis-sleep-disturbance-4a@1.0.0')
    ?.definition as InstrumentDefinition
  const ids = form.items.map(({ id }) => id)
  const madeUp = ids.map((item) => ({ item, discrimination: 2, thresholds: [-1, 0, 1, 2] }))
  const answers = (count: number) => Object.fromEntries(ids.map((id, at) => [id, at < count ? '3' : null]))
  const scoreAnswers = (count: number, calibrated: boolean) =>
    scoreInstrument(form, answers(count), calibrated ? madeUp : undefined).at(-1)

  test('is read when every item is answered, with a calibration too', () => {
    expect(scoreAnswers(4, true)).toEqual(scoreAnswers(4, false))
    expect(scoreAnswers(4, true)).toMatchObject({ kind: 'scored', estimated: false, standardError: 3.4 })
  })

  test('gives way to the calibration when some are missing, but not when most are', () => {
    expect(scoreAnswers(3, false)).toMatchObject({ kind: 'not-scorable', reason: 'items-missing' })
    expect(scoreAnswers(3, true)).toMatchObject({ kind: 'scored', estimated: true })
    expect(scoreAnswers(2, true)).toMatchObject({ kind: 'scored', estimated: true })
    expect(scoreAnswers(1, true)).toMatchObject({ kind: 'not-scorable', reason: 'items-missing' })
  })
})

test('a score made of estimated ones is estimated itself', () => {
  const profile = openShippedLibrary().findInstrument('promis-29@2.0.0')?.definition as InstrumentDefinition
  const madeUp = profile.items.map(({ id: item }) => ({ item, discrimination: 2, thresholds: [-1, 0, 1, 2] }))
  const answers = Object.fromEntries(profile.items.map(({ id }, at) => [id, at === 0 ? null : '3']))
  const listEstimated = (calibration?: typeof madeUp) =>
    scoreInstrument(profile, answers, calibration).flatMap((score) =>
      score.kind === 'scored' && score.estimated ? [score.scale] : [],
    )
  expect(listEstimated()).toEqual([])
  // The first item is of physical function, which both summary scores are made of.
  expect(listEstimated(madeUp)).toEqual(['pf-t', 'physical-summary', 'mental-summary'])
})

describe('an adaptive form', () => {
  const adaptive = { scale: 't', minimumItems: 2, maximumItems: 5, stopAtStandardError: 3 }
  const faults = (more: object, rule?: object) =>
    checkInstrument(bank(more, rule)).map(({ pointer }) => pointer)

  test('over a bank that its scale estimates from is sound', () => {
    expect(faults({ adaptive })).toEqual([])
  })

  test.each([
    ['a scale that is not there', { adaptive: { ...adaptive, scale: 'x' } }, T_RULE],
    ['fewest above most', { adaptive: { ...adaptive, minimumItems: 6 } }, T_RULE],
    ['more than the bank has', { adaptive: { ...adaptive, maximumItems: 7 } }, T_RULE],
    ['fewer than the scale needs', { adaptive }, { ...T_RULE, minimumAnswered: 3 }],
    [
      'an item that no estimate needs',
      { adaptive: { ...adaptive, maximumItems: 4 } },
      { ...T_RULE, of: T_RULE.of.slice(1) },
    ],
  ])('with %s is refused', (_, more, rule) => {
    expect(faults(more, rule)).toContain('/adaptive')
  })

  test('over a sum is refused', () => {
    const sum = { op: 'sum', of: T_RULE.of, missing: { policy: 'all-required' } }
    expect(
      checkInstrument(bank({ adaptive, scales: [{ ...bank().scales[0], rule: sum, range: [6, 29] }] })).map(
        ({ pointer }) => pointer,
      ),
    ).toContain('/adaptive')
  })
})
