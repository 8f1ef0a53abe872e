/** A domain with its levels, from the worst to the best. */
export type TradeOffDomain = { readonly id: string; readonly levels: number }

/** Two responses that are alike but for some domains, in which neither is better in all. Levels count from 0, the worst. */
export type TradeOffPair = {
  readonly id: string
  /** Places of the domains in which they differ. */
  readonly domains: readonly number[]
  readonly first: readonly number[]
  readonly second: readonly number[]
}

/** What a rater chose. */
export type Choice = { readonly pair: TradeOffPair; readonly preferred: 'first' | 'second' | 'equal' }

/**
 * Every pair that differs in so many domains, none twice and none of which one side is better in everything. Two domains are what
 * people can weigh.
 *
 * @param degree how many domains differ, at least 2
 * @see Hansen & Ombler, Journal of Multi-Criteria Decision Analysis 15:87, 2008
 * @example listTradeOffPairs([{ id: 'pain', levels: 2 }, { id: 'sleep', levels: 2 }]) // one pair
 */
export function listTradeOffPairs(domains: readonly TradeOffDomain[], degree = 2): readonly TradeOffPair[] {
  return listSubsets(domains.length, degree).flatMap((places) => {
    const levels = places.map((place) => (domains[place] as TradeOffDomain).levels)
    const vectors = listVectors(levels)
    return vectors.flatMap((first, at) =>
      vectors.slice(at + 1).flatMap((second): TradeOffPair[] => {
        const signs = new Set(first.map((level, place) => Math.sign(level - (second[place] as number))))
        if (signs.has(0) || signs.size < 2) return []
        const id = `${places.join('-')}:${first.join('-')}:${second.join('-')}`
        return [{ id, domains: places, first, second }]
      }),
    )
  })
}

/**
 * The pairs of a question: those of two domains, and of three where every domain has two levels, since choices between two such
 * domains say which counts more and not how much.
 */
export function listQuestionPairs(domains: readonly TradeOffDomain[]): readonly TradeOffPair[] {
  const pairs = listTradeOffPairs(domains)
  return domains.every(({ levels }) => levels === 2) ? [...pairs, ...listTradeOffPairs(domains, 3)] : pairs
}

/**
 * Which steps up the first side has that the second has not, and the other way round: 1, −1 or 0 for each step of each domain.
 */
export function computeSteps(domains: readonly TradeOffDomain[], pair: TradeOffPair): readonly number[] {
  return domains.flatMap(({ levels }, place) => {
    const at = pair.domains.indexOf(place)
    const [one, other] = at < 0 ? [0, 0] : [pair.first[at] as number, pair.second[at] as number]
    return Array.from({ length: levels - 1 }, (_, step) => Number(one > step) - Number(other > step))
  })
}

function listSubsets(of: number, size: number): readonly (readonly number[])[] {
  if (size === 0) return [[]]
  return Array.from({ length: of }, (_, last) => last).flatMap((last) =>
    listSubsets(last, size - 1).map((rest) => [...rest, last]),
  )
}

function listVectors(levels: readonly number[]): readonly (readonly number[])[] {
  return levels.reduce<readonly (readonly number[])[]>(
    (so, count) => so.flatMap((one) => Array.from({ length: count }, (_, level) => [...one, level])),
    [[]],
  )
}
