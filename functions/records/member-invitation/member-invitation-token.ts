import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { Ids } from '../../platform/core/ids.ts'

/*
 * The token of an invitation's link: which invitation of its study, in 50 bits, and a secret of 130 bits, of which the table
 * holds the hash alone. It is looked up for those who are signed in, and nobody else.
 */

const ID_LETTERS = 10
const SECRET_LETTERS = 26
const TOKEN = /^[0-9a-hjkmnp-tv-z]{36}$/

export type InvitationSecret = { readonly secret: string; readonly secretHash: string }

export function drawInvitationId(ids: Ids): string {
  return ids.random(ID_LETTERS)
}

export function drawInvitationSecret(ids: Ids): InvitationSecret {
  const secret = ids.random(SECRET_LETTERS)
  return { secret, secretHash: hashSecret(secret) }
}

export function formatInvitationToken(id: string, secret: string): string {
  return id + secret
}

/** `undefined` for a text that no token can be. */
export function parseInvitationToken(
  token: string,
): { readonly id: string; readonly secret: string } | undefined {
  if (!TOKEN.test(token)) return undefined
  return { id: token.slice(0, ID_LETTERS), secret: token.slice(ID_LETTERS) }
}

export function isInvitationSecret(secret: string, secretHash: string): boolean {
  return timingSafeEqual(Buffer.from(hashSecret(secret), 'hex'), Buffer.from(secretHash, 'hex'))
}

/** 128 bits, in 22 characters of base64url. */
const DIGEST_BYTES = 16

/** A mail address as the audit trail has it. Addresses can be guessed: whoever has no salt cannot try them. */
export function digestAddress(email: string, salt: string): string {
  return createHmac('sha256', salt).update(email).digest().subarray(0, DIGEST_BYTES).toString('base64url')
}

function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}
