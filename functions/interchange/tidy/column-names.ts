/** The longest name that Stata and SAS take. */
const MAX_NAME = 32

/** Words that a statistics program keeps for itself. */
const RESERVED = new Set(
  [
    ...['all', 'and', 'by', 'eq', 'ge', 'gt', 'le', 'lt', 'ne', 'not', 'or', 'to', 'with'],
    ...[
      'if',
      'in',
      'using',
      'byte',
      'int',
      'long',
      'float',
      'double',
      'str',
      'strl',
      'function',
      'next',
      'repeat',
    ],
    ...['while', 'else', 'for', 'break', 'true', 'false', 'null', 'na', 'nan', 'inf'],
  ].map((word) => word.toLowerCase()),
)

/**
 * Names of variables for IDs, each unlike the others: `phq9-q1` is `phq9_q1`, `1a` is `v1a`, and what is too long or taken ends
 * in its place in the list, or the next number that is free. What a variable brings along is unlike every other name too.
 *
 * @param suffixes of variables that stand beside each, such as `_missing`
 * @param taken names that stand already
 */
export function buildColumnNames(
  ids: readonly string[],
  suffixes: readonly string[] = [],
  taken: readonly string[] = [],
): ReadonlyMap<string, string> {
  const longest = MAX_NAME - Math.max(0, ...suffixes.map(({ length }) => length))
  const used = new Set(taken.flatMap(listDerived))
  const listOwn = (name: string) => ['', ...suffixes].flatMap((suffix) => listDerived(name + suffix))
  const isFree = (name: string) => listOwn(name).every((one) => !used.has(one))
  return new Map(
    ids.map((id, at) => {
      const plain = id.toLowerCase().replace(/\W+/g, '_')
      const named = /^[a-z]/.test(plain) ? plain : `v${plain}`
      const isFit = named.length <= longest && !RESERVED.has(named) && !named.endsWith('_')
      let name = named
      for (let number = at + 1; (name === named && !isFit) || !isFree(name); number += 1) {
        const end = `_${number}`
        name = named.slice(0, longest - end.length) + end
      }
      for (const one of listOwn(name)) used.add(one)
      return [id, name]
    }),
  )
}

/** A variable, and those that the scripts for R and Stata make of it. */
function listDerived(name: string): readonly string[] {
  return [name, `${name}_label`, formatStataCode(name)]
}

/** In Stata the variable of a text that is coded in whole numbers: 32 characters at most, as every name. */
export function formatStataCode(name: string): string {
  return `${name.slice(0, MAX_NAME - 2)}_n`
}
