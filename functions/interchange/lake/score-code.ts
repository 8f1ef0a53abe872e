import { formatRational } from '../../../surveys/values/rational.ts'
import type { StoredScore } from '../../../web/api/participants/scale-score.ts'
import { quoteName } from './select-facts.ts'

/*
 * A score as one whole number, by which a query groups participants: it is made in SQL and read here. A score that does not
 * fit into it is 0, and its participant is read one by one.
 *
 *   scored:        ((version · 64 + band) · 1024 + denominator) · 2^24 + numerator + 2^23
 *   not scorable:  −(version · 16 + reason)
 *
 * Versions, bands and reasons count from 1 in their lists; band 0 is none.
 */

/** What the numbers of a code stand for. */
export type ScoreVocabulary = {
  readonly instrument: string
  /** `peg@1.0.0`: versions of the instrument that a code can name, at most 127. */
  readonly versions: readonly string[]
  readonly scale: string
  /** At most 63. */
  readonly bands: readonly string[]
  readonly algorithm: string
}

const REASONS = [
  'items-missing',
  'unknown-code',
  'outside-table',
  'divided-by-zero',
  'no-calibration',
] as const
const [BANDS, DENOMINATORS, NUMERATORS] = [64, 1024, 2 ** 24]
const HALF = NUMERATORS / 2

/** Columns of the table of scores that a code is made of. */
export const CODE_COLUMNS = [
  ...['instrument', 'scale', 'algorithm', 'calibration', 'estimated'],
  ...['kind', 'numerator', 'denominator', 'reason', 'band'],
] as const

/** A code as an expression of SQL over `CODE_COLUMNS`. */
export function buildCodeExpression({ versions, bands, algorithm }: ScoreVocabulary): string {
  const version = enumerate('instrument', versions.slice(0, 127))
  const band = `case when band is null then 0 else ${enumerate('band', bands.slice(0, BANDS - 1), '-1')} end`
  const fits = [
    `${version} > 0 and algorithm = ${quoteName(algorithm)} and calibration is null and not estimated`,
    `${band} >= 0 and denominator between 1 and ${DENOMINATORS - 1} and numerator between ${-HALF} and ${HALF - 1}`,
  ].join(' and ')
  const scored = `((${version} * ${BANDS} + ${band}) * ${DENOMINATORS} + denominator) * ${NUMERATORS} + numerator + ${HALF}`
  const reason = enumerate('reason', REASONS)
  return [
    `case when kind = 'scored' and ${fits} then ${scored}`,
    `when kind = 'not-scorable' and ${version} > 0 and ${reason} > 0 and algorithm = ${quoteName(algorithm)}`,
    `and calibration is null then -(${version} * 16 + ${reason}) else 0 end`,
  ].join(' ')
}

/** The place of a column's text in a list, from 1, as a BIGINT. */
function enumerate(column: string, names: readonly string[], otherwise = '0'): string {
  const none = `cast(${otherwise} as bigint)`
  if (names.length === 0) return none
  const cases = names.map((name, at) => `when ${quoteName(name)} then cast(${at + 1} as bigint)`)
  return `(case ${column} ${cases.join(' ')} else ${none} end)`
}

/** The score that a code is of; `undefined` of 0. What no rule reads is left empty. */
export function readScoreCode(code: number, vocabulary: ScoreVocabulary): StoredScore | undefined {
  if (code === 0) return undefined
  const { versions, scale, bands, algorithm } = vocabulary
  const about = { hash: '', algorithm, scale, itemsMissing: [], calibration: null }
  if (code < 0) {
    const [version, reason] = split(-code, 16)
    return {
      ...{ kind: 'not-scorable', instrument: versions[version - 1] as string, ...about },
      reason: REASONS[reason - 1] as (typeof REASONS)[number],
    }
  }
  const [head, low] = split(code, NUMERATORS)
  const [named, denominator] = split(head, DENOMINATORS)
  const [version, band] = split(named, BANDS)
  const numerator = low - HALF
  return {
    ...{ kind: 'scored', instrument: versions[version - 1] as string, ...about },
    ...{ exact: formatRational({ numerator, denominator }), value: numerator / denominator },
    ...{ standardError: null, estimated: false, band: band === 0 ? null : (bands[band - 1] as string) },
    ...{ itemsUsed: 0, itemsReversed: [] },
  }
}

/** Quotient and remainder of whole numbers below 2^53. */
function split(value: number, by: number): readonly [number, number] {
  const remainder = value % by
  return [(value - remainder) / by, remainder]
}
