import { normalizeWords } from './plain-words.ts'

/** What a text says to the questions that are asked by text; `undefined` for one that says nothing to them. */
export type TextAnswer =
  | { readonly kind: 'go' }
  | { readonly kind: 'undo' }
  | { readonly kind: 'skip' }
  | { readonly kind: 'number'; readonly number: number }

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
/** A number alone, or with the word for it before it, as it is often sent. */
const NUMBER = /^(?:number |numero |no |n )?(\d{1,3})$/

/** Any dash that a keyboard makes, and the minus sign. */
const MINUS = /[\p{Pd}\u2212]\s*\d/u
/** 7.5, 7-8 and 7/8 are no single number. */
const SEVERAL = /[.,]\d|\d\s*[/\p{Pd}\u2212]\s*\d/u

export function parseTextAnswer(body: string): TextAnswer | undefined {
  const words = normalizeWords(body)
  if (GO.has(words)) return { kind: 'go' }
  if (UNDO.has(words)) return { kind: 'undo' }
  if (SKIP.has(words)) return { kind: 'skip' }
  const written = body.normalize('NFKC')
  if (MINUS.test(written) || SEVERAL.test(written)) return undefined
  const number = NUMBER.exec(words)?.[1]
  return number === undefined ? undefined : { kind: 'number', number: Number(number) }
}
