/**
 * Text that a spreadsheet would run as a formula, in a form that it shows as text, and back again. A cell that begins
 * with one of the characters of OWASP's list (https://owasp.org/www-community/attacks/CSV_Injection) takes an
 * apostrophe in front. So that nothing is lost, the same text behind apostrophes or space takes one too: `=x` becomes
 * `'=x`, and `'=x` becomes `''=x`. A plain number, such as -5, is no formula and stays.
 */

const FORMULA = /^(?:['\s]*[=+\-@＝＋－＠]|'*[\t\r\n])/
const PLAIN_NUMBER = /^-?\d+(?:\.\d+)?$/

/** @example neutraliseFormula('=1+1') // "'=1+1" */
export function neutraliseFormula(text: string): string {
  return FORMULA.test(text) && !PLAIN_NUMBER.test(text) ? `'${text}` : text
}

/** The text that `neutraliseFormula` was given. */
export function restoreFormula(cell: string): string {
  return cell.startsWith("'") && FORMULA.test(cell) ? cell.slice(1) : cell
}
