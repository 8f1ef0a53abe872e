import type { HonoRequest, MiddlewareHandler } from 'hono'
import * as z from 'zod'
import { type FieldFault, type Problem, ProblemError, platformProblems } from './problem.ts'

/**
 * What a route takes and gives, as zod schemas: the routes validate by it and the OpenAPI document is
 * written from it, so that the reference cannot disagree with the program.
 */
export type Contract<
  Params extends z.ZodObject = z.ZodObject,
  Query extends z.ZodObject = z.ZodObject,
  Body extends z.ZodType = z.ZodType,
> = {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  /** OpenAPI form: `/api/studies/{study}`. */
  readonly path: string
  readonly tag: string
  readonly summary: string
  readonly description?: string
  readonly public?: boolean
  readonly params: Params
  readonly query: Query
  readonly body?: Body
  /** How large the body may be; 65,536 bytes unless it says otherwise. */
  readonly maximumBytes?: number
  readonly status: 200 | 201
  readonly reply: z.ZodType
  /** Further media types of the reply, such as text/csv. */
  readonly alsoReplies?: readonly string[]
  readonly problems: readonly Problem[]
}

/** An instant as it is told, with any offset; to the nanosecond at most, as far as instants are read. */
export const instantSchema = z.iso
  .datetime({ offset: true })
  .refine((written) => !/\.\d{10}/.test(written), 'at most nine digits after the second')

export const noParams = z.strictObject({})
export const noQuery = z.strictObject({})
export const MAXIMUM_BODY_BYTES = 65_536

type Input<C extends Contract> = {
  params: z.output<C['params']>
  query: z.output<C['query']>
  body: C extends { body: infer Body extends z.ZodType } ? z.output<Body> : undefined
}

/** Validates params, query and body by the contract and leaves them, typed, in `c.var.input`. Unknown members are refused, and no refusal repeats a value. */
export function accept<const C extends Contract>(
  contract: C,
): MiddlewareHandler<{ Variables: { input: Input<C> } }> {
  return async (c, next) => {
    const params = contract.params.safeParse(c.req.param())
    // An id of impossible form names nothing, like an unknown one.
    if (!params.success) throw new ProblemError(platformProblems.notFound)
    const query = queryBy(contract, askedOnce(contract, c.req))
    let body: unknown
    if (contract.body) {
      const parsed = contract.body.safeParse(await readJson(c.req.raw, contract.maximumBytes))
      if (!parsed.success) throw invalid(parsed.error, '/')
      body = parsed.data
    }
    c.set('input', { params: params.data, query, body } as Input<C>)
    await next()
  }
}

/** What a query asks, each parameter of the contract once: of two values neither is the one that was meant. @throws ProblemError 422 */
export function askedOnce({ query }: Contract, request: HonoRequest): Record<string, string> {
  const twice = Object.keys(query.shape).filter((name) => (request.queries(name)?.length ?? 0) > 1)
  if (twice.length > 0)
    throw new ProblemError(
      platformProblems.invalidInput,
      twice.map((name) => ({ pointer: `?${name}`, code: 'repeated', detail: 'must appear only once' })),
    )
  return request.query()
}

/** A query as a contract takes it, with its defaults. @throws ProblemError 422 */
export function queryBy<const C extends Contract>(
  contract: C,
  asked: Readonly<Record<string, string>>,
): z.output<C['query']> {
  const query = contract.query.safeParse(asked)
  if (!query.success) throw invalid(query.error, '?')
  return query.data as z.output<C['query']>
}

/** @throws ProblemError 415, 413 or 400. */
export async function readJson(request: Request, maximumBytes = MAXIMUM_BODY_BYTES): Promise<unknown> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/json') throw new ProblemError(platformProblems.unsupportedMediaType)
  const text = await request.text()
  if (Buffer.byteLength(text) > maximumBytes) throw new ProblemError(platformProblems.tooLarge)
  try {
    const body: unknown = JSON.parse(text)
    // Half of a character, which JSON can spell and nothing can store.
    if (/\\u[dD][89a-fA-F]/.test(text) && !isWellFormed(body)) throw new SyntaxError('a lone surrogate')
    return body
  } catch {
    throw new ProblemError(platformProblems.malformedJson)
  }
}

function isWellFormed(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed()
  if (typeof value !== 'object' || value === null) return true
  return Object.entries(value).every(([key, one]) => key.isWellFormed() && isWellFormed(one))
}

/** The schema's refusals as field faults. Unknown keys are pointed at their parent: a key may be as private as a value. */
export function invalid(error: z.ZodError, prefix: '/' | '?'): ProblemError {
  const errors: FieldFault[] = error.issues.map((issue) => ({
    pointer: prefix === '?' ? `?${issue.path.join('.')}` : `/${issue.path.map(String).join('/')}`,
    code: issue.code.replaceAll('_', '-'),
    detail: issue.code === 'unrecognized_keys' ? 'unknown members are not allowed' : describe(issue),
  }))
  return new ProblemError(platformProblems.invalidInput, errors)
}

function describe(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `expected ${issue.expected}`
    case 'too_big':
      return `at most ${issue.maximum}`
    case 'too_small':
      return `at least ${issue.minimum}`
    case 'invalid_value':
      return `one of ${issue.values.map(String).join(', ')}`
    case 'invalid_format':
      return issue.format === 'regex' ? issue.message : `expected the form ${issue.format}`
    default:
      return issue.message
  }
}
