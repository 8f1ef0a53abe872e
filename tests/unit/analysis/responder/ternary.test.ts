import { describe, expect, test } from 'vitest'
import {
  buildUnknown,
  createAtLeastRule,
  FALSE,
  negate,
  type Ternary,
  TRUE,
} from '../../../../functions/analysis/responder/ternary.ts'

/*
 * The strong three-valued tables of Kleene, Introduction to Metamathematics (1952), § 64.
 * T true, F false, U unknown.
 */
const OF: Record<string, Ternary> = { T: TRUE, F: FALSE, U: buildUnknown('missed') }
const read = (letters: string): Ternary[] => [...letters].map((letter) => OF[letter] ?? FALSE)
const NOBODY = { baseline: undefined, followUps: [], timeZone: 'UTC', treatedAt: [] }
const together = (count: number, truths: readonly Ternary[]) =>
  createAtLeastRule(
    count,
    truths.map((truth) => () => truth),
  )(NOBODY, 0)
const formatLetter = ({ value }: Ternary) => (value === 'unknown' ? 'U' : value ? 'T' : 'F')

describe('Kleene’s tables', () => {
  test.each([...['TT T', 'TU U', 'TF F', 'UT U', 'UU U', 'UF F', 'FT F', 'FU F', 'FF F']])(
    'and: %s',
    (line) => {
      const [operands = '', result] = line.split(' ')
      expect(formatLetter(together(2, read(operands)))).toBe(result)
    },
  )

  test.each([...['TT T', 'TU T', 'TF T', 'UT T', 'UU U', 'UF U', 'FT T', 'FU U', 'FF F']])(
    'or: %s',
    (line) => {
      const [operands = '', result] = line.split(' ')
      expect(formatLetter(together(1, read(operands)))).toBe(result)
    },
  )

  test.each(['T F', 'U U', 'F T'])('not: %s', (line) => {
    const [operand = '', result] = line.split(' ')
    expect(read(operand).map((truth) => formatLetter(negate(truth)))).toEqual([result])
  })

  test.each(['TTF T', 'TUT T', 'TUF U', 'UUF U', 'UUT U', 'TFF F', 'UFF F', 'FFF F'])(
    'two of three: %s',
    (line) => {
      const [operands = '', result] = line.split(' ')
      expect(formatLetter(together(2, read(operands)))).toBe(result)
    },
  )
})

describe('reasons', () => {
  test('are those of every open part, each once; a decided part gives none', () => {
    expect(together(3, [buildUnknown('missed'), TRUE, buildUnknown('not-asked', 'missed')])).toEqual({
      value: 'unknown',
      reasons: ['missed', 'not-asked'],
    })
    expect(together(2, [buildUnknown('missed'), FALSE])).toEqual({ value: false })
    expect(together(0, [FALSE])).toEqual({ value: true })
    expect(together(2, [TRUE])).toEqual({ value: false })
    expect(negate(buildUnknown('missed'))).toEqual({ value: 'unknown', reasons: ['missed'] })
  })
})
