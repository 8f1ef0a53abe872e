import type { MiddlewareHandler } from 'hono'
import { platformProblems } from '../../web/api/problems/platform-problems.ts'
import type { Clock } from '../platform/core/clock.ts'
import { ProblemError } from '../platform/core/problem-error.ts'
import { createRequestLimit } from '../platform/core/request-limit.ts'
import type { ParticipantPageEnv } from './participant-page.env.ts'

/** A survey of 25 questions is about 60 requests where the page has no script, and 30 where it has one. */
const LINK_BURST = 120
const LINK_PER_SECOND = 2

/**
 * So many requests by one link, before its survey is read: opening a link writes nothing that could count them. What exceeds it
 * waits: the phone keeps an answer that is refused so, and sends it again.
 */
export function limitLink({ clock }: { readonly clock: Clock }): MiddlewareHandler<ParticipantPageEnv> {
  const limit = createRequestLimit({ clock, burst: LINK_BURST, perSecond: LINK_PER_SECOND })
  return async (c, next) => {
    const retryAfter = limit.take(c.var.link.page.token)
    if (retryAfter > 0) throw new ProblemError(platformProblems.tooManyRequests, [], { retryAfter })
    await next()
  }
}
