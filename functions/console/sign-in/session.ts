import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'

/**
 * The console's browser session: the access token in a cookie that no script can read and no other site can
 * send along with a POST. Between leaving for the issuer and coming back, the state and the PKCE verifier.
 */
const TOKEN_COOKIE = 'concord-session'
const PENDING_COOKIE = 'concord-sign-in'
const PENDING_SECONDS = 600

export type PendingSignIn = { state: string; verifier: string }

export function createSession(publicUrl: string) {
  const options = {
    path: '/console',
    httpOnly: true,
    sameSite: 'Lax',
    secure: publicUrl.startsWith('https:'),
  } as const
  return {
    token: (c: Context): string | undefined => getCookie(c, TOKEN_COOKIE),
    /** Browsers keep a cookie for 400 days at most. */
    open: (c: Context, token: string, seconds: number): void =>
      setCookie(c, TOKEN_COOKIE, token, { ...options, maxAge: Math.min(seconds, 34_000_000) }),
    close: (c: Context): void => void deleteCookie(c, TOKEN_COOKIE, options),
    remember: (c: Context, pending: PendingSignIn): void =>
      setCookie(c, PENDING_COOKIE, `${pending.state}.${pending.verifier}`, {
        ...options,
        maxAge: PENDING_SECONDS,
      }),
    takePending(c: Context): PendingSignIn | undefined {
      const [state, verifier] = (getCookie(c, PENDING_COOKIE) ?? '').split('.')
      deleteCookie(c, PENDING_COOKIE, options)
      return state && verifier ? { state, verifier } : undefined
    },
  }
}

export type Session = ReturnType<typeof createSession>
