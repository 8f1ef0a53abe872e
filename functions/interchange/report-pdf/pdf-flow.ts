import { BOTTOM, LINE, MARGIN, type Paper } from './pdf-paper.ts'
import { createElement, type Structure } from './pdf-structure.ts'

/** Where the next line goes, and what it is within. */
export type Flow = {
  readonly paper: Paper
  readonly root: Structure
  /** Top of what comes next, points from the top of the page. */
  y: number
}

export function openFlow(paper: Paper): Flow {
  const root = createElement(paper, 'Document')
  paper.addStructure(root)
  return { paper, root, y: MARGIN }
}

/** Begins a page where there is no room for so much. @returns whether it did */
export function makeRoom(flow: Flow, height: number): boolean {
  if (flow.y + height <= BOTTOM || flow.y <= MARGIN) return false
  flow.paper.addPage()
  flow.y = MARGIN
  return true
}

/** Draws what is read as part of an element; one that goes on on another page has several. */
export function drawWithin(paper: Paper, element: Structure, tag: string, draw: () => void): void {
  const content = paper.markStructureContent(tag)
  draw()
  paper.endMarkedContent()
  element.add(content)
}

/** Draws what is not read: lines, shades, and the foot of the page. */
export function drawArtifact(paper: Paper, draw: () => void, type: 'Layout' | 'Pagination' = 'Layout'): void {
  paper.markContent('Artifact', { type })
  draw()
  paper.endMarkedContent()
}

/** How many lines have room on the page. */
export function countLines(flow: Flow, padding: number): number {
  return Math.floor((BOTTOM - flow.y - padding) / LINE)
}
