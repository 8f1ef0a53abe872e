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
 * Names of variables for IDs, each unlike the others: `phq9-q1` is `phq9_q1`, `1a` is `v1a`, and what is too long ends in its
 * place in the list.
 *
 * @param suffixLength how many characters are to fit behind each
 * @param taken names that stand already
 */
export function buildColumnNames(
  ids: readonly string[],
  suffixLength = 0,
  taken: readonly string[] = [],
): ReadonlyMap<string, string> {
  const longest = MAX_NAME - suffixLength
  const used = new Set(taken)
  return new Map(
    ids.map((id, at) => {
      const plain = id.toLowerCase().replace(/\W+/g, '_')
      const named = /^[a-z]/.test(plain) ? plain : `v${plain}`
      const isFree =
        named.length <= longest && !RESERVED.has(named) && !used.has(named) && !named.endsWith('_')
      const end = `_${at + 1}`
      const name = isFree ? named : named.slice(0, longest - end.length) + end
      used.add(name)
      return [id, name]
    }),
  )
}
