/**
 * Several answers to one question, as one stored code: the codes chosen, in the order of the options, joined by `|`. Pure
 * and without an import, since the participant's browser reads and writes the same.
 */

/** No code of an option holds it. */
export const CODE_SEPARATOR = '|'

/** The codes in a stored answer; one of a question with a single answer is itself. */
export function splitCodes(code: string): readonly string[] {
  return code.split(CODE_SEPARATOR)
}

/**
 * The stored code for what was chosen; `undefined` where nothing was, a code is none of the options, or an answer that
 * excludes all others stands with another.
 *
 * @param options every code, in the order in which they are shown
 */
export function parseSeveral(
  options: readonly string[],
  exclusive: readonly string[],
  chosen: readonly string[],
): string | undefined {
  const codes = options.filter((code) => chosen.includes(code))
  const isKnown = chosen.every((code) => options.includes(code))
  const isAlone = codes.length < 2 || !codes.some((code) => exclusive.includes(code))
  return codes.length > 0 && isKnown && isAlone ? codes.join(CODE_SEPARATOR) : undefined
}
