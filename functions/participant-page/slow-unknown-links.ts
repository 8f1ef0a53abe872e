import { setTimeout as waitFor } from 'node:timers/promises'
import type { Context, MiddlewareHandler } from 'hono'
import { platformProblems } from '../../web/api/problems/platform-problems.ts'
import { responseProblems } from '../../web/api/problems/response-problems.ts'
import type { Clock } from '../platform/core/clock.ts'
import type { Log } from '../platform/core/log.ts'
import { ProblemError } from '../platform/core/problem-error.ts'
import type { LinkTokens } from '../records/link/link.ts'
import { createGuessLimit } from './guess-limit.ts'
import type { ParticipantPageEnv } from './participant-page.env.ts'

export type SlowDeps = {
  readonly clock: Clock
  readonly links: Pick<LinkTokens, 'verifyToken'>
  readonly log: Log
  /** Milliseconds. */
  readonly wait?: ((time: number) => Promise<unknown>) | undefined
}

const BLOCKED_SECONDS = 600

/** Longer than a read takes: whether a link was forged, has expired or was ended cannot be timed. */
const UNKNOWN_TAKES_MS = 100

/**
 * A link that opens nothing takes as long as any other such link, and one address may try few of them. Where an address has
 * tried too many, a link that we made still opens: a whole clinic may share the address with whoever guesses. One that we
 * made and that opens nothing any more is then refused like one that is forged, and as late: that it once was a link can
 * neither be read nor timed.
 */
export function slowUnknownLinks(deps: SlowDeps): MiddlewareHandler<ParticipantPageEnv> {
  const guesses = createGuessLimit(deps)
  return async (c, next) => {
    const address = readAddress(c)
    const isBlocked = guesses.isBlocked(address)
    const until = performance.now() + UNKNOWN_TAKES_MS
    const isTried = !isBlocked || (await deps.links.verifyToken(c.req.param('token') ?? '')) !== undefined
    if (isTried) await next()
    if (isTried && !isUnknownLink(c.error)) return
    if (!isBlocked) guesses.count(address)
    await (deps.wait ?? waitFor)(until - performance.now())
    if (isBlocked)
      throw new ProblemError(platformProblems.tooManyRequests, [], { retryAfter: BLOCKED_SECONDS })
  }
}

function isUnknownLink(error: unknown): boolean {
  return error instanceof ProblemError && error.problem === responseProblems.unknownLink
}

/** The caller's, as the gateway knows it. */
function readAddress(c: Context): string {
  const address: unknown = c.env?.requestContext?.http?.sourceIp
  return typeof address === 'string' ? address : ''
}
