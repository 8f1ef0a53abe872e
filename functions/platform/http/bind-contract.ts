import { createRoute, OpenAPIHono } from '@hono/zod-openapi'
import type { Env, MiddlewareHandler } from 'hono'
import type * as z from 'zod'
import { platformProblems } from '../../../web/api/problems/platform-problems.ts'
import type { Contract, Reply } from '../../../web/api/schemas/contract.ts'
import { ProblemError } from '../core/problem-error.ts'
import { buildInvalidInput, readJson, readSingleParameters } from './contract.ts'

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
  const { method, path, params, query, body, status, repeatStatus = status, reply, summary } = contract
  const response = { description: summary, content: { 'application/json': { schema: reply } } }
  return createRoute({
    ...{ method, path },
    middleware: [checkRequest(contract)],
    request: {
      ...{ params, query },
      ...(body && { body: { required: true, content: { 'application/json': { schema: body } } } }),
    },
    responses: { [status]: response, [repeatStatus]: response },
  }) as unknown as BoundRoute<C>
}

/**
 * A reply that is not the JSON of the contract: a further media type that it names, or 304. What stands in it is not checked
 * by the compiler.
 */
export function replyOtherwise(reply: Response): never {
  return reply as never
}

/** What no schema says: an id of impossible form names nothing, a parameter stands once, a body is JSON and not too large. */
function checkRequest(contract: Contract): MiddlewareHandler {
  return async (c, next) => {
    if (!contract.params.safeParse(c.req.param()).success) throw new ProblemError(platformProblems.notFound)
    readSingleParameters(contract, c.req)
    if (contract.body) {
      await readJson(c.req, contract.maximumBytes)
      // The validators know fewer ways to write it than we take, such as with a charset behind a space.
      c.req.raw.headers.set('content-type', 'application/json')
    }
    await next()
  }
}

/** Routes that answer by contracts. A refusal names the field and never repeats its value. */
export function createContractRoutes<E extends Env>(): OpenAPIHono<E> {
  return new OpenAPIHono<E>({
    defaultHook: (result) => {
      if (!result.success) throw buildInvalidInput(result.error, result.target === 'json' ? '/' : '?')
    },
  })
}
