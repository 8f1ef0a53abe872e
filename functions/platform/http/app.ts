import type { Context, Env, Hono } from 'hono'
import { platformProblems } from '../../../web/api/problems/platform-problems.ts'
import { errorName, type Log } from '../core/log.ts'
import { ProblemError, problemResponse } from './problem.ts'

/** Every refusal of an HTTP function is a problem document; what is not foreseen is a 500 that says nothing of the request. */
export function answerProblems<E extends Env>(app: Hono<E>, log: Log): Hono<E> {
  app.onError((error, c) => {
    if (error instanceof ProblemError) return problemResponse(c, error.problem, error.errors)
    log.error('request failed', { errorName: errorName(error) })
    return problemResponse(c, platformProblems.unexpected)
  })
  app.notFound((c: Context) => problemResponse(c, platformProblems.notFound))
  return app
}
