import { hasControlCharacter } from '../../../surveys/values/control-characters.ts'

/** Deeper than any body or FHIR file is, and shallow enough that nothing that walks through it overflows the stack. */
export const MAX_JSON_DEPTH = 64

/** Every bracket, and every string with the colon that makes it the name of a member. */
const TOKEN = /("(?:[^"\\]|\\.)*")\s*(:)?|[[\]{}]/g

/**
 * The value of a JSON text, read the one way in which every reader reads it: RFC 8259 leaves open what a member that is
 * named twice means, and `JSON.parse` takes the last.
 *
 * @throws SyntaxError where it is no JSON, is nested deeper than `MAX_JSON_DEPTH`, names a member twice or `__proto__`, or holds half of a
 * surrogate pair, which JSON can spell and nothing can store
 */
export function parseStrictJson(text: string): unknown {
  refuseDepth(text)
  const value: unknown = JSON.parse(text)
  refuseRepeatedNames(text)
  if (/\\u[dD][89a-fA-F]/.test(text) && !isWellFormed(value)) throw new SyntaxError('a lone surrogate')
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

function isWellFormed(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed()
  if (typeof value !== 'object' || value === null) return true
  return Object.entries(value).every(([key, one]) => key.isWellFormed() && isWellFormed(one))
}

/** A JSON Pointer (RFC 6901) to a place in a value: empty for the whole, `~` and `/` within a name escaped. */
export function formatJsonPointer(path: readonly PropertyKey[]): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}

/** Pointers to every text in a value with a control character; of a member’s name, to where it stands. */
export function findControlCharacters(value: unknown, path: readonly PropertyKey[] = []): readonly string[] {
  if (typeof value === 'string') return hasControlCharacter(value) ? [formatJsonPointer(path)] : []
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, one]) =>
    hasControlCharacter(key) ? [formatJsonPointer(path)] : findControlCharacters(one, [...path, key]),
  )
}
