/** A refusal of the local endpoints as RFC 9457 problem+json. */
export function buildLocalProblem(
  status: number,
  title: string,
  detail: string,
  more: Record<string, unknown> = {},
): Response {
  return new Response(JSON.stringify({ type: 'about:blank', status, title, detail, ...more }), {
    status,
    headers: { 'content-type': 'application/problem+json' },
  })
}
