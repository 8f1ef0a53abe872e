import type { TextFault } from '../../../surveys/values/text-faults.ts'

/** Deeper than any body or FHIR file is, and shallow enough that nothing that walks through it overflows the stack. */
export const MAX_JSON_DEPTH = 64

/** Every bracket, and every string with the colon that makes it the name of a member. */
const TOKEN = /("(?:[^"\\]|\\.)*")\s*(:)?|[[\]{}]/g

/**
 * The value of a JSON text, read the one way in which every reader reads it: RFC 8259 leaves open what a member that is
 * named twice means, and `JSON.parse` takes the last.
 *
 * @throws SyntaxError where it is no JSON, is nested deeper than `MAX_JSON_DEPTH`, or names a member twice or `__proto__`
 */
export function parseStrictJson(text: string): unknown {
  refuseDepth(text)
  const value: unknown = JSON.parse(text)
  refuseRepeatedNames(text)
  return value
}

/** Before anything is parsed: of text that is no JSON the count may be wrong, and it is refused either way. */
function refuseDepth(text: string): void {
  let depth = 0
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === '{' || token === '[') depth += 1
    else if (token === '}' || token === ']') depth -= 1
    if (depth > MAX_JSON_DEPTH) throw new SyntaxError('nested too deeply')
  }
}

function refuseRepeatedNames(text: string): void {
  const open: Set<string>[] = []
  for (const [token, quoted, colon] of text.matchAll(TOKEN)) {
    if (token === '{' || token === '[') open.push(new Set())
    else if (token === '}' || token === ']') open.pop()
    else if (quoted !== undefined && colon !== undefined) {
      const names = open.at(-1)
      // One name can be spelt in several ways: "a" is "\u0061".
      const name: string = JSON.parse(quoted)
      if (names?.has(name)) throw new SyntaxError('a member is named twice')
      // Copied into another object it would not be a member: whoever checks the copy overlooks it.
      if (name === '__proto__') throw new SyntaxError('a member is named like the prototype')
      names?.add(name)
    }
  }
}

/** A JSON Pointer (RFC 6901) to a place in a value: empty for the whole, `~` and `/` within a name escaped. */
export function formatJsonPointer(path: readonly PropertyKey[]): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}

/** The value at a JSON Pointer (RFC 6901); `undefined` where there is none. */
export function readAtPointer(value: unknown, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>(
      (place, name) =>
        typeof place === 'object' && place !== null && Object.hasOwn(place, name)
          ? (place as Record<string, unknown>)[name]
          : undefined,
      value,
    )
}

/** A text that holds what none may hold, and the pointer to it; of a member’s name, to where the member stands. */
export type FaultyText = { readonly pointer: string; readonly fault: TextFault }

export function listFaultyTexts(
  value: unknown,
  findFault: (text: string) => TextFault | undefined,
  path: readonly PropertyKey[] = [],
): readonly FaultyText[] {
  if (typeof value === 'string') {
    const fault = findFault(value)
    return fault === undefined ? [] : [{ pointer: formatJsonPointer(path), fault }]
  }
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, one]) => {
    const fault = findFault(key)
    return fault === undefined
      ? listFaultyTexts(one, findFault, [...path, key])
      : [{ pointer: formatJsonPointer(path), fault }]
  })
}
