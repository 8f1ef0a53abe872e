import { createHmac, createSecretKey, type KeyObject } from 'node:crypto'

/* The HMAC of every link, under the lines of the link secret. */

export const MAC_BYTES = 8
export const MACS = 1n << 64n

/**
 * @returns the keys of a secret: the first signs, every one verifies
 * @throws Error when there is none, or one is shorter than 32 characters
 */
export function createKeys(secrets: string): readonly [KeyObject, ...KeyObject[]] {
  const [first, ...others] = parseSecrets(secrets)
  return [createKey(first), ...others.map(createKey)]
}

/** @throws Error when there is none, or one is shorter than 32 characters. */
export function parseSecrets(secrets: string): readonly [string, ...string[]] {
  const [first, ...others] = secrets.split('\n').filter((line) => line !== '')
  if (!first || [first, ...others].some((key) => key.length < 32))
    throw new Error('the link secret is too short')
  return [first, ...others]
}

/** Made once: of a text, every HMAC would make it anew. */
function createKey(secret: string): KeyObject {
  return createSecretKey(secret, 'utf8')
}

export function sign(key: KeyObject, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest().subarray(0, MAC_BYTES)
}

export function readNumber(bytes: Buffer): bigint {
  return BigInt(`0x${bytes.toString('hex')}`)
}

/** The MAC that a token’s number ends in. */
export function readMac(number: bigint): Buffer {
  return Buffer.from((number % MACS).toString(16).padStart(2 * MAC_BYTES, '0'), 'hex')
}
