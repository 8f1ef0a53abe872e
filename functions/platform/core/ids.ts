import { createHash } from 'node:crypto'
import { drawRandomBytes } from './random-bytes.ts'

/** Crockford's letters in lower case, without i, l, o and u: safe to read out on the telephone. */
const LETTERS = '0123456789abcdefghjkmnpqrstvwxyz'

function encodeLetters(bytes: Uint8Array, length: number): string {
  return Array.from(bytes.subarray(0, length), (byte) => LETTERS[byte % 32]).join('')
}

export type Ids = {
  /** Random lower-case letters and digits, five bits each. */
  random(length: number): string
}

export const randomIds: Ids = { random: (length) => encodeLetters(drawRandomBytes(length), length) }

/** The same letters for the same words, always: a retried request makes the same id, so it cannot make a second thing. */
export function deriveId(length: number, ...words: string[]): string {
  return encodeLetters(createHash('sha256').update(JSON.stringify(words)).digest(), length)
}
