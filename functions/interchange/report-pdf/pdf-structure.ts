import type { Paper } from './pdf-paper.ts'

export type Structure = PDFKit.PDFStructureElement

export type StructureOptions = {
  readonly title?: string
  /** What it shows, for those who do not see it. */
  readonly alt?: string
  /** Left, top, right and bottom on its page. */
  readonly bbox?: [number, number, number, number]
  /** What a head of a table is the head of. */
  readonly scope?: 'Row' | 'Column'
}

/** An element of what is read. Of one with children nothing more is added. */
export function createElement(
  paper: Paper,
  type: string,
  options: StructureOptions = {},
  children?: readonly Structure[],
): Structure {
  const element = paper.struct(type, options)
  for (const child of children ?? []) element.add(child)
  if (children) element.end()
  return element
}
