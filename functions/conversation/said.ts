import { plain } from '../reply/meaning.ts'

/** What a text says to the questions that are asked by text; `undefined` for one that says nothing to them. */
export type Said =
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

export function saidIn(body: string): Said | undefined {
  const words = plain(body)
  if (GO.has(words)) return { kind: 'go' }
  if (UNDO.has(words)) return { kind: 'undo' }
  if (SKIP.has(words)) return { kind: 'skip' }
  const number = /[.,]\d|\d\s*[-/]\s*\d/.test(body) ? undefined : NUMBER.exec(words)?.[1]
  return number === undefined || /-\s*\d/.test(body) ? undefined : { kind: 'number', number: Number(number) }
}
