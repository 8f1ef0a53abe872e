import type { Child } from 'hono/jsx'
import type { TableColumn } from '../console/data-table.tsx'

/*
 * What a report says, block by block, before it is a page, a PDF or a workbook: each of these shows all of them, so that no
 * format says more or less than another.
 */

/** One cell of a table. Numbers stay numbers, so that a workbook can compute with them. */
export type ReportCell =
  | string
  | { readonly kind: 'count'; readonly value: number }
  /** 0–1, shown in percent. */
  | { readonly kind: 'share'; readonly value: number }
  | { readonly kind: 'none' }
  | { readonly kind: 'links'; readonly links: readonly ReportLink[] }

/** @param path on the console’s own host */
export type ReportLink = { readonly text: string; readonly path: string }

export type ReportTable = {
  readonly kind: 'table'
  /** Unlike that of every other table of the report. */
  readonly label: string
  readonly columns: readonly TableColumn[]
  /** The first cell heads its row. A row may have one cell that stands for all that are left. */
  readonly rows: readonly (readonly ReportCell[])[]
}

export type ReportBlock =
  | { readonly kind: 'heading'; readonly level: 2 | 3 | 4; readonly text: string }
  | { readonly kind: 'text'; readonly tone: ReportTone; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | ({ readonly kind: 'link' } & ReportLink)
  | ReportTable
  | ReportPlot

/** `soft` explains, `alarm` asks for something to be done. */
export type ReportTone = 'plain' | 'soft' | 'note' | 'alarm'

export type ReportPlot = {
  readonly kind: 'plot'
  /** What is seen, in one sentence. */
  readonly seen: string
  /** A chart whose words tell all that it shows. It is of the numbers of the table beside it. */
  readonly drawing: Child
}

/** A whole report, in one language. */
export type ReportOutline = {
  readonly locale: string
  readonly title: string
  /** ISO instant of which the data are. */
  readonly asOf: string
  readonly blocks: readonly ReportBlock[]
  /** What it was made of, a line each: at its end. */
  readonly about: readonly string[]
  /** The same in short, for the foot of each page. */
  readonly foot: readonly string[]
}

export function buildHeading(level: 2 | 3 | 4, text: string): ReportBlock {
  return { kind: 'heading', level, text }
}

export function buildText(text: string, tone: ReportTone = 'plain'): ReportBlock {
  return { kind: 'text', tone, text }
}

/** A cell with a number of people or things. */
export function buildCount(value: number): ReportCell {
  return { kind: 'count', value }
}

/** A cell with a share, or a dash where there is none. */
export function buildShare(rate: number | null | undefined): ReportCell {
  return rate === null || rate === undefined ? { kind: 'none' } : { kind: 'share', value: rate }
}

/** The titles of columns of numbers. */
export function buildNumberColumns(titles: readonly string[]): readonly TableColumn[] {
  return titles.map((title) => ({ title, isNumber: true }))
}
