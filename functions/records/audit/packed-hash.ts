import * as z from 'zod/mini'
import type { ChainHead } from './audit.ts'

/*
 * Hashes on items that every answer writes: 43 characters instead of 64, so that a survey stays below the kilobyte that one
 * write unit pays for. Everywhere else a hash is hexadecimal.
 */

export function packHash(hash: string): string {
  return Buffer.from(hash, 'hex').toString('base64url')
}

export const packedHashSchema = z.pipe(z.string(), z.transform(unpackHash))

function unpackHash(packed: string): string {
  return Buffer.from(packed, 'base64url').toString('hex')
}

/** The head of a chain on the item that the chain is about: `2 nJ3k…`. */
export function packHead({ sequence, hash }: ChainHead): string {
  return `${sequence} ${packHash(hash)}`
}

export const packedHeadSchema = z.pipe(
  z.string().check(z.regex(/^\d+ [\w-]*$/)),
  z.transform((packed): ChainHead => {
    const [sequence = '', hash = ''] = packed.split(' ')
    return { sequence: Number(sequence), hash: unpackHash(hash) }
  }),
)
