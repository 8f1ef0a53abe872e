import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { CookieOptions } from 'hono/utils/cookie'

/**
 * The console's browser session: what the issuer gave, in cookies that no script can read and no other site can send along
 * with a POST. Between leaving for the issuer and coming back, the state and the PKCE verifier.
 *
 * It ends three ways. Half an hour without a page and the browser drops the cookies. Twelve hours after the sign-in the issuer
 * gives no more access tokens. Signing out ends it here and at the issuer.
 */
const IDLE_SECONDS = 30 * 60
const PENDING_SECONDS = 600

/** `returnTo`: the path of the page that is wanted after it. */
export type PendingSignIn = {
  readonly state: string
  readonly verifier: string
  readonly returnTo?: string | undefined
}

/** `refresh`: by which the issuer gives the next access token. Not every issuer has one. */
export type SignedIn = { readonly token: string; readonly refresh?: string | undefined }

export function createSession(publicUrl: string) {
  const isSecure = publicUrl.startsWith('https:')
  // The prefix is the browser's promise that the cookie was set by this very host, over TLS. It is for https alone.
  const nameCookie = (name: string): string => (isSecure ? `__Host-${name}` : name)
  const names = {
    token: nameCookie('concord-session'),
    refresh: nameCookie('concord-refresh'),
    pending: nameCookie('concord-sign-in'),
  }
  const options: CookieOptions = { path: '/', httpOnly: true, sameSite: 'Lax', secure: isSecure }
  return {
    read(c: Context): SignedIn | undefined {
      const [token, refresh] = [getCookie(c, names.token), getCookie(c, names.refresh)]
      // Where the access token is over, the other one may still give the next.
      return token || refresh ? { token: token ?? '', refresh } : undefined
    },
    /** Also with each page, from which on the time without one counts anew. */
    keep(c: Context, { token, refresh }: SignedIn): void {
      setCookie(c, names.token, token, { ...options, maxAge: IDLE_SECONDS })
      if (refresh) setCookie(c, names.refresh, refresh, { ...options, maxAge: IDLE_SECONDS })
    },
    close(c: Context): void {
      deleteCookie(c, names.token, options)
      deleteCookie(c, names.refresh, options)
    },
    remember: (c: Context, pending: PendingSignIn): void =>
      setCookie(
        c,
        names.pending,
        [pending.state, pending.verifier, Buffer.from(pending.returnTo ?? '').toString('base64url')].join(
          '.',
        ),
        { ...options, maxAge: PENDING_SECONDS },
      ),
    takePending(c: Context): PendingSignIn | undefined {
      const [state, verifier, returnTo = ''] = (getCookie(c, names.pending) ?? '').split('.')
      deleteCookie(c, names.pending, options)
      if (!state || !verifier) return undefined
      return { state, verifier, returnTo: Buffer.from(returnTo, 'base64url').toString() || undefined }
    },
  }
}

export type Session = ReturnType<typeof createSession>
