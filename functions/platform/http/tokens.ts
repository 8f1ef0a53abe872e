import { createRemoteJWKSet, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose'
import * as z from 'zod/mini'
import { platformProblems } from '../../../web/api/problems/platform-problems.ts'
import { ProblemError } from '../core/problem-error.ts'
import { READ_SCOPE, WRITE_SCOPE } from './token-scopes.ts'

/**
 * Who has signed in: a person, or a program with credentials of its own. What they may do is decided by their memberships,
 * not by the token; a program's token narrows it to reading, or to reading and writing.
 */
export type Person = {
  readonly sub: string
  /** Left out of a person. */
  readonly program?: { readonly mayRead: boolean; readonly mayWrite: boolean }
}

export type TokenVerifier = {
  /**
   * @throws ProblemError 401 for a token that is missing, forged, expired, of another issuer or for another client;
   * 503 where the issuer cannot be asked for its keys: that is no fault of the token, and nobody is to sign in again.
   */
  verify(token: string | undefined): Promise<Person>
}

const discoverySchema = z.object({ issuer: z.string(), jwks_uri: z.url() })

/**
 * Verifies access tokens of the OIDC issuer: signature, issuer, expiry, that it is an access token, and that it was made for
 * one of the clients where people sign in (`aud`, or `client_id` as Cognito writes it), or for a program.
 */
export function createTokenVerifier(settings: {
  readonly issuer: string
  /** The console's and the command line's. */
  readonly clientIds: readonly string[]
}): TokenVerifier {
  let keys: Promise<JWTVerifyGetKey> | undefined
  return {
    async verify(token) {
      if (!token) throw new ProblemError(platformProblems.notSignedIn)
      keys ??= discoverKeys(settings.issuer)
      const found = await keys.catch((error: unknown) => {
        keys = undefined
        throw buildUnavailable(error)
      })
      try {
        const { payload, protectedHeader } = await jwtVerify(token, found, {
          issuer: settings.issuer,
          requiredClaims: ['sub', 'exp'],
          algorithms: ['RS256', 'ES256', 'EdDSA', 'PS256'],
        })
        const person = isAccessToken(payload, protectedHeader.typ) && readPerson(payload, settings.clientIds)
        if (!person) throw new ProblemError(platformProblems.notSignedIn)
        return person
      } catch (error) {
        if (TOKEN_FAULTS.some((fault) => error instanceof fault))
          throw new ProblemError(platformProblems.notSignedIn)
        throw error instanceof ProblemError ? error : buildUnavailable(error)
      }
    },
  }
}

const TOKEN_FAULTS = [
  errors.JWTExpired,
  errors.JWTClaimValidationFailed,
  errors.JWTInvalid,
  errors.JWSInvalid,
  errors.JWSSignatureVerificationFailed,
  errors.JOSEAlgNotAllowed,
  errors.JOSENotSupported,
  errors.JWKSNoMatchingKey,
] as const

function buildUnavailable(cause: unknown): ProblemError {
  const problem = new ProblemError(platformProblems.signInUnavailable)
  problem.cause = cause
  return problem
}

/**
 * An ID token says who someone is to the page where they signed in; only an access token opens the API. Cognito says which it
 * is in `token_use`, others in the header, as RFC 9068 has it; what says neither is refused.
 */
function isAccessToken({ token_use }: JWTPayload, typ: string | undefined): boolean {
  if (token_use !== undefined) return token_use === 'access'
  return typ !== undefined && /^(application\/)?at\+jwt$/i.test(typ)
}

function readPerson(payload: JWTPayload, clientIds: readonly string[]): Person | undefined {
  const { sub = '', client_id, aud, scope } = payload
  const madeFor = [aud, client_id].flat().filter((id) => typeof id === 'string')
  if (madeFor.some((id) => clientIds.includes(id))) return { sub }
  const scopes = typeof scope === 'string' ? scope.split(' ') : []
  const program = { mayRead: scopes.includes(READ_SCOPE), mayWrite: scopes.includes(WRITE_SCOPE) }
  // The issuer gives these scopes to programs alone, whose subject is their own client.
  return (program.mayRead || program.mayWrite) && sub !== '' && sub === client_id
    ? { sub, program }
    : undefined
}

async function discoverKeys(issuer: string): Promise<JWTVerifyGetKey> {
  const reply = await fetch(`${issuer}/.well-known/openid-configuration`)
  if (!reply.ok) throw new Error('the issuer does not answer')
  const { issuer: named, jwks_uri } = discoverySchema.parse(await reply.json())
  if (named !== issuer) throw new Error('the issuer names itself otherwise')
  return createRemoteJWKSet(new URL(jwks_uri))
}
