import type { Context, Env, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { HTTPException } from 'hono/http-exception'
import { requestId } from 'hono/request-id'
import { secureHeaders } from 'hono/secure-headers'
import { platformProblems } from '../../../web/api/problems/platform-problems.ts'
import type { FieldFault, Problem } from '../../../web/api/problems/problem.ts'
import { describeError, type Log } from '../core/log.ts'
import { ProblemError, type ProblemMembers } from '../core/problem-error.ts'
import { MAX_BODY_BYTES } from './contract.ts'
import { createHono } from './hono.ts'
import { respondWithProblem } from './problem.ts'

/** A problem as it is answered: with the field faults, and the id by which the log knows the request. */
export type AnsweredProblem = {
  readonly problem: Problem
  readonly errors: readonly FieldFault[]
  readonly members?: ProblemMembers
  readonly requestId: string
}

export type AppSettings<E extends Env> = {
  readonly log: Log
  /** Of every reply; that of the API unless there are pages. */
  readonly contentSecurityPolicy?: string
  /** How long a reply to GET may be kept where its route does not say; a reply to anything else is never kept. */
  readonly cacheControl?: string
  readonly referrerPolicy?: 'no-referrer' | 'same-origin'
  /** Whether search engines may list the pages. */
  readonly isPublic?: boolean
  /** Bytes. A contract may allow less. */
  readonly maximumBodyBytes?: number
  /** How a refusal is shown; a problem document unless there are pages. */
  readonly respond?: (c: Context<E>, answered: AnsweredProblem) => Response | Promise<Response>
}

const API_POLICY = "default-src 'none'; frame-ancestors 'none'"

/**
 * The one factory of every HTTP function. In this order: the request's id, the headers of every reply (a 401 and a crash
 * carry them too), the limit of the body; then what the function adds, such as language and sign-in; then its routes.
 * A refusal is a problem; what is not foreseen is a 500 that says nothing of the request.
 */
export function createApp<E extends Env>(settings: AppSettings<E>): Hono<E> {
  const app = createHono<E>()
  // The same context: hono widens its type behind middleware of any environment.
  const respond = (c: Context, answered: AnsweredProblem) =>
    settings.respond
      ? settings.respond(c as unknown as Context<E>, answered)
      : respondWithProblem(c, answered)
  app.use(requestId({ headerName: '', generator: readRequestId }))
  app.use(
    secureHeaders({
      referrerPolicy: settings.referrerPolicy ?? 'no-referrer',
      strictTransportSecurity: 'max-age=31536000',
      xFrameOptions: 'DENY',
      xXssProtection: false,
    }),
  )
  app.use(async (c, next) => {
    await next()
    c.header('content-security-policy', settings.contentSecurityPolicy ?? API_POLICY)
    if (!settings.isPublic) c.header('x-robots-tag', 'noindex, nofollow')
    if (c.res.status === 503) c.header('retry-after', '1')
    if (!c.res.headers.has('cache-control')) c.header('cache-control', cacheControl(c, settings))
  })
  app.use(
    bodyLimit({
      maxSize: settings.maximumBodyBytes ?? MAX_BODY_BYTES,
      onError: () => {
        throw new ProblemError(platformProblems.tooLarge)
      },
    }),
  )
  app.notFound((c: Context) => respond(c, answer(c, platformProblems.notFound)))
  app.onError((error, c: Context) => {
    const logFailure = (failure: unknown) =>
      settings.log.error('request failed', {
        ...{ method: c.req.method, route: c.req.routePath, requestId: c.get('requestId') },
        ...describeError(failure),
      })
    if (error instanceof ProblemError) {
      if (error.retryAfter !== undefined) c.header('retry-after', String(error.retryAfter))
      // Such as a database that is busy: the caller is told to come again, and the log why.
      if (error.cause !== undefined) logFailure(error)
      return respond(c, { ...answer(c, error.problem, error.errors), members: error.members })
    }
    const refused = error instanceof HTTPException ? PROBLEM_BY_STATUS[error.status] : undefined
    if (refused) return respond(c, answer(c, refused))
    logFailure(error)
    return respond(c, answer(c, platformProblems.unexpected))
  })
  return app
}

/** What hono itself refuses, such as a form that was sent from another site. */
const PROBLEM_BY_STATUS: Readonly<Record<number, Problem>> = {
  400: platformProblems.malformedJson,
  403: platformProblems.forbidden,
  413: platformProblems.tooLarge,
  415: platformProblems.unsupportedMediaType,
}

function answer(c: Context, problem: Problem, errors: readonly FieldFault[] = []): AnsweredProblem {
  return { problem, errors, requestId: c.get('requestId') ?? '' }
}

function cacheControl(c: Context, { cacheControl: kept }: { readonly cacheControl?: string }): string {
  const isKept = kept !== undefined && c.req.method === 'GET' && c.res.status < 400
  return isKept ? kept : 'no-store'
}

/** The gateway's id, by which its access log knows the request too. */
function readRequestId(c: Context): string {
  const id: unknown = c.env?.requestContext?.requestId
  return typeof id === 'string' ? id : crypto.randomUUID()
}
