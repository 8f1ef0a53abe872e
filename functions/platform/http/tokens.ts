import { createRemoteJWKSet, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose'
import * as z from 'zod/mini'
import { platformProblems } from '../../../web/api/problems/platform-problems.ts'
import { ProblemError } from '../core/problem-error.ts'

/** A person who has signed in. What they may do is decided by their memberships, not by the token. */
export type Person = { readonly sub: string }

export type TokenVerifier = {
  /**
   * @throws ProblemError 401 for a token that is missing, forged, expired, of another issuer or for another client;
   * 503 where the issuer cannot be asked for its keys: that is no fault of the token, and nobody is to sign in again.
   */
  verify(token: string | undefined): Promise<Person>
}

const discoverySchema = z.object({ issuer: z.string(), jwks_uri: z.url() })

/**
 * Verifies access tokens of the OIDC issuer: signature, issuer, expiry, and that they were made for this client
 * (`aud`, or `client_id` as Cognito writes it).
 */
export function createTokenVerifier(settings: { issuer: string; clientId: string }): TokenVerifier {
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
        const { payload } = await jwtVerify(token, found, {
          issuer: settings.issuer,
          requiredClaims: ['sub', 'exp'],
          algorithms: ['RS256', 'ES256', 'EdDSA', 'PS256'],
        })
        if (!isMadeForClient(payload, settings.clientId)) throw new ProblemError(platformProblems.notSignedIn)
        return { sub: payload.sub ?? '' }
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

/** An ID token says who someone is to the console's page; only an access token opens the API. */
function isMadeForClient(payload: JWTPayload, clientId: string): boolean {
  if (payload.token_use !== undefined && payload.token_use !== 'access') return false
  const audience = Array.isArray(payload.aud) ? payload.aud : [payload.aud]
  return audience.includes(clientId) || payload.client_id === clientId
}

async function discoverKeys(issuer: string): Promise<JWTVerifyGetKey> {
  const reply = await fetch(`${issuer}/.well-known/openid-configuration`)
  if (!reply.ok) throw new Error('the issuer does not answer')
  const { issuer: named, jwks_uri } = discoverySchema.parse(await reply.json())
  if (named !== issuer) throw new Error('the issuer names itself otherwise')
  return createRemoteJWKSet(new URL(jwks_uri))
}
