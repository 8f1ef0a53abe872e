/** Order of two texts by their UTF-16 code units: the same everywhere, whatever the language. */
export function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
