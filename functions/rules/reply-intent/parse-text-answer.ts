import { normalizeWords } from './plain-words.ts'

/** What a text says to the questions that are asked by text; `undefined` for one that says nothing to them. */
export type TextAnswer =
  | { readonly kind: 'go' }
  | { readonly kind: 'undo' }
  | { readonly kind: 'skip' }
  /** `outOf`: the highest number that it was said to be out of, as in “7 out of 10”. */
  | { readonly kind: 'number'; readonly number: number; readonly outOf?: number }

const GO = new Set([
  'go',
  'yes',
  'y',
  'ok',
  'okay',
  'begin',
  'next',
  'si',
  'ya',
  'vamos',
  'listo',
  'lista',
  'seguir',
])
const UNDO = new Set(['undo', 'back', 'deshacer', 'atras', 'volver atras', 'corregir'])
const SKIP = new Set(['skip', 'pass', 'omitir', 'saltar', 'paso'])
/** Small numbers in words, as they stand after `normalizeWords`. */
const NUMBER_WORDS: ReadonlyMap<string, string> = new Map(
  [
    'zero one two three four five six seven eight nine ten',
    'cero uno dos tres cuatro cinco seis siete ocho nueve diez',
  ].flatMap((line) => line.split(' ').map((word, number) => [word, String(number)] as const)),
)
/** What people write before the number that they mean, in English and Spanish. */
const LEAD =
  '(?:(?:number|numero|no|n|its|it is|it|is|im|i am|im at|i say|id say|i would say|answer|my answer|a|an|at|es|un|una|diria|yo diria|digo|estoy en|respuesta|mi respuesta) )*'
/** A number alone, or with a few words before it, as it is often sent. */
const NUMBER = new RegExp(`^${LEAD}(\\d{1,3})(?: please| thanks| por favor| gracias)?$`)
const OUT_OF = new RegExp(`^${LEAD}(\\d{1,3}) (?:out of|of|de|sobre|over|from) (\\d{1,3})$`)
/** A number of a scale: 7/10. After NFKC the signs that stand for one fraction are written so too. */
const FRACTION = /(\d)\s*[/\u2044\u2215]\s*(\d)/gu

/** Any dash that a keyboard makes, and the minus sign. */
const MINUS = /[\p{Pd}\u2212]\s*\d/u
/** 7.5 and 7-8 are no single number. */
const SEVERAL = /[.,]\d|\d\s*[\p{Pd}\u2212]\s*\d/u

/** @example parseTextAnswer('seven out of ten') // { kind: 'number', number: 7, outOf: 10 } */
export function parseTextAnswer(body: string): TextAnswer | undefined {
  const words = normalizeWords(body)
  if (GO.has(words)) return { kind: 'go' }
  if (UNDO.has(words)) return { kind: 'undo' }
  if (SKIP.has(words)) return { kind: 'skip' }
  const written = body.normalize('NFKC')
  if (MINUS.test(written) || SEVERAL.test(written)) return undefined
  const figures = writeFigures(normalizeWords(written.replaceAll(FRACTION, '$1 out of $2')))
  const [, number = NUMBER.exec(figures)?.[1], outOf] = OUT_OF.exec(figures) ?? []
  if (number === undefined) return undefined
  return { kind: 'number', number: Number(number), ...(outOf !== undefined && { outOf: Number(outOf) }) }
}

/**
 * Whether a text looks like an answer that went wrong, such as “7 or 8”: a few words with a number among them. Such a one
 * needs a hint and no person.
 */
export function isAttemptedAnswer(body: string): boolean {
  const figures = writeFigures(normalizeWords(body)).split(' ')
  return figures.length <= MAX_ATTEMPT_WORDS && figures.some((word) => /^\d/.test(word))
}

const MAX_ATTEMPT_WORDS = 4

function writeFigures(words: string): string {
  return words
    .split(' ')
    .map((word) => NUMBER_WORDS.get(word) ?? word)
    .join(' ')
}
