import { createSession } from '../console/sign-in/session.ts'
import { createSignIn } from '../console/sign-in/sign-in.ts'
import type { Env } from './wire.ts'

/** The browser session of staff, and the issuer that it comes from. */
export function wireConsole(env: Env<'PUBLIC_URL' | 'OIDC_ISSUER' | 'OIDC_CLIENT_ID'>) {
  return {
    session: createSession(env.PUBLIC_URL),
    signIn: createSignIn({
      ...{ issuer: env.OIDC_ISSUER, clientId: env.OIDC_CLIENT_ID },
      redirectUri: `${env.PUBLIC_URL}/console/callback`,
      signedOutUri: `${env.PUBLIC_URL}/console/signed-out`,
    }),
  }
}
