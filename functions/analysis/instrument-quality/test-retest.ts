/** Agreement of two measurements of people who have not changed. */
export type TestRetest = {
  readonly n: number
  /** Intraclass correlation of single measurements, absolute agreement, two-way random: ICC(2,1). */
  readonly icc: number
  /** Standard error of measurement in the unit of the score, systematic differences included. */
  readonly sem: number
}

const MIN_PAIRS = 10

/**
 * @param pairs first and second score of each
 * @returns `undefined` with fewer than ten pairs, or where all scores are alike
 * @see Shrout & Fleiss, Psychological Bulletin 86:420, 1979; McGraw & Wong, Psychological Methods 1:30, 1996
 */
export function measureTestRetest(pairs: readonly (readonly [number, number])[]): TestRetest | undefined {
  const n = pairs.length
  if (n < MIN_PAIRS) return undefined
  const all = pairs.flat()
  const mean = all.reduce((sum, one) => sum + one, 0) / all.length
  const [first, second] = [0, 1].map(
    (at) => pairs.reduce((sum, pair) => sum + (pair[at] as number), 0) / n,
  ) as [number, number]
  const ofPeople = pairs.reduce((sum, [a, b]) => sum + 2 * ((a + b) / 2 - mean) ** 2, 0)
  const ofTimes = n * ((first - mean) ** 2 + (second - mean) ** 2)
  const rest = all.reduce((sum, one) => sum + (one - mean) ** 2, 0) - ofPeople - ofTimes
  const [people, times, error] = [ofPeople / (n - 1), ofTimes, rest / (n - 1)]
  const below = people + error + (2 * (times - error)) / n
  if (!(below > 0)) return undefined
  return { n, icc: (people - error) / below, sem: Math.sqrt(Math.max(0, error + (times - error) / n)) }
}
