import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { readSvg } from '../../../functions/interchange/report-pdf/chart-svg.ts'
import { fitColumns } from '../../../functions/interchange/report-pdf/table-columns.ts'
import { writeReportPdf } from '../../../functions/interchange/report-pdf/write-report-pdf.ts'
import { chooseReportSheetName } from '../../../functions/interchange/report-xlsx/report-sheet-name.ts'
import { writeReportXlsx } from '../../../functions/interchange/report-xlsx/write-report-xlsx.ts'
import { buildMonthlyStudyReport } from '../../../web/reports/monthly-study-report.ts'
import { monthlyStudy } from '../../support/monthly-study.ts'
import { reportAbout } from '../../support/weekly-site.ts'

const report = buildMonthlyStudyReport('en', reportAbout, monthlyStudy)

describe('a file of a report', () => {
  test('has the same bytes when it is made again', async () => {
    expect((await writeReportPdf(report)).equals(await writeReportPdf(report))).toBe(true)
    expect(writeReportXlsx(report).equals(writeReportXlsx(report))).toBe(true)
  })

  test('has another identity of other data', async () => {
    const readId = (pdf: Buffer) => /\/ID \[<(\w+)>/.exec(pdf.toString('latin1'))?.[1]
    const other = buildMonthlyStudyReport('en', { ...reportAbout, dataSha256: '1'.repeat(64) }, monthlyStudy)
    expect(readId(await writeReportPdf(report))).toMatch(/^\w{32}$/)
    expect(readId(await writeReportPdf(other))).not.toBe(readId(await writeReportPdf(report)))
  })

  test('runs no text as a formula, whatever a clinic is called', () => {
    const month = { ...monthlyStudy, siteNames: { harbor: '=HYPERLINK("https://example.com")', mesa: '+1' } }
    const parts = Object.values(unzipSync(writeReportXlsx(buildMonthlyStudyReport('en', reportAbout, month))))
    const text = parts.map((part) => strFromU8(part)).join('')
    expect(text).toContain('t="inlineStr"><is><t>=HYPERLINK')
    expect(text).not.toContain('<f>')
  })
})

test('a chart without a layout for paper is a fault, and nothing is left out quietly', () => {
  expect(() => readSvg('<div><svg class="chart narrow" height="5"></svg></div>')).toThrow('no wide layout')
})

describe('columns of a table', () => {
  test('are narrowed alike where not even their longest words fit', () => {
    expect(
      fitColumns(
        [
          { least: 30, wanted: 40 },
          { least: 90, wanted: 100 },
        ],
        60,
      ),
    ).toEqual([15, 45])
  })

  test('have their longest word, and the rest goes where more is wanted', () => {
    expect(
      fitColumns(
        [
          { least: 10, wanted: 10 },
          { least: 20, wanted: 60 },
          { least: 20, wanted: 100 },
        ],
        80,
      ),
    ).toEqual([10, 30, 40])
  })
})

describe('the name of a sheet', () => {
  test('is cut, and has none of the characters that Excel does not take', () => {
    expect(chooseReportSheetName("'Who met: [a/b]?' and a very long rest of it", [])).toBe(
      "Who met a b ' and a very long r",
    )
  })

  test('is one that no other has, in whatever letters', () => {
    const taken = ['Needs you now', 'NEEDS YOU NOW 2']
    expect(chooseReportSheetName('needs you now', taken)).toBe('needs you now 3')
  })
})
