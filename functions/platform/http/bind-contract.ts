import type { OpenAPIHono } from '@hono/zod-openapi'
import { type Env, type Handler, Hono, type MiddlewareHandler } from 'hono'
import type * as z from 'zod'
import { platformProblems } from '../../../web/api/problems/platform-problems.ts'
import type { Contract, Reply } from '../../../web/api/schemas/contract.ts'
import { ProblemError } from '../core/problem-error.ts'
import { buildInvalidInput, parseQuery, readJson, readSingleParameters } from './contract.ts'

type Status<C extends Contract> =
  | C['status']
  | (C extends { repeatStatus: infer Repeat extends 200 } ? Repeat : never)

type RequestOf<C extends Contract> = { params: C['params']; query: C['query'] } & (C extends {
  body: infer Body extends z.ZodType
}
  ? { body: { required: true; content: { 'application/json': { schema: Body } } } }
  : unknown)

type ResponseOf<C extends Contract> = {
  description: string
  content: { 'application/json': { schema: z.ZodType<Reply<C>> } }
}

/** The route of a contract, as `OpenAPIHono.openapi` takes it: path, method, what is validated and what is answered. */
export type BoundRoute<C extends Contract> = {
  method: C['method']
  path: C['path']
  request: RequestOf<C>
  responses: { [S in Status<C>]: ResponseOf<C> }
}

/**
 * Binds a contract: path, method, what is validated, and what the handler must answer. A handler that answers something else
 * does not compile.
 *
 * @example app.openapi(bindContract(getStudy), async (c) => c.json(study, 200))
 */
export function bindContract<const C extends Contract>(contract: C): BoundRoute<C> {
  // Its routes read the contract itself (`ContractRoutes`): only the compiler needs it in other words.
  return contract as unknown as BoundRoute<C>
}

/**
 * A reply that is not the JSON of the contract: a further media type that it names, or 304. What stands in it is not checked
 * by the compiler.
 */
export function replyOtherwise(reply: Response): never {
  return reply as never
}

/**
 * Validates what its contract says, and what no schema says: an id of impossible form names nothing, a parameter stands
 * once, a body is JSON and not too large. A refusal names the field and never repeats its value.
 */
function validateRequest(contract: Contract): MiddlewareHandler {
  return async (c, next) => {
    const params = contract.params.safeParse(c.req.param())
    if (!params.success) throw new ProblemError(platformProblems.notFound)
    c.req.addValidatedData('param', params.data)
    c.req.addValidatedData('query', parseQuery(contract, readSingleParameters(contract, c.req)))
    if (contract.body) {
      const body = contract.body.safeParse(await readJson(c.req, contract.maximumBytes))
      if (!body.success) throw buildInvalidInput(body.error, '/')
      c.req.addValidatedData('json', body.data as object)
    }
    await next()
  }
}

class ContractRoutes<E extends Env> extends Hono<E> {
  openapi(contract: Contract, handler: Handler<E>): this {
    this.on(contract.method, formatPattern(contract.path), validateRequest(contract), handler)
    return this
  }
}

/** `/sites/{site}` as hono writes it: `/sites/:site`. */
function formatPattern(path: string): string {
  return path.replaceAll(/{(.+?)}/g, ':$1')
}

/**
 * Routes that answer by contracts. The type is that of `@hono/zod-openapi`, which tells the compiler what a handler is given
 * and must answer. Its code is not loaded: with it comes all of zod, 450 kB and 25 ms of a cold start.
 */
export function createContractRoutes<E extends Env>(): OpenAPIHono<E> {
  return new ContractRoutes<E>() as unknown as OpenAPIHono<E>
}
