/** Words of a name by which somebody is found: no name has more that matter. */
const MAX_WORDS = 8

/**
 * The words of a name as they are compared: without capitals, accents, characters without width and what stands between words.
 * In the order of the name.
 */
export function splitName(name: string): string[] {
  return name
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
}

/** Each word of a name once. */
export function listNameWords(name: string): readonly string[] {
  return [...new Set(splitName(name))]
}

/** Those by which somebody is found. */
export function listIndexedWords(name: string | undefined): readonly string[] {
  return name === undefined ? [] : listNameWords(name).slice(0, MAX_WORDS)
}

/** Whether each word that is looked for begins a word of the name. */
export function hasNameWords(name: string, wanted: readonly string[]): boolean {
  const words = listNameWords(name)
  return wanted.every((begin) => words.some((word) => word.startsWith(begin)))
}
