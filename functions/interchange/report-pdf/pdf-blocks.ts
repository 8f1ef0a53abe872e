import type { ReportBlock, ReportTone } from '../../../web/reports/report-blocks.ts'
import { drawChart, measureChart } from './pdf-chart.ts'
import { drawWithin, type Flow, makeRoom } from './pdf-flow.ts'
import { INK, LINE, MARGIN, SOFT, TEXT_SIZE, WIDTH } from './pdf-paper.ts'
import { createElement, type Structure } from './pdf-structure.ts'
import { drawTable } from './pdf-table.ts'
import { breakLines, drawText, type Weight } from './pdf-text.ts'

const HEADINGS = {
  1: { size: 20, before: 0 },
  2: { size: 15, before: 14 },
  3: { size: 13, before: 10 },
  4: { size: 12, before: 8 },
} as const

/** A table begins with its head and two rows at least. */
const TABLE_BEGIN = 5 * LINE

/** Draws blocks one below the other. A heading stays with what it is of, and a plot with its sentence. */
export function drawBlocks(flow: Flow, locale: string, blocks: readonly ReportBlock[]): void {
  for (const [at, block] of blocks.entries()) {
    if (block.kind === 'heading')
      drawHeading(flow, block.level, block.text, measureBegin(blocks.slice(at + 1)))
    else drawBlock(flow, locale, block)
  }
}

/** Height of what stands below a heading until something of it is seen. */
function measureBegin([next, ...rest]: readonly ReportBlock[]): number {
  switch (next?.kind) {
    case 'plot':
      return LINE + measureChart(String(next.drawing))
    case 'table':
      return TABLE_BEGIN
    case 'text':
      return LINE + 4 + measureBegin(rest)
    case 'heading':
      return 2 * LINE + measureBegin(rest)
    default:
      return LINE
  }
}

function drawBlock(flow: Flow, locale: string, block: Exclude<ReportBlock, { kind: 'heading' }>): void {
  switch (block.kind) {
    case 'text':
      drawParagraph(flow, block.text, block.tone)
      break
    case 'list':
      drawList(flow, block.items)
      break
    case 'link':
      // It leads to a page of the console, which paper cannot.
      break
    case 'plot':
      makeRoom(flow, LINE + measureChart(String(block.drawing)))
      drawParagraph(flow, block.seen, 'plain')
      drawChart(flow, String(block.drawing))
      break
    case 'table':
      drawTable(flow, locale, block)
      break
  }
}

/** @param below height that is to be on the same page */
export function drawHeading(flow: Flow, level: keyof typeof HEADINGS, text: string, below = 4 * LINE): void {
  const { size, before } = HEADINGS[level]
  const lines = breakLines(flow.paper, text, { width: WIDTH, size, weight: 'bold' })
  if (!makeRoom(flow, before + lines.length * size * 1.3 + below)) flow.y += before
  const element = createElement(flow.paper, `H${level}`)
  drawLines(flow, element, `H${level}`, lines, { size, height: size * 1.3, weight: 'bold', color: INK })
  flow.root.add(element)
  flow.y += 3
}

/** What asks for something to be done is bold, so that it is seen in grey too. */
export function drawParagraph(flow: Flow, text: string, tone: ReportTone): void {
  const weight = tone === 'alarm' ? 'bold' : 'regular'
  const lines = breakLines(flow.paper, text, { width: WIDTH, size: TEXT_SIZE, weight })
  const element = createElement(flow.paper, 'P')
  drawLines(flow, element, 'P', lines, { weight, color: tone === 'soft' ? SOFT : INK })
  flow.root.add(element)
  flow.y += 4
}

export function drawList(flow: Flow, items: readonly string[]): void {
  const { paper } = flow
  const list = createElement(paper, 'L')
  for (const item of items) {
    const lines = breakLines(paper, item, { width: WIDTH - 14, size: TEXT_SIZE, weight: 'regular' })
    makeRoom(flow, LINE)
    const label = createElement(paper, 'Lbl')
    const body = createElement(paper, 'LBody')
    const y = flow.y + TEXT_SIZE
    drawWithin(paper, label, 'Lbl', () =>
      drawText(paper, '•', { x: MARGIN, y, size: TEXT_SIZE, color: SOFT }),
    )
    drawLines(flow, body, 'LBody', lines, { x: MARGIN + 14 })
    list.add(createElement(paper, 'LI', {}, [label, body]))
  }
  flow.root.add(list)
  flow.y += 4
}

function drawLines(
  flow: Flow,
  element: Structure,
  tag: string,
  lines: readonly string[],
  look: {
    readonly x?: number
    readonly size?: number
    readonly height?: number
    readonly weight?: Weight
    readonly color?: string
  },
): void {
  const { x = MARGIN, size = TEXT_SIZE, height = LINE, weight = 'regular', color = INK } = look
  for (const line of lines) {
    makeRoom(flow, height)
    drawWithin(flow.paper, element, tag, () =>
      // A space parts it from the next line, for those who hear it or copy it.
      drawText(flow.paper, `${line} `, { x, y: flow.y + size, size, weight, color }),
    )
    flow.y += height
  }
}
