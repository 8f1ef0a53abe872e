import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type AnswerLookup,
  type Condition,
  evaluateCondition,
} from '../../../surveys/instrument/condition.ts'

const answers: Record<string, { code: string; value: number }> = {
  gate: { code: 'yes', value: 1 },
  hours: { code: '6.5', value: 6.5 },
}
const lookup: AnswerLookup = (item) => answers[item]

describe('a condition over answers', () => {
  const yes: Condition = { item: 'gate', is: ['yes'] }
  const no: Condition = { item: 'gate', is: ['no'] }
  const unknown: Condition = { item: 'missing', is: ['yes'] }

  test.each<[string, Condition, boolean | undefined]>([
    ['a code that was given', yes, true],
    ['a code that was not', no, false],
    ['one of several codes', { item: 'gate', is: ['no', 'yes'] }, true],
    ['a missing answer', unknown, undefined],
    ['whether a missing answer was given', { item: 'missing', answered: true }, false],
    ['whether a missing answer is missing', { item: 'missing', answered: false }, true],
    ['at least, at the limit', { item: 'hours', atLeast: 6.5 }, true],
    ['at least, below it', { item: 'hours', atLeast: 6.51 }, false],
    ['at most, at the limit', { item: 'hours', atMost: 6.5 }, true],
    ['at most, above it', { item: 'hours', atMost: 6 }, false],
    ['not of what is unknown', { not: unknown }, undefined],
    ['all, one unknown', { all: [yes, unknown] }, undefined],
    ['all, one false and one unknown', { all: [no, unknown] }, false],
    ['any, one unknown', { any: [no, unknown] }, undefined],
    ['any, one true and one unknown', { any: [yes, unknown] }, true],
  ])('%s', (_, condition, expected) => {
    expect(evaluateCondition(condition, lookup)).toBe(expected)
  })

  test('not all is any not, whatever is unknown (De Morgan)', () => {
    const leaf = fc.constantFrom(yes, no, unknown)
    fc.assert(
      fc.property(fc.array(leaf, { minLength: 1, maxLength: 5 }), (conditions) => {
        expect(evaluateCondition({ not: { all: conditions } }, lookup)).toBe(
          evaluateCondition({ any: conditions.map((one) => ({ not: one })) }, lookup),
        )
      }),
    )
  })
})
