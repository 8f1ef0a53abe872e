import type { Context, Env, Hono, MiddlewareHandler, TypedResponse } from 'hono'
import type { JSONParsed } from 'hono/utils/types'
import type * as z from 'zod/mini'
import { findTextFault } from '../../../surveys/values/text-faults.ts'
import { platformProblems } from '../../../web/api/problems/platform-problems.ts'
import type { Contract, Reply } from '../../../web/api/schemas/contract.ts'
import { ProblemError } from '../core/problem-error.ts'
import { buildInvalidInput, parseQuery, readJson, readSingleParameters } from './contract.ts'
import { createHono } from './hono.ts'

type Status<C extends Contract> =
  | C['status']
  | (C extends { repeatStatus: infer Repeat extends 200 } ? Repeat : never)

/** What a handler reads with `c.req.valid`: `param`, `query`, and `json` where there is a body. */
type Validated<C extends Contract> = {
  param: z.output<C['params']>
  query: z.output<C['query']>
} & (C extends { body: infer Body extends z.ZodMiniType } ? { json: z.output<Body> } : unknown)

type Answer<C extends Contract> = TypedResponse<JSONParsed<Reply<C>>, Status<C>, 'json'>

type ContractHandler<E extends Env, C extends Contract> = (
  c: Context<E, string, { in: Validated<C>; out: Validated<C> }>,
) => Answer<C> | Promise<Answer<C>>

/** Routes that answer by contracts: path, method, what is validated, and what a handler must answer. */
export type ContractRoutes<E extends Env> = Hono<E> & {
  /**
   * A handler that answers something other than its contract does not compile.
   *
   * @example createContractRoutes().answer(getStudy, async (c) => c.json(study, 200))
   */
  answer<const C extends Contract>(contract: C, handler: ContractHandler<E, C>): ContractRoutes<E>
}

export function createContractRoutes<E extends Env>(): ContractRoutes<E> {
  const routes: ContractRoutes<E> = Object.assign(createHono<E>(), {
    answer<C extends Contract>(contract: C, handler: ContractHandler<E, C>) {
      // hono's own type of a handler knows nothing of what was validated before it.
      const answer = handler as unknown as MiddlewareHandler<E>
      routes.on(contract.method, formatPattern(contract.path), validateRequest(contract), answer)
      return routes
    },
  })
  return routes
}

/**
 * A reply that is not the JSON of the contract: a further media type that it names, or 304. What stands in it is not checked
 * by the compiler.
 */
export function replyOtherwise(reply: Response): never {
  return reply as never
}

/**
 * Validates what a contract says, and what no schema says: an id of impossible form names nothing, a parameter stands
 * once, a body is JSON and not too large. A refusal names the field and never repeats its value.
 */
function validateRequest(contract: Contract): MiddlewareHandler {
  return async (c, next) => {
    const params = contract.params.safeParse(c.req.param())
    if (!params.success) throw new ProblemError(platformProblems.notFound)
    c.req.addValidatedData('param', params.data)
    c.req.addValidatedData('query', parseQuery(contract, readSingleParameters(contract, c.req)))
    if (contract.body) {
      const body = contract.body.safeParse(await readJson(c.req, contract.maximumBytes, findTextFault))
      if (!body.success) throw buildInvalidInput(body.error, '/')
      c.req.addValidatedData('json', body.data as object)
    }
    await next()
  }
}

/** `/sites/{site}` as hono writes it: `/sites/:site`. */
function formatPattern(path: string): string {
  return path.replaceAll(/{(.+?)}/g, ':$1')
}
