import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { csrf } from 'hono/csrf'
import type { LanguageVariables } from 'hono/language'
import {
  type ConsoleFrame,
  ConsoleProblemPage,
  consoleContentSecurityPolicy,
  consolePaths,
} from '../../../web/console/index.ts'
import { errorName, type Log } from '../../platform/core/log.ts'
import { languageOfVisitor } from '../../platform/http/language.ts'
import { ProblemError } from '../../platform/http/problem.ts'
import type { Person, TokenVerifier } from '../../platform/http/tokens.ts'
import type { StudyMember } from '../../workflows/access/staff-access.ts'
import type { Session } from '../sign-in/session.ts'

/** What every page of the console stands on: its protection, the visitor's language, the session, calm problem pages. */

export type ConsoleEnv = { Variables: LanguageVariables & { person: Person } }

export function consoleApp({ publicUrl }: { readonly publicUrl: string }) {
  return new Hono<ConsoleEnv>()
    .basePath('/console')
    .use(async (c, next) => {
      await next()
      protect(c)
    })
    .use(languageOfVisitor)
    .use(csrf({ origin: new URL(publicUrl).origin }))
}

/** Whoever is not signed in, or no longer, is led to where they can sign in. */
export function requireSession(deps: {
  readonly session: Session
  readonly tokens: TokenVerifier
}): MiddlewareHandler<ConsoleEnv> {
  return async (c, next) => {
    const token = deps.session.token(c)
    try {
      c.set('person', await deps.tokens.verify(token))
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      deps.session.close(c)
      return c.redirect(token ? `${consolePaths.signIn}?reason=expired` : consolePaths.signIn, 303)
    }
    await next()
  }
}

export function answerConsoleProblems(app: Hono<ConsoleEnv, never, '/console'>, log: Log): void {
  app.notFound((c) => problemPage(c, 'not-found', 404))
  app.onError((error, c) => {
    if (error instanceof ProblemError && error.problem.status === 404) return problemPage(c, 'not-found', 404)
    if (error instanceof ProblemError && error.problem.status === 403) return problemPage(c, 'forbidden', 403)
    if (error instanceof ProblemError && error.problem.status === 422)
      return problemPage(c, 'invalid-input', 422)
    if (error instanceof ProblemError && error.problem.status === 503) return problemPage(c, 'busy', 503)
    if (error instanceof Error && 'getResponse' in error) return problemPage(c, 'forbidden', 403)
    log.error('console failed', { errorName: errorName(error) })
    return problemPage(c, 'unexpected', 500)
  })
}

export function frameOf(c: Context<ConsoleEnv>, { study, member }: StudyMember): ConsoleFrame {
  return {
    locale: languageIn(c),
    address: addressOf(c),
    study: { id: study.id, title: study.title },
    member: { name: member.name, role: member.role },
  }
}

/** English where the request ended before its language was told. */
export function languageIn(c: Context<ConsoleEnv>): string {
  return c.get('language') ?? 'en'
}

export function addressOf(c: Context): string {
  const { pathname, search } = new URL(c.req.url)
  return pathname + search
}

function problemPage(
  c: Context<ConsoleEnv>,
  problem: 'not-found' | 'forbidden' | 'invalid-input' | 'unexpected' | 'busy',
  status: 403 | 404 | 422 | 500 | 503,
) {
  protect(c)
  return c.html(<ConsoleProblemPage locale={languageIn(c)} problem={problem} />, status)
}

function protect(c: Context): void {
  c.header('content-security-policy', consoleContentSecurityPolicy)
  c.header('cache-control', 'no-store')
  c.header('referrer-policy', 'same-origin')
  c.header('x-content-type-options', 'nosniff')
  c.header('x-frame-options', 'DENY')
  c.header('strict-transport-security', 'max-age=31536000')
}
