import type { HonoRequest } from 'hono'
import type * as z from 'zod/mini'
import { platformProblems } from '../../../web/api/problems/platform-problems.ts'
import type { FieldFault } from '../../../web/api/problems/problem.ts'
import type { Contract } from '../../../web/api/schemas/contract.ts'
import { ProblemError } from '../core/problem-error.ts'

export const MAX_BODY_BYTES = 65_536

/** What a query asks, each parameter of the contract once: of two values neither is the one that was meant. @throws ProblemError 422 */
export function readSingleParameters({ query }: Contract, request: HonoRequest): Record<string, string> {
  const twice = Object.keys(query.shape).filter((name) => (request.queries(name)?.length ?? 0) > 1)
  if (twice.length > 0)
    throw new ProblemError(
      platformProblems.invalidInput,
      twice.map((name) => ({ pointer: `?${name}`, code: 'repeated', detail: 'must appear only once' })),
    )
  return request.query()
}

/** A query as a contract takes it, with its defaults. @throws ProblemError 422 */
export function parseQuery<const C extends Contract>(
  contract: C,
  asked: Readonly<Record<string, string>>,
): z.output<C['query']> {
  const query = contract.query.safeParse(asked)
  if (!query.success) throw buildInvalidInput(query.error, '?')
  return query.data as z.output<C['query']>
}

/** @throws ProblemError 415, 413 or 400. */
export async function readJson(request: HonoRequest, maximumBytes = MAX_BODY_BYTES): Promise<unknown> {
  const type = request.header('content-type')?.split(';')[0]?.trim().toLowerCase()
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
export function buildInvalidInput(error: z.core.$ZodError, prefix: '/' | '?'): ProblemError {
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
