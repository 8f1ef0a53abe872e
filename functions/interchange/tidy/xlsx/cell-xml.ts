import { neutraliseFormula } from '../../csv/formulas.ts'
import type { TidyRow, TidyType } from '../tidy-table.ts'

/** Places of the styles in `styles.xml`. */
export const STYLES = { plain: 0, header: 1, date: 2, quoted: 3, share: 4 } as const

/** As Excel counts: UTF-16 code units. */
const MAX_CELL_TEXT = 32_767
/** The day from which Excel’s calendar is right: it has a February 29 in 1900. */
const FIRST_RIGHT_DAY = '1900-03-01'
/** Excel’s day 0, from 1970-01-01 back. */
const EXCEL_EPOCH_DAYS = 25_569
const DAY_MILLISECONDS = 86_400_000

/**
 * One cell as SpreadsheetML. Text is an inline string, which no program runs as a formula; where it would be one once somebody
 * edits the cell, its style says that it is text. A date is a day number with the style of a date; one before 1900-03-01 is
 * text, and so is an instant, which keeps its milliseconds and its Z. A share, 0–1, is shown in percent. Empty is no cell.
 *
 * @param place such as `B7`
 */
export function formatCell(place: string, cell: TidyRow[number], type: TidyType | 'share'): string {
  if (cell === null || cell === undefined || cell === '') return ''
  if (typeof cell === 'number')
    return `<c r="${place}"${type === 'share' ? ` s="${STYLES.share}"` : ''}><v>${cell}</v></c>`
  if (type === 'date' && cell >= FIRST_RIGHT_DAY) {
    const day = Date.parse(cell) / DAY_MILLISECONDS + EXCEL_EPOCH_DAYS
    if (Number.isInteger(day)) return `<c r="${place}" s="${STYLES.date}"><v>${day}</v></c>`
  }
  return formatTextCell(place, cell, neutraliseFormula(cell) === cell ? STYLES.plain : STYLES.quoted)
}

export function formatTextCell(place: string, text: string, style: number): string {
  const styled = style === STYLES.plain ? '' : ` s="${style}"`
  const space = /^\s|\s$|[\n\t]/.test(text) ? ' xml:space="preserve"' : ''
  return `<c r="${place}"${styled} t="inlineStr"><is><t${space}>${escapeText(cutText(text))}</t></is></c>`
}

const MARKUP: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
// biome-ignore lint/suspicious/noControlCharactersInRegex: what XML cannot hold is what is looked for
const NOT_IN_XML = /[\u0000-\u0008\u000B-\u001F\uFFFE\uFFFF]|_(?=x[0-9A-Fa-f]{4}_)/g

/**
 * Text between tags or in an attribute. A character that XML cannot hold is written as `_x0001_` (ECMA-376, ST_Xstring), and
 * so is the underscore of a text that looks like one.
 */
export function escapeText(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(NOT_IN_XML, (one) => `_x${one.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`)
    .replaceAll(/[&<>"]/g, (one) => MARKUP[one] ?? one)
}

/** What a cell holds of it; the end is `…` where that is not all. */
function cutText(text: string): string {
  return text.length <= MAX_CELL_TEXT
    ? text
    : `${text.slice(0, MAX_CELL_TEXT - 1).replace(/[\uD800-\uDBFF]$/, '')}…`
}
