import { describe, expect, test } from 'vitest'
import { isConfirmed } from '../../../../functions/rules/schedule/confirmed.ts'
import { listEndConfirmations } from '../../../../functions/rules/schedule/end-confirmations.ts'

const ENROLLED = '2026-03-02T15:00:40.000Z'
const NOW = '2026-05-02T15:00:00.000Z'
const TREATED = [{ givenAt: '2026-04-20T15:00:00.000Z' }]

describe('the end of a participation has to be confirmed', () => {
  test.each([
    [
      'in 2020 instead of 2026',
      '2020-04-25T15:00:00.000Z',
      ['before-enrolment', 'long-ago', 'before-treatment'],
    ],
    ['in the minute of the enrolment', '2026-03-02T15:00:00.000Z', ['long-ago', 'before-treatment']],
    ['thirty days ago', '2026-04-02T15:00:00.000Z', ['before-treatment']],
    ['at the last treatment', '2026-04-20T15:00:00.000Z', []],
    ['yesterday', '2026-05-01T15:00:00.000Z', []],
  ])('where it lies %s', (_name, at, confirm) => {
    expect(listEndConfirmations(at, TREATED, ENROLLED, NOW)).toEqual(confirm)
  })
})

describe('a request confirms', () => {
  test.each([
    [['long-ago'], [], false],
    [['long-ago'], ['before-treatment'], false],
    [['long-ago', 'before-treatment'], ['long-ago'], false],
    // What was not shown with it was not looked at.
    [['long-ago'], ['long-ago', 'before-treatment'], false],
    [['long-ago', 'before-treatment'], ['before-treatment', 'long-ago', 'long-ago'], true],
    [[], ['long-ago'], true],
  ])('of what is asked, %j, by %j: %s', (asked, confirmed, expected) => {
    expect(isConfirmed(asked, confirmed)).toBe(expected)
  })
})
