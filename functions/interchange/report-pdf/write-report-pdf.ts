import type { ReportOutline } from '../../../web/reports/report-blocks.ts'
import { findReportsText } from '../../../web/text/reports-text.ts'
import { drawBlocks, drawHeading, drawList } from './pdf-blocks.ts'
import { drawArtifact, openFlow } from './pdf-flow.ts'
import {
  BOTTOM,
  closePaper,
  LINE,
  MARGIN,
  openPaper,
  type Paper,
  SOFT,
  TEXT_SIZE,
  WIDTH,
} from './pdf-paper.ts'
import { breakLines, drawText } from './pdf-text.ts'

/** Room for the number of the page, in the first line at its foot. */
const NUMBER_WIDTH = 120

/** A report as tagged PDF, to print and to hand on: the same bytes of the same report. */
export async function writeReportPdf(outline: ReportOutline): Promise<Buffer> {
  const { locale, title, asOf, blocks, about, foot } = outline
  const text = findReportsText(locale).document
  const paper = openPaper({ title, language: locale, subject: foot.join(' · '), asOf })
  const flow = openFlow(paper)
  drawHeading(flow, 1, title)
  drawBlocks(flow, locale, blocks)
  drawHeading(flow, 2, text.about)
  drawList(flow, about)
  flow.root.end()
  drawFeet(paper, foot, text.page)
  return closePaper(paper)
}

/** The beginning of a line that is too long: the title of a study may be. */
function cutLine(paper: Paper, line: string, width: number): string {
  const look = { width, size: TEXT_SIZE, weight: 'regular' } as const
  const [first = '', ...more] = breakLines(paper, line, look)
  return more.length === 0 ? first : `${first} …`
}

/** What the report is of, and the number of the page, at the foot of each. */
function drawFeet(
  paper: Paper,
  foot: readonly string[],
  formatPage: (page: number, of: number) => string,
): void {
  const { count } = paper.bufferedPageRange()
  for (let page = 0; page < count; page += 1) {
    paper.switchToPage(page)
    drawArtifact(
      paper,
      () => {
        const look = { size: TEXT_SIZE, color: SOFT }
        for (const [at, line] of foot.entries())
          drawText(paper, cutLine(paper, line, at === 0 ? WIDTH - NUMBER_WIDTH : WIDTH), {
            ...{ ...look, x: MARGIN, y: BOTTOM + 10 + (at + 1) * LINE },
          })
        drawText(paper, formatPage(page + 1, count), {
          ...look,
          ...{ x: MARGIN + WIDTH, y: BOTTOM + 10 + LINE, anchor: 'end' },
        })
      },
      'Pagination',
    )
  }
}
