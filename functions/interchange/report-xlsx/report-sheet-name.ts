/** The longest name of a sheet. */
const MAX_NAME = 31

/**
 * The name of a sheet after its table: without the characters that Excel does not take, cut where it is too long, and with a
 * number where another has that name. Excel does not tell capitals apart.
 */
export function chooseReportSheetName(label: string, taken: readonly string[]): string {
  const plain = label
    .replaceAll(/[[\]:*?/\\]/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/^[' ]+|[' ]+$/g, '')
  const others = new Set(taken.map((name) => name.toLowerCase()))
  for (let number = 1; ; number += 1) {
    const end = number === 1 ? '' : ` ${number}`
    const name = plain.slice(0, MAX_NAME - end.length).trimEnd() + end
    if (!others.has(name.toLowerCase())) return name
  }
}
