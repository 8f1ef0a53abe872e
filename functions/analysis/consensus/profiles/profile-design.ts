import type { ProfileMeasure, ProfileQuestion } from '../../../../surveys/consensus/profile-question.ts'
import { createRandomStream } from '../../statistics/random.ts'
import { createShownProfile, type ShownProfile } from './shown-profile.ts'

/** Of the profiles, how many come from the half of all combinations that lies nearer to the expected border. */
const NEAR_SHARE = 2 / 3

/**
 * Synthetic profiles of a protocol’s question: of all combinations of levels that are possible, two thirds from the half nearer to
 * the expected border, chosen so that each level of each measure is shown about as often. The same question gives the same profiles.
 *
 * @returns in the order of their ids; fewer than asked for where the levels make no more
 */
export function designProfiles(question: ProfileQuestion): readonly ShownProfile[] {
  const { measures, source, seed } = question
  const impossible = source.kind === 'synthetic' ? source.impossible : []
  const random = createRandomStream(seed, 'profiles', question.id)
  const possible = listCombinations(measures)
    .filter((scores) => !impossible.some((conditions) => matchesAll(scores, measures, conditions)))
    .map((followUps) => ({
      followUps,
      distance: Math.abs(computeDistance(followUps, measures)),
      order: random.uniform(),
    }))
    .sort((a, b) => a.distance - b.distance || a.order - b.order)
  const half = Math.ceil(possible.length / 2)
  const near = Math.min(half, Math.round(source.profiles * NEAR_SHARE))
  const shown = measures.map(() => new Map<number, number>())
  const chosen = [
    ...chooseBalanced(possible.slice(0, half), near, shown),
    ...chooseBalanced(possible.slice(half), source.profiles - near, shown),
  ]
  return chosen
    .map(({ followUps }) =>
      createShownProfile(
        measures.map(({ score, baseline }, at) => ({ score, baseline, followUp: followUps[at] as number })),
      ),
    )
    .sort((a, b) => (a.id < b.id ? -1 : 1))
}

type Combination = { readonly followUps: readonly number[]; readonly order: number }

/** One after the other, that whose levels were shown the least often. @param shown counts by level, of each measure */
function chooseBalanced(
  from: readonly Combination[],
  count: number,
  shown: readonly Map<number, number>[],
): readonly Combination[] {
  const rest = [...from].sort((a, b) => a.order - b.order)
  const chosen: Combination[] = []
  while (chosen.length < count && rest.length > 0) {
    const costs = rest.map(({ followUps }) =>
      followUps.reduce((sum, level, at) => sum + (shown[at]?.get(level) ?? 0) ** 2, 0),
    )
    const [next] = rest.splice(costs.indexOf(Math.min(...costs)), 1) as [Combination]
    next.followUps.forEach((level, at) => {
      shown[at]?.set(level, (shown[at]?.get(level) ?? 0) + 1)
    })
    chosen.push(next)
  }
  return chosen
}

function listCombinations(measures: readonly ProfileMeasure[]): readonly (readonly number[])[] {
  return measures.reduce<readonly (readonly number[])[]>(
    (so, { followUps }) => so.flatMap((one) => followUps.map((level) => [...one, level])),
    [[]],
  )
}

/** How far a combination lies on the better side of the expected border, in parts of the scales’ ranges. */
function computeDistance(followUps: readonly number[], measures: readonly ProfileMeasure[]): number {
  const parts = measures.map(({ range: [low, high], direction, expectedBorder }, at) => {
    const beyond = (followUps[at] as number) - expectedBorder
    return ((direction === 'higher-is-worse' ? -1 : 1) * beyond) / (high - low)
  })
  return parts.reduce((sum, part) => sum + part, 0) / parts.length
}

type Conditions = readonly {
  readonly score: string
  readonly atLeast?: number | undefined
  readonly atMost?: number | undefined
}[]

function matchesAll(
  followUps: readonly number[],
  measures: readonly ProfileMeasure[],
  conditions: Conditions,
): boolean {
  return conditions.every(({ score, atLeast = -Infinity, atMost = Infinity }) => {
    const value = followUps[measures.findIndex((measure) => measure.score === score)]
    return value !== undefined && value >= atLeast && value <= atMost
  })
}
