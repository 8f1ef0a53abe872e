import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  applyHardFailure,
  applyMessage,
  findTextingStatus,
  type Phone,
} from '../../../functions/records/phone/phone.ts'

const NEW: Phone = { hardFailures: 0, replies: 0, asked: 0, cries: 0 }
const T1 = '2026-03-02T15:00:00.000Z'
const T2 = '2026-03-02T15:01:00.000Z'
const T3 = '2026-03-02T15:02:00.000Z'

type Said = readonly ['stop' | 'start' | 'wrong-number', string]
const heard = (...said: readonly Said[]) =>
  said.reduce((phone, [wants, at]) => applyMessage(phone, wants, `${wants}-${at}`, at), NEW)

describe('whoever texts last decides, in whatever order it is heard', () => {
  test.each<[string, readonly Said[], 'yes' | 'stopped' | 'unreachable']>([
    ['nothing said', [], 'yes'],
    ['STOP', [['stop', T1]], 'stopped'],
    [
      'STOP, then START',
      [
        ['stop', T1],
        ['start', T2],
      ],
      'yes',
    ],
    [
      'START, heard before the STOP it answers',
      [
        ['start', T2],
        ['stop', T1],
      ],
      'yes',
    ],
    [
      'a START older than the STOP',
      [
        ['stop', T2],
        ['start', T1],
      ],
      'stopped',
    ],
    [
      'STOP twice, and a START between them heard last',
      [
        ['stop', T1],
        ['stop', T3],
        ['start', T2],
      ],
      'stopped',
    ],
    [
      'both in the same millisecond',
      [
        ['stop', T1],
        ['start', T1],
      ],
      'stopped',
    ],
    ['wrong number', [['wrong-number', T1]], 'unreachable'],
    [
      'wrong number, then START, which whoever has it now may send',
      [
        ['wrong-number', T1],
        ['start', T2],
      ],
      'unreachable',
    ],
    [
      'wrong number once more, after a START',
      [
        ['wrong-number', T1],
        ['start', T2],
        ['wrong-number', T3],
      ],
      'unreachable',
    ],
  ])('%s', (_, said, expected) => {
    expect(findTextingStatus(heard(...said))).toBe(expected)
  })

  test('the order never matters', () => {
    const said = fc.tuple(fc.constantFrom('stop', 'start', 'wrong-number'), fc.constantFrom(T1, T2, T3))
    const messages = fc.array(said, { maxLength: 6 })
    fc.assert(
      fc.property(
        messages.chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
        ),
        ([one, other]) => {
          expect(findTextingStatus(heard(...(other as Said[])))).toBe(
            findTextingStatus(heard(...(one as Said[]))),
          )
        },
      ),
    )
  })
})

test('the message that ended the texts is known until they begin anew and end again', () => {
  expect(heard(['stop', T1], ['stop', T2]).endedBy).toBe(`stop-${T1}`)
  expect(heard(['stop', T1], ['wrong-number', T2]).endedBy).toBe(`stop-${T1}`)
  expect(heard(['stop', T1], ['start', T2], ['stop', T3]).endedBy).toBe(`stop-${T3}`)
  expect(heard(['start', T2], ['stop', T1]).endedBy).toBeUndefined()
  expect(heard(['wrong-number', T1], ['stop', T2]).endedBy).toBe(`stop-${T2}`)
  expect(heard(['wrong-number', T1], ['wrong-number', T2]).endedBy).toBe(`wrong-number-${T1}`)
})

test('the third hard failure in a row ends the texts, until a START after it', () => {
  const twice = applyHardFailure(applyHardFailure(NEW, T1), T1)
  expect(findTextingStatus(twice)).toBe('yes')
  const thrice = applyHardFailure(twice, T2)
  expect(thrice).toMatchObject({ unreachableSince: T2, unreachableReason: 'undeliverable', hardFailures: 3 })
  expect(findTextingStatus(thrice)).toBe('unreachable')
  const again = applyMessage(thrice, 'start', 'm', T3)
  expect(findTextingStatus(again)).toBe('yes')
  expect(again.hardFailures).toBe(0)
})

test('a failure more does not take the reason of a wrong number away', () => {
  const wrong = applyMessage({ ...NEW, hardFailures: 2 }, 'wrong-number', 'm', T1)
  expect(applyHardFailure(wrong, T2)).toMatchObject({
    unreachableReason: 'wrong-number',
    unreachableSince: T1,
  })
})
