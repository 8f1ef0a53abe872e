import { randomBytes } from 'node:crypto'
import { exportJWK, generateKeyPair } from 'jose'
import * as z from 'zod'
import type { StateFile } from './state-file.ts'

const keys = z.object({
  /** Private RSA key as a JWK. It signs tokens of this machine only, and never leaves its folder. */
  signing: z.looseObject({
    kty: z.literal('RSA'),
    kid: z.string(),
    n: z.string(),
    e: z.string(),
    d: z.string(),
  }),
  cookie: z.string(),
})

export type SignInKeys = z.infer<typeof keys>
export const parseSignInKeys = (value: unknown): SignInKeys => keys.parse(value)

/** The keys of the local sign-in, kept so that a token outlives a restart. */
export async function keepSignInKeys(state: StateFile<SignInKeys>): Promise<SignInKeys> {
  const kept = state.read()
  if (kept !== undefined) return kept
  const { privateKey } = await generateKeyPair('RS256', { extractable: true })
  const jwk = await exportJWK(privateKey)
  const made = parseSignInKeys({
    signing: { ...jwk, kid: randomBytes(8).toString('hex'), alg: 'RS256', use: 'sig' },
    cookie: randomBytes(32).toString('base64url'),
  })
  state.write(made)
  return made
}
