import type { Context, MiddlewareHandler } from 'hono'
import { csrf } from 'hono/csrf'
import type { LanguageVariables } from 'hono/language'
import { pickText } from '../../../surveys/instrument/vocabulary.ts'
import {
  type ConsoleFrame,
  ConsoleProblemPage,
  consoleContentSecurityPolicy,
  consolePaths,
} from '../../../web/console/index.ts'
import type { Log } from '../../platform/core/log.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import { type AnsweredProblem, createApp } from '../../platform/http/app.ts'
import { detectLanguage } from '../../platform/http/language.ts'
import type { Person, TokenVerifier } from '../../platform/http/tokens.ts'
import { hasHiddenArms, type StudyMember } from '../../workflows/access/staff-access.ts'
import type { Session, SignedIn } from '../sign-in/session.ts'
import type { SignIn } from '../sign-in/sign-in.ts'

/** What every page of the console stands on: its protection, the visitor's language, the session, calm problem pages. */

export type ConsoleEnv = { Variables: LanguageVariables & { person: Person } }

export function createConsoleApp({
  publicUrl,
  log,
  maximumBodyBytes,
  contentSecurityPolicy = consoleContentSecurityPolicy,
}: {
  readonly publicUrl: string
  readonly log: Log
  /** Of a form; left out: that of every form. */
  readonly maximumBodyBytes?: number
  /** Of pages with a script; left out: none runs. */
  readonly contentSecurityPolicy?: string
}) {
  return createApp<ConsoleEnv>({
    ...{ log, ...(maximumBodyBytes !== undefined && { maximumBodyBytes }) },
    contentSecurityPolicy,
    referrerPolicy: 'same-origin',
    respond: respondWithPage,
  })
    .basePath('/console')
    .use(detectLanguage)
    .use(csrf({ origin: new URL(publicUrl).origin }))
}

export type SessionDeps = {
  readonly session: Session
  readonly signIn: Pick<SignIn, 'refresh'>
  readonly tokens: TokenVerifier
}

/**
 * Whoever is not signed in, or no longer, is led to where they can sign in. An access token that has run out during work is
 * replaced on the way, so that a form that was filled in meanwhile still arrives.
 */
export function requireSession(deps: SessionDeps): MiddlewareHandler<ConsoleEnv> {
  return async (c, next) => {
    const kept = deps.session.read(c)
    const person = await findSignedIn(deps, c)
    if (!person) return c.redirect(kept ? `${consolePaths.signIn}?reason=expired` : consolePaths.signIn, 303)
    c.set('person', person)
    await next()
  }
}

/** Who is signed in, whose session this page prolongs; `undefined` for nobody, whose cookies end. */
export async function findSignedIn(deps: SessionDeps, c: Context<ConsoleEnv>): Promise<Person | undefined> {
  const kept = deps.session.read(c)
  const found = kept && (await findPerson(deps, kept))
  if (found) deps.session.keep(c, found.signedIn)
  else deps.session.close(c)
  return found?.person
}

async function findPerson({ tokens, signIn }: SessionDeps, kept: SignedIn) {
  const person = await verifyToken(tokens, kept.token)
  if (person) return { person, signedIn: kept }
  const next = kept.refresh ? await signIn.refresh(kept.refresh) : undefined
  const again = next && (await verifyToken(tokens, next.token))
  return again && { person: again, signedIn: next }
}

/** `undefined` for a token that is none, or over. The console is for people. */
export async function verifyToken(tokens: TokenVerifier, token: string): Promise<Person | undefined> {
  try {
    const person = await tokens.verify(token)
    return person.program ? undefined : person
  } catch (error) {
    // An issuer that cannot be asked is no reason to sign in again.
    if (!(error instanceof ProblemError) || error.problem.status !== 401) throw error
    return undefined
  }
}

/** A refusal as a calm page. What hono itself refuses, such as a form of another site, is told as not allowed. */
function respondWithPage(c: Context<ConsoleEnv>, { problem: { status }, requestId }: AnsweredProblem) {
  const kind = PAGE_BY_STATUS[status] ?? 'unexpected'
  return c.html(<ConsoleProblemPage locale={readLanguage(c)} problem={kind} reference={requestId} />, status)
}

const PAGE_BY_STATUS: Readonly<Record<number, 'not-found' | 'forbidden' | 'invalid-input' | 'busy'>> = {
  400: 'invalid-input',
  403: 'forbidden',
  404: 'not-found',
  413: 'invalid-input',
  415: 'invalid-input',
  422: 'invalid-input',
  429: 'busy',
  503: 'busy',
}

export function buildFrame(
  c: Context<ConsoleEnv>,
  membership: StudyMember,
  releaseChoice?: ConsoleFrame['releaseChoice'],
): ConsoleFrame {
  const { study, member } = membership
  return {
    releaseChoice,
    locale: readLanguage(c),
    address: readAddress(c),
    study: { id: study.id, title: study.title },
    member: {
      ...{ name: member.name, role: member.role, administers: member.administers },
      blinded: hasHiddenArms(membership),
    },
    attributes: nameAttributes(study, readLanguage(c)),
  }
}

function nameAttributes({ attributes }: StudyMember['study'], locale: string): ConsoleFrame['attributes'] {
  return attributes.map(({ id, title, options }) => ({
    ...{ id, title: pickText(title, locale) },
    options: options.map((option) => ({ id: option.code, title: pickText(option.title, locale) })),
  }))
}

/** English where the request ended before its language was told. */
export function readLanguage(c: Context<ConsoleEnv>): string {
  return c.get('language') ?? 'en'
}

export function readAddress(c: Context): string {
  const { pathname, search } = new URL(c.req.url)
  return pathname + search
}
