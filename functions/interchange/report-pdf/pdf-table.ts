import type { ReportTable } from '../../../web/reports/report-blocks.ts'
import { formatCell } from '../../../web/reports/report-cells.ts'
import { countLines, drawArtifact, drawWithin, type Flow, makeRoom } from './pdf-flow.ts'
import { HAIR, INK, LINE, MARGIN, type Paper, TEXT_SIZE, WIDTH } from './pdf-paper.ts'
import { createElement, type Structure } from './pdf-structure.ts'
import { breakLines, drawText, type Weight } from './pdf-text.ts'
import { fitColumns } from './table-columns.ts'

/** To the left and right of a cell’s text, and above and below it. */
const [ACROSS, DOWN] = [5, 3]

/** A cell as it is set: its place, and its text in lines. */
type SetCell = {
  readonly x: number
  readonly width: number
  readonly isNumber: boolean
  readonly weight: Weight
  readonly lines: readonly string[]
}

/** A table as wide as the page. Its head is drawn again on each page that it goes on to, and read once. */
export function drawTable(flow: Flow, locale: string, { label, columns, rows }: ReportTable): void {
  const { paper } = flow
  const texts = rows.map((row) => row.map((cell) => formatCell(locale, cell)))
  const titles = columns.map(({ title }) => title)
  const widths = fitColumns(
    columns.map((_, at) =>
      measureColumn(
        paper,
        titles[at] ?? '',
        texts.map((row) => row[at] ?? ''),
        at,
      ),
    ),
    WIDTH,
  )
  const lefts = widths.map((_, at) => MARGIN + widths.slice(0, at).reduce((sum, width) => sum + width, 0))
  const setRow = (cells: readonly string[], head: boolean): readonly SetCell[] =>
    cells.map((text, at) => {
      // A cell may stand for all that are left.
      const isLast = at === cells.length - 1
      const width = isLast ? MARGIN + WIDTH - (lefts[at] ?? 0) : (widths[at] ?? 0)
      const weight = head || at === 0 ? 'bold' : 'regular'
      return {
        ...{ x: lefts[at] ?? MARGIN, width, weight },
        isNumber: columns[at]?.isNumber === true && cells.length === columns.length,
        lines: breakLines(paper, text, { width: width - 2 * ACROSS, size: TEXT_SIZE, weight }),
      }
    })
  const head = setRow(titles, true)
  const table = createElement(paper, 'Table', { title: label })
  const first = Math.min(3, longest(setRow(texts[0] ?? [], false)))
  makeRoom(flow, 2 * DOWN + longest(head) * LINE + 2 * DOWN + first * LINE)
  table.add(createElement(paper, 'THead', {}, [drawWhole(flow, head)]))
  const body = createElement(paper, 'TBody')
  const beginPage = () => {
    paper.addPage()
    flow.y = MARGIN
    drawArtifact(paper, () => drawSlice(flow, head, 0, longest(head)))
  }
  for (const row of texts) body.add(drawBroken(flow, setRow(row, false), beginPage))
  body.end()
  table.add(body)
  table.end()
  flow.root.add(table)
  flow.y += 8
}

/** A row that may go on on the next page, line by line. */
function drawBroken(flow: Flow, cells: readonly SetCell[], beginPage: () => void) {
  const { paper } = flow
  const row = createElement(paper, 'TR')
  const elements = cells.map((_, at) =>
    at === 0 ? createElement(paper, 'TH', { scope: 'Row' }) : createElement(paper, 'TD'),
  )
  const lines = longest(cells)
  for (let from = 0; from < lines; ) {
    const room = countLines(flow, 2 * DOWN)
    if (room < Math.min(lines - from, 3)) {
      beginPage()
      continue
    }
    const until = Math.min(lines, from + room)
    drawSlice(flow, cells, from, until, elements)
    from = until
  }
  for (const element of elements) {
    element.end()
    row.add(element)
  }
  row.end()
  return row
}

function drawWhole(flow: Flow, cells: readonly SetCell[]) {
  const { paper } = flow
  const elements = cells.map(() => createElement(paper, 'TH', { scope: 'Column' }))
  drawSlice(flow, cells, 0, longest(cells), elements)
  for (const element of elements) element.end()
  return createElement(paper, 'TR', {}, elements)
}

/** Some lines of each cell of a row, and the line below them. @param elements none where it is not read */
function drawSlice(
  flow: Flow,
  cells: readonly SetCell[],
  from: number,
  until: number,
  elements?: readonly Structure[],
): void {
  const { paper } = flow
  for (const [at, { x, width, isNumber, weight, lines }] of cells.entries()) {
    const element = elements?.[at]
    const draw = () => {
      for (const [row, line] of lines.slice(from, until).entries())
        drawText(paper, isNumber ? line : `${line} `, {
          ...{ size: TEXT_SIZE, weight, color: INK },
          ...(isNumber ? { x: x + width - ACROSS, anchor: 'end' as const } : { x: x + ACROSS }),
          y: flow.y + DOWN + TEXT_SIZE + row * LINE,
        })
    }
    if (element) drawWithin(paper, element, at === 0 ? 'TH' : 'TD', draw)
    else draw()
  }
  flow.y += 2 * DOWN + (until - from) * LINE
  const drawRule = () =>
    paper
      .moveTo(MARGIN, flow.y)
      .lineTo(MARGIN + WIDTH, flow.y)
      .lineWidth(0.75)
      .stroke(HAIR)
  if (elements) drawArtifact(paper, drawRule)
  else drawRule()
}

function longest(cells: readonly SetCell[]): number {
  return Math.max(1, ...cells.map(({ lines }) => lines.length))
}

/** The width that a column wants, and the least that breaks no word of it. */
function measureColumn(paper: Paper, title: string, texts: readonly string[], at: number) {
  const measure = (all: readonly string[], weight: Weight) => {
    paper.font(weight).fontSize(TEXT_SIZE)
    return Math.max(0, ...all.map((text) => paper.widthOfString(text)))
  }
  const weight = at === 0 ? 'bold' : 'regular'
  const words = (text: string) => text.split(/[ \n]+/)
  return {
    least: Math.max(measure(words(title), 'bold'), measure(texts.flatMap(words), weight)) + 2 * ACROSS + 1,
    wanted: Math.max(measure([title], 'bold'), measure(texts, weight)) + 2 * ACROSS + 1,
  }
}
