/*
 * Staff read identified data by `identified.open` alone, which records it first (functions/workflows/access/identified-data.ts).
 * A route has the stores of the Contacts table at hand, since workflows need them to write: it hands them on and calls none.
 */

const ROUTES = /^functions\/(api|console)\//
const READERS = '(?:findContact|contacts|messages|contactLog|conversations)'
const CALLS = [
  new RegExp(`\\bdeps(?:\\.|\\?\\.)${READERS}\\b`),
  new RegExp(`\\{[^{}]*\\b${READERS}\\b[^{}]*\\}\\s*(?:=\\s*deps\\b|:\\s*\\w*Deps\\b)`),
]

/** Lines of a route or page that read names, numbers or somebody’s words past the audit trail. */
export function findUnrecordedReads(path: string, source: string): { path: string; text: string }[] {
  if (!ROUTES.test(path)) return []
  return CALLS.flatMap((pattern) => {
    const [text] = pattern.exec(source) ?? []
    return text === undefined ? [] : [{ path, text }]
  })
}
