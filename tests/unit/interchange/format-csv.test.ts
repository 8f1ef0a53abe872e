import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatCsv } from '../../../functions/interchange/csv/format-csv.ts'
import { neutraliseFormula, restoreFormula } from '../../../functions/interchange/csv/formulas.ts'

describe('a cell', () => {
  test.each([
    ['a lone LF', 'a\nb', '"a\nb"'],
    ['a lone CR', 'a\rb', '"a\rb"'],
    ['CRLF', 'a\r\nb', '"a\r\nb"'],
    ['a comma', 'a,b', '"a,b"'],
    ['a quotation mark', 'a"b', '"a""b"'],
    ['none of them', 'a b', 'a b'],
  ])('with %s is quoted as RFC 4180 says', (_, text, cell) => {
    expect(formatCsv(['only'], [{ only: text }])).toBe(`only\r\n${cell}\r\n`)
  })

  test('that is absent is empty, and 0 is not', () => {
    expect(formatCsv(['a', 'b', 'c', 'd'], [{ a: null, c: 0, d: '' }])).toBe('a,b,c,d\r\n,,0,\r\n')
  })
})

describe('a formula', () => {
  test.each(['=1+1', '+1', '-1+1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', ' =1', '＝1', "'=1", "'' =1"])(
    'takes one apostrophe in front: %j',
    (text) => {
      expect(neutraliseFormula(text)).toBe(`'${text}`)
      expect(restoreFormula(`'${text}`)).toBe(text)
    },
  )

  test.each(['-5', '-0.5', '5', '', "o'clock", "'quoted'", 'a=b', 'so-so'])(
    'is not %j, which stays',
    (text) => {
      expect(neutraliseFormula(text)).toBe(text)
      expect(restoreFormula(text)).toBe(text)
    },
  )

  test('and every other text come back as they were written, from a file too', () => {
    const text = fc.string({
      unit: fc.constantFrom("'", '=', '+', '-', '5', ' ', '\t', '\n', '\r', '"', ',', 'x'),
    })
    fc.assert(
      fc.property(text, (written) => {
        const [row] = parse(formatCsv(['only', 'end'], [{ only: written, end: 'x' }]), {
          columns: true,
          record_delimiter: '\r\n',
        }) as { only: string }[]
        expect(restoreFormula(row?.only ?? '')).toBe(written)
      }),
      { numRuns: 2000 },
    )
  })
})
