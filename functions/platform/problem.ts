import type { Context } from 'hono'

/**
 * Problems are RFC 9457 documents from a catalogue per concept (`*.problems.ts`). A code, once published,
 * is never reused for something else. `detail` is fixed text: it never quotes what was sent.
 */
export type Problem = {
  readonly code: string
  readonly status: 400 | 401 | 403 | 404 | 405 | 409 | 410 | 413 | 415 | 422 | 429 | 500 | 503
  readonly title: string
  readonly detail: string
}

/** One field that was refused. `pointer` is a JSON pointer into the body, or `?name` for a query parameter. */
export type FieldFault = { readonly pointer: string; readonly code: string; readonly detail: string }

export class ProblemError extends Error {
  readonly problem: Problem
  readonly errors: readonly FieldFault[]

  constructor(problem: Problem, errors: readonly FieldFault[] = []) {
    super(problem.code)
    this.name = 'ProblemError'
    this.problem = problem
    this.errors = errors
  }
}

export const platformProblems = {
  malformedJson: {
    code: 'malformed-json',
    status: 400,
    title: 'The body is not JSON',
    detail: 'The request body could not be read as JSON.',
  },
  notSignedIn: {
    code: 'not-signed-in',
    status: 401,
    title: 'Not signed in',
    detail: 'Send a valid bearer token.',
  },
  notFound: {
    code: 'not-found',
    status: 404,
    title: 'Not found',
    detail: 'The resource does not exist, or you do not have access to it.',
  },
  methodNotAllowed: {
    code: 'method-not-allowed',
    status: 405,
    title: 'Method not allowed',
    detail: 'This address does not support this method.',
  },
  forbidden: {
    code: 'forbidden',
    status: 403,
    title: 'Your role does not allow this',
    detail: 'You can view this but not change it.',
  },
  tooLarge: {
    code: 'body-too-large',
    status: 413,
    title: 'The body is too large',
    detail: 'The limit is 65,536 bytes for a request body and 2,000,000 bytes for a file to import.',
  },
  unsupportedMediaType: {
    code: 'unsupported-media-type',
    status: 415,
    title: 'Unsupported content type',
    detail: 'Send the body with the content type given in the API reference.',
  },
  invalidInput: {
    code: 'invalid-input',
    status: 422,
    title: 'Invalid input',
    detail: 'Each invalid field is listed in errors. Nothing was saved.',
  },
  busy: {
    code: 'busy',
    status: 503,
    title: 'Try again in a moment',
    detail: 'Other requests are writing to the same record. Nothing was saved. Send the same request again.',
  },
  signInUnavailable: {
    code: 'sign-in-unavailable',
    status: 503,
    title: 'Sign-in is unavailable',
    detail: 'The token could not be checked. Nothing was read or saved. Send the same request again.',
  },
  unexpected: {
    code: 'unexpected',
    status: 500,
    title: 'Something went wrong',
    detail: 'The request failed. Send it again.',
  },
} as const satisfies Record<string, Problem>

/** The problem document and its headers. `type` leads to a page that explains the code. */
export function problemResponse(c: Context, problem: Problem, errors: readonly FieldFault[] = []): Response {
  return c.body(
    JSON.stringify({
      type: `/problems/${problem.code}`,
      title: problem.title,
      status: problem.status,
      detail: problem.detail,
      ...(errors.length > 0 && { errors }),
    }),
    problem.status,
    {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      ...(problem.status === 401 && { 'www-authenticate': 'Bearer' }),
      ...(problem.status === 503 && { 'retry-after': '1' }),
    },
  )
}
