import type { Context } from 'hono'
import { consolePaths, SignInPage } from '../../../web/console/index.ts'
import { type Clock, formatIso } from '../../platform/core/clock.ts'
import { describeError, type Log } from '../../platform/core/log.ts'
import { createHono } from '../../platform/http/hono.ts'
import type { TokenVerifier } from '../../platform/http/tokens.ts'
import type { LastSignInStore } from '../../records/last-sign-in/last-sign-in.store.ts'
import { type ConsoleEnv, readAddress, readLanguage, verifyToken } from '../app/console-app.tsx'
import type { Session } from '../sign-in/session.ts'
import type { SignIn } from '../sign-in/sign-in.ts'

export type SignInRouteDeps = {
  readonly session: Session
  readonly signIn: SignIn
  readonly tokens: TokenVerifier
  readonly lastSignIns: Pick<LastSignInStore, 'record'>
  readonly clock: Clock
  readonly log: Log
  readonly publicUrl: string
}

/** Signing in at the issuer, coming back from it, and signing out. */
export function createSignInRoutes(deps: SignInRouteDeps) {
  const { session } = deps
  return createHono<ConsoleEnv>()
    .get('/sign-in', async (c) => {
      if (c.req.query('go') === undefined)
        return c.html(
          <SignInPage
            locale={readLanguage(c)}
            address={readAddress(c)}
            reason={readSignInReason(c)}
            signInHref={`${consolePaths.signIn}?go`}
          />,
        )
      const { url, ...pending } = await deps.signIn.begin()
      session.remember(c, { ...pending, returnTo: readReturnPath(c.req.query('to')) })
      return c.redirect(url, 303)
    })
    .get('/callback', async (c) => {
      const pending = session.takePending(c)
      const callback = new URL(consolePaths.signInCallback + new URL(c.req.url).search, deps.publicUrl)
      const signedIn = pending && (await deps.signIn.finish(callback, pending))
      const person = signedIn && (await verifyToken(deps.tokens, signedIn.token))
      if (!person) return c.redirect(`${consolePaths.signIn}?reason=failed`, 303)
      await recordSignIn(deps, person.sub)
      session.keep(c, signedIn)
      return c.redirect(readReturnPath(pending?.returnTo) ?? consolePaths.start, 303)
    })
    .post('/sign-out', async (c) => {
      const kept = session.read(c)
      session.close(c)
      const leave = kept && (await deps.signIn.end(kept.refresh))
      return c.redirect(leave ?? consolePaths.signedOut, 303)
    })
    .get('/signed-out', (c) => c.redirect(`${consolePaths.signIn}?reason=signed-out`, 303))
}

/** Nobody is kept from their patients because a list for a review lacks a line. */
async function recordSignIn({ lastSignIns, clock, log }: SignInRouteDeps, sub: string): Promise<void> {
  try {
    await lastSignIns.record(sub, formatIso(clock.now()))
  } catch (error) {
    log.error('a sign-in could not be recorded', describeError(error))
  }
}

/** A page of this console and of nothing else: an address that somebody put into a link leads nowhere. */
function readReturnPath(path: string | undefined): string | undefined {
  return path !== undefined && /^\/console(\/[\w~%-]+(\.[\w~%-]+)*)+$/.test(path) ? path : undefined
}

function readSignInReason(c: Context): 'signed-out' | 'expired' | 'failed' | undefined {
  const reason = c.req.query('reason')
  return (['signed-out', 'expired', 'failed'] as const).find((known) => known === reason)
}
