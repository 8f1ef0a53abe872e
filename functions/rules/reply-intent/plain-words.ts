/** Small letters of other scripts that look like Latin ones: Cyrillic, then Greek. */
const LOOK_ALIKES = new Map(
  (
    [
      ['а', 'a'],
      ['е', 'e'],
      ['ѕ', 's'],
      ['і', 'i'],
      ['о', 'o'],
      ['р', 'p'],
      ['с', 'c'],
      ['у', 'y'],
      ['х', 'x'],
      ['т', 't'],
      ['м', 'm'],
      ['к', 'k'],
      ['в', 'b'],
      ['н', 'n'],
      ['α', 'a'],
      ['ε', 'e'],
      ['ι', 'i'],
      ['ο', 'o'],
      ['ρ', 'p'],
      ['τ', 't'],
    ] as const
  ).map(([from, to]) => [from, to] as [string, string]),
)

/** What these say is what the word says. */
const STOP_SIGNS = /[🛑⛔🚫]/gu

/** “Wrong #”, and not “#7”. */
const NUMBER_SIGN = /(?<![\p{L}\p{N}])#(?![\p{L}\p{N}])/gu

/**
 * Lower case, without accents, apostrophes and invisible characters; a stop sign is the word, and so is a number sign that stands alone; anything else between words
 * becomes one space; a word that is said several times on end is said once, and so is a letter that is drawn out; a word
 * spelt letter by letter is a word.
 */
export function normalizeWords(body: string): string {
  const words = body
    .replace(STOP_SIGNS, ' stop ')
    .replace(NUMBER_SIGN, ' number ')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\p{Script=Cyrillic}\p{Script=Greek}]/gu, (letter) => LOOK_ALIKES.get(letter) ?? letter)
    .normalize('NFD')
    .replace(/[\p{M}\p{Cf}'’‘`´]/gu, '')
    .replace(/(\p{L})\1{2,}/gu, '$1')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .split(' ')
  if (words.length > 2 && words.every((word) => /^\p{L}$/u.test(word))) return words.join('')
  return words.filter((word, at) => word !== words[at - 1] || /^\d+$/.test(word)).join(' ')
}

/** The sentences of a message, and the parts between commas, dashes and brackets: each may mean something of its own. */
export function splitClauses(
  body: string,
): readonly { readonly phrase: string; readonly isQuestion: boolean }[] {
  // A word spelt with points, S.T.O.P, is no sentence at each.
  const joined = body.replace(/\b(?:\p{L}[.\-*]){2,}\p{L}\b\.?/gu, (spelt) => spelt.replace(/[.\-*]/g, ''))
  return [...joined.matchAll(CLAUSE)].flatMap(([, words = '', end = '']) => {
    const phrase = normalizeWords(words)
    return phrase === '' ? [] : [{ phrase, isQuestion: end.includes('?') }]
  })
}

const CLAUSE = /((?:[^.,;:!?¿¡…()/\n–—-]|\b-\b)*)([.,;:!?…()/\n–—-]*)/gu
