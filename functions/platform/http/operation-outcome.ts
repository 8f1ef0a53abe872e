import type { Context, Env } from 'hono'
import type { AnsweredProblem } from './app.ts'

/** Codes of FHIR R4’s value set “issue-type”, by status. */
const ISSUES: Readonly<Record<number, string>> = {
  ...{ 400: 'invalid', 401: 'login', 403: 'forbidden', 404: 'not-found', 409: 'conflict', 422: 'invalid' },
  ...{ 429: 'throttled', 503: 'transient' },
}

/** A problem as a FHIR client reads it: an issue for each field that was refused, or one. */
export function respondWithOutcome<E extends Env>(
  c: Context<E>,
  { problem, errors, requestId }: AnsweredProblem,
): Response {
  const { code, title, status, detail } = problem
  const details = { coding: [{ system: '/problems', code }], text: title }
  const issue = { severity: 'error', code: ISSUES[status] ?? 'exception', details }
  const faults = errors.map((fault) => `${fault.pointer.replace('?', '')} ${fault.detail}`)
  return c.body(
    JSON.stringify({
      resourceType: 'OperationOutcome',
      ...(requestId !== '' && { id: requestId }),
      issue: (faults.length === 0 ? [detail] : faults).map((diagnostics) => ({ ...issue, diagnostics })),
    }),
    status,
    {
      'content-type': 'application/fhir+json',
      'cache-control': 'no-store',
      ...(status === 401 && { 'www-authenticate': 'Bearer' }),
    },
  )
}
