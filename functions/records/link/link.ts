import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/**
 * The token of a participant's link: 128 bits in 22 base62 characters. The first 64 bits are a random link
 * id, the last 64 an HMAC-SHA-256 of it under a secret that no table holds. So a forged token is refused
 * without a table read (one guess in 2^64 passes), and whoever reads the table cannot make a link.
 */

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const TOKEN_LENGTH = 22
const HALF_BYTES = 8

export type LinkTokens = {
  /** @param linkId 16 hexadecimal characters. */
  createToken(linkId: string): string
  /** The link id of a token that we made; `undefined` for any other text. */
  verifyToken(token: string): string | undefined
}

export function createLinkId(): string {
  return randomBytes(HALF_BYTES).toString('hex')
}

/**
 * @param secrets one or more lines; the first signs, every one verifies, so that a secret can be replaced
 * while links made with the one before still open.
 * @throws Error when a secret is shorter than 32 characters.
 */
export function createLinkTokens(secrets: string): LinkTokens {
  const keys = secrets.split('\n').filter((line) => line !== '')
  const [signing] = keys
  if (!signing || keys.some((key) => key.length < 32)) throw new Error('the link secret is too short')
  return {
    createToken: (linkId) => encode(Buffer.concat([Buffer.from(linkId, 'hex'), signLinkId(signing, linkId)])),
    verifyToken(token) {
      const bytes = decode(token)
      if (!bytes) return undefined
      const linkId = bytes.subarray(0, HALF_BYTES).toString('hex')
      const tag = bytes.subarray(HALF_BYTES)
      return keys.some((key) => timingSafeEqual(tag, signLinkId(key, linkId))) ? linkId : undefined
    },
  }
}

function signLinkId(key: string, linkId: string): Buffer {
  return createHmac('sha256', key).update(`link:${linkId}`).digest().subarray(0, HALF_BYTES)
}

function encode(bytes: Buffer): string {
  let rest = BigInt(`0x${bytes.toString('hex')}`)
  let text = ''
  while (text.length < TOKEN_LENGTH) {
    text = `${ALPHABET[Number(rest % 62n)]}${text}`
    rest /= 62n
  }
  return text
}

function decode(token: string): Buffer | undefined {
  if (token.length !== TOKEN_LENGTH) return undefined
  let value = 0n
  for (const letter of token) {
    const digit = ALPHABET.indexOf(letter)
    if (digit < 0) return undefined
    value = value * 62n + BigInt(digit)
  }
  const hex = value.toString(16).padStart(32, '0')
  return hex.length === 32 ? Buffer.from(hex, 'hex') : undefined
}
