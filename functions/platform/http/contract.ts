import type { HonoRequest } from 'hono'
import type * as z from 'zod/mini'
import { findTextFault, findUnstorable, type TextFault } from '../../../surveys/values/text-faults.ts'
import { platformProblems } from '../../../web/api/problems/platform-problems.ts'
import type { FieldFault } from '../../../web/api/problems/problem.ts'
import type { Contract } from '../../../web/api/schemas/contract.ts'
import { type FaultyText, formatJsonPointer, listFaultyTexts, parseStrictJson } from '../core/json.ts'
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
  const asked = request.query()
  const faulty = Object.keys(query.shape).flatMap((name) => {
    const fault = findTextFault(asked[name] ?? '')
    return fault === undefined ? [] : [{ pointer: `?${name}`, fault }]
  })
  if (faulty.length > 0) throw buildTextRefusal(faulty)
  return asked
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

/**
 * @param findFault what its texts may not hold: by default, what a participant’s may not
 * @throws ProblemError 415, 413, 400, or 422 where a text in it holds what none may hold, see text-faults.ts
 */
export async function readJson(
  request: HonoRequest,
  maximumBytes = MAX_BODY_BYTES,
  findFault: (text: string) => TextFault | undefined = findUnstorable,
): Promise<unknown> {
  const type = request.header('content-type')?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/json') throw new ProblemError(platformProblems.unsupportedMediaType)
  const text = await request.text()
  if (Buffer.byteLength(text) > maximumBytes) throw new ProblemError(platformProblems.tooLarge)
  const body = parseBody(text)
  const faulty = listFaultyTexts(body, findFault)
  if (faulty.length > 0) throw buildTextRefusal(faulty)
  return body
}

function parseBody(text: string): unknown {
  try {
    return parseStrictJson(text)
  } catch {
    throw new ProblemError(platformProblems.malformedJson)
  }
}

/** Text that holds what none may hold, at each of these places. */
export function buildTextRefusal(faulty: readonly FaultyText[]): ProblemError {
  const errors = faulty.map(({ pointer, fault }) => ({
    pointer,
    code: fault,
    detail: `must hold no ${fault.replace('-', ' ')}`,
  }))
  return new ProblemError(platformProblems.invalidInput, errors)
}

/** The schema's refusals as field faults. Unknown keys are pointed at their parent: a key may be as private as a value. */
export function buildInvalidInput(error: z.core.$ZodError, prefix: '/' | '?'): ProblemError {
  return new ProblemError(platformProblems.invalidInput, listFieldFaults(error, prefix))
}

/** The same as a list, of what is no request: a draft that is not finished. */
export function listFieldFaults(error: z.core.$ZodError, prefix: '/' | '?' = '/'): readonly FieldFault[] {
  return error.issues.flatMap(listIssues).map((issue) => ({
    pointer: prefix === '?' ? `?${issue.path.join('.')}` : formatJsonPointer(issue.path),
    code: issue.code.replaceAll('_', '-'),
    detail: issue.code === 'unrecognized_keys' ? 'unknown members are not allowed' : describe(issue),
  }))
}

/** An issue, or for a value that fits none of several forms what is wrong with it by the form that it comes nearest to. */
function listIssues(issue: z.core.$ZodIssue): readonly z.core.$ZodIssue[] {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [issue]
  const [nearest = []] = [...issue.errors].sort((a, b) => countStrangeness(a) - countStrangeness(b))
  return nearest.flatMap((inner) => listIssues({ ...inner, path: [...issue.path, ...inner.path] }))
}

/** A form whose members the value does not have is farther away than one of whose members one is wrong. */
function countStrangeness(issues: readonly z.core.$ZodIssue[]): number {
  const isStrange = ({ code }: z.core.$ZodIssue) => code === 'unrecognized_keys'
  return issues.length + issues.filter(isStrange).length * 100
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
