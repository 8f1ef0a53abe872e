import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import readXlsx from 'read-excel-file/node'
import { afterAll, describe, expect, test } from 'vitest'
import { writeReportPdf } from '../../functions/interchange/report-pdf/write-report-pdf.ts'
import { writeReportXlsx } from '../../functions/interchange/report-xlsx/write-report-xlsx.ts'
import { buildMonthlyStudyReport } from '../../web/reports/monthly-study-report.ts'
import type { ReportOutline } from '../../web/reports/report-blocks.ts'
import { buildWeeklySiteReport } from '../../web/reports/weekly-site-report.ts'
import { monthlyStudy } from '../support/monthly-study.ts'
import { hasPoppler, runPoppler } from '../support/report-text.ts'
import { reportAbout, weeklySite } from '../support/weekly-site.ts'

/*
 * Readers that are not ours read the files of a report: Poppler and qpdf the PDF, `read-excel-file` the workbook. What is not
 * there (`apt-get install poppler-utils qpdf`) is skipped and named.
 */
const hasQpdf = spawnSync('qpdf', ['--version']).status === 0
const note = (has: boolean, name: string) => (has ? '' : ` (skipped: no ${name})`)

const folder = mkdtempSync(join(tmpdir(), 'concord-report-'))
afterAll(() => rmSync(folder, { recursive: true }))

const about = { ...reportAbout, studyTitle: 'Pain & <sleep> in Łódź' }
const met = Array.from({ length: 700 }, (_, at) => `harbor-${10_000 + at}`)
const long = { ...weeklySite, responders: { ...weeklySite.responders, met } } as typeof weeklySite
const REPORTS: readonly (readonly [string, ReportOutline])[] = ['en', 'es'].flatMap((locale) => [
  [`weekly, ${locale}`, buildWeeklySiteReport(locale, about, [weeklySite])] as const,
  [`long, ${locale}`, buildWeeklySiteReport(locale, about, [long, weeklySite])] as const,
  [`monthly, ${locale}`, buildMonthlyStudyReport(locale, about, monthlyStudy)] as const,
])

/** Every word of a report that its reader is to find, in their order. */
function listWords({ title, blocks, about: lines }: ReportOutline): readonly string[] {
  const words = blocks.flatMap((block) => {
    if (block.kind === 'plot') return [block.seen]
    if (block.kind === 'list') return block.items
    if (block.kind === 'table') return block.columns.map((column) => column.title)
    return block.kind === 'link' ? [] : [block.text]
  })
  return [title, ...words, ...lines]
}

/** Without spaces, which a break of a line may put anywhere. */
const squeeze = (text: string) => text.replaceAll(/\s/g, '')

describe.skipIf(!hasPoppler)(`Poppler finds in a PDF${note(hasPoppler, 'pdftotext')}`, () => {
  test.each(REPORTS)('every word, in its order: %s', async (_, outline) => {
    const read = squeeze(runPoppler('pdfinfo', ['-struct-text', '-'], await writeReportPdf(outline)))
    let from = 0
    for (const words of listWords(outline).map(squeeze)) {
      const at = read.indexOf(words.slice(0, 60), from)
      expect(at, words).toBeGreaterThanOrEqual(from)
      from = at
    }
  })

  test.each(REPORTS)('its language, its title, and that it is tagged: %s', async (_, outline) => {
    const bytes = await writeReportPdf(outline)
    const info = runPoppler('pdfinfo', ['-'], bytes)
    expect(info).toMatch(/Tagged: +yes/)
    expect(info).toContain(outline.title)
    expect(info).toMatch(/CreationDate: +Sun Mar {2}8 07:00:00 2026/)
    expect(bytes.toString('latin1')).toContain(`/Lang (${outline.locale})`)
    expect(bytes.toString('latin1')).toContain('/DisplayDocTitle true')
  })

  test.each(REPORTS)('tables with heads of columns and rows, and figures: %s', async (_, outline) => {
    const bytes = await writeReportPdf(outline)
    const structure = runPoppler('pdfinfo', ['-struct', '-'], bytes)
    const count = (pattern: RegExp) => structure.match(pattern)?.length ?? 0
    const tables = outline.blocks.filter((block) => block.kind === 'table')
    expect(count(/^ *Table/gm)).toBe(tables.length)
    expect(count(/^ *TR/gm)).toBe(tables.reduce((sum, { rows }) => sum + rows.length + 1, 0))
    expect(count(/Scope \/Column/g)).toBe(tables.reduce((sum, { columns }) => sum + columns.length, 0))
    expect(count(/Scope \/Row/g)).toBe(tables.reduce((sum, { rows }) => sum + rows.length, 0))
    const plots = outline.blocks.filter((block) => block.kind === 'plot')
    expect(count(/^ *Figure/gm)).toBe(plots.length)
    expect(bytes.toString('latin1').match(/\/Alt /g)?.length ?? 0).toBe(plots.length)
  })

  test.each(REPORTS)('at the foot of each page what it is of, and its number: %s', async (_, outline) => {
    const pages = runPoppler('pdftotext', ['-layout', '-', '-'], await writeReportPdf(outline))
      .split('\f')
      .slice(0, -1)
    for (const [at, page] of pages.entries()) {
      expect(squeeze(page)).toContain(squeeze(outline.foot.at(-1) ?? ''))
      expect(page).toMatch(new RegExp(`(Page|Página) ${at + 1} (of|de) ${pages.length}`))
    }
  })

  test('no letter smaller than 11 points, and no color', async () => {
    for (const [, outline] of REPORTS) {
      const content = (await writeReportPdf(outline)).toString('latin1')
      const sizes = [...content.matchAll(/\/F\d+ ([\d.]+) Tf/g)].map(([, size]) => Number(size))
      expect(Math.min(...sizes)).toBeGreaterThanOrEqual(11)
      for (const [, red, green, blue] of content.matchAll(/([\d.]+) ([\d.]+) ([\d.]+) (?:scn|SCN)\b/g))
        expect([green, blue]).toEqual([red, red])
    }
  })
})

test.skipIf(!hasQpdf).each(REPORTS)(
  `qpdf finds no fault in a PDF${note(hasQpdf, 'qpdf')}: %s`,
  async (_, outline) => {
    const path = join(folder, 'report.pdf')
    writeFileSync(path, await writeReportPdf(outline))
    const { status, stdout } = spawnSync('qpdf', ['--check', path], { encoding: 'utf8' })
    expect(stdout).toContain('No syntax or stream encoding errors found')
    expect(status).toBe(0)
  },
)

describe.each(REPORTS)('a workbook of a report (%s)', (_, outline) => {
  test('has a sheet for each table, numbers as numbers, and none that is hidden', async () => {
    const bytes = writeReportXlsx(outline)
    const [words, ...sheets] = await readXlsx(bytes)
    const tables = outline.blocks.filter((block) => block.kind === 'table')
    expect(sheets).toHaveLength(tables.length)
    for (const [at, { columns, rows }] of tables.entries()) {
      const [head, ...body] = sheets[at]?.data ?? []
      expect(head).toEqual(columns.map(({ title }) => title))
      expect(body).toHaveLength(rows.length)
      const numbers = rows.flatMap((row) =>
        row.flatMap((cell) => (typeof cell === 'object' && 'value' in cell ? [cell.value] : [])),
      )
      expect(body.flat().filter((cell) => typeof cell === 'number')).toEqual(numbers)
    }
    const lines = (words?.data ?? []).flat()
    for (const line of outline.about) expect(lines).toContain(line)
  })
})
