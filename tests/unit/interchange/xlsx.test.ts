import { describe, expect, test } from 'vitest'
import { formatCell } from '../../../functions/interchange/tidy/xlsx/cell-xml.ts'
import { createSheet, formatColumn } from '../../../functions/interchange/tidy/xlsx/sheet.ts'
import { chooseSheetName, createXlsxExport } from '../../../functions/interchange/tidy/xlsx/xlsx-export.ts'
import { buildTidySetting, drawTidyPeople } from '../../support/tidy-people.ts'

describe('a workbook whose table has more rows than a sheet', () => {
  const write = (maxRows: number) => {
    const setting = buildTidySetting()
    const people = drawTidyPeople(setting, { count: 20, battery: ['peg@1.0.0'] })
    return createXlsxExport(maxRows)(setting, people, () => undefined)
  }

  test('is refused, and the problem says which format to take', async () => {
    await expect(write(60)).rejects.toMatchObject({
      problem: { code: 'sheet-full', status: 422, detail: expect.stringContaining('parquet or csv') },
    })
  })

  test('is refused with the first row that does not fit', () => {
    const sheet = createSheet([{ name: 'a', type: 'integer' }], () => undefined, 3)
    sheet.add([1])
    sheet.add([2])
    expect(() => sheet.add([3])).toThrow(expect.objectContaining({ name: 'ProblemError' }))
  })
})

describe('a cell', () => {
  test.each([
    ['=1+1', 'string', '<c r="A1" s="3" t="inlineStr"><is><t>=1+1</t></is></c>'],
    ['@SUM(A1)', 'string', '<c r="A1" s="3" t="inlineStr"><is><t>@SUM(A1)</t></is></c>'],
    ['-5', 'string', '<c r="A1" t="inlineStr"><is><t>-5</t></is></c>'],
    [-5, 'number', '<c r="A1"><v>-5</v></c>'],
    [1e-7, 'number', '<c r="A1"><v>1e-7</v></c>'],
    [' a', 'string', '<c r="A1" t="inlineStr"><is><t xml:space="preserve"> a</t></is></c>'],
    ['<&>', 'string', '<c r="A1" t="inlineStr"><is><t>&lt;&amp;&gt;</t></is></c>'],
    [
      'a\u0000\r',
      'string',
      '<c r="A1" t="inlineStr"><is><t xml:space="preserve">a_x0000__x000D_</t></is></c>',
    ],
    ['_x0041_', 'string', '<c r="A1" t="inlineStr"><is><t>_x005F_x0041_</t></is></c>'],
    ['\uD800', 'string', '<c r="A1" t="inlineStr"><is><t>\uFFFD</t></is></c>'],
    // ECMA-376, part 1, 18.17.4.1: serial 61 is March 1, 1900.
    ['1900-03-01', 'date', '<c r="A1" s="2"><v>61</v></c>'],
    ['1900-02-28', 'date', '<c r="A1" t="inlineStr"><is><t>1900-02-28</t></is></c>'],
    [
      '2026-03-02T15:00:00.000Z',
      'datetime',
      '<c r="A1" t="inlineStr"><is><t>2026-03-02T15:00:00.000Z</t></is></c>',
    ],
    [null, 'string', ''],
  ] as const)('of %j is written as it is: %s', (cell, type, xml) => {
    expect(formatCell('A1', cell, type)).toBe(xml)
  })

  test('holds 32,767 characters, and never half of one', () => {
    const read = (text: string) => /<t>(.*)<\/t>/su.exec(formatCell('A1', text, 'string'))?.[1] ?? ''
    expect(read('x'.repeat(32_767))).toHaveLength(32_767)
    expect(read('x'.repeat(32_768))).toBe(`${'x'.repeat(32_766)}…`)
    expect(read(`${'x'.repeat(32_765)}🦋🦋`)).toBe(`${'x'.repeat(32_765)}…`)
  })
})

test('columns are counted as a spreadsheet counts them', () => {
  expect([0, 25, 26, 701, 702, 16_383].map(formatColumn)).toEqual(['A', 'Z', 'AA', 'ZZ', 'AAA', 'XFD'])
})

test('names of sheets have 31 characters at most, and are unlike each other', () => {
  const [first, second] = [
    'items_a_questionnaire_with_a_long_name_v1_0_0',
    'items_a_questionnaire_with_a_long_name_v2_0_0',
  ]
  const name = chooseSheetName(first, new Set())
  expect([name, chooseSheetName(second, new Set([name]))]).toEqual([
    ...['items_a_questionnaire_with_a_lo', 'items_a_questionnaire_with_a__2'],
  ])
})
