import type { ScoredCandidate } from '../../../../web/api/consensus/candidates.ts'

export const MAX_SHORTLIST = 8

/** What a candidate is good at, the more the better. What is not known counts as the least. */
const OBJECTIVES: readonly ((of: ScoredCandidate) => number)[] = [
  ({ equalGroups }) => equalGroups ?? -1,
  ({ participants }) => participants?.share ?? -1,
  ({ clinicians }) => clinicians?.share ?? -1,
  ({ study }) => study?.globalRating ?? -1,
  ({ parts }) => -parts,
]

/**
 * Candidates of which none is at least as good as another in everything and better in something: agreement with all groups alike,
 * with participants, with clinicians, with the participants’ global rating, and few parts. Of those that are alike in all of it the
 * first stays. Where more than eight are left: the best of each objective, then by agreement with all groups.
 *
 * @returns at most {@link MAX_SHORTLIST}, the best agreement with all groups first
 */
export function listParetoFront(candidates: readonly ScoredCandidate[]): readonly ScoredCandidate[] {
  const measured = candidates.map((candidate, place) => ({
    ...{ candidate, place },
    values: OBJECTIVES.map((measure) => measure(candidate)),
  }))
  type Measured = (typeof measured)[number]
  const dominates = (a: Measured, b: Measured) =>
    a.values.every((value, at) => value >= (b.values[at] as number)) &&
    (a.place < b.place || a.values.some((value, at) => value > (b.values[at] as number)))
  const front = measured.filter((one) => !measured.some((other) => other !== one && dominates(other, one)))
  const compareAt = (at: number) => (a: Measured, b: Measured) =>
    (b.values[at] as number) - (a.values[at] as number) || compareOverall(a, b)
  const compareOverall = (a: Measured, b: Measured) =>
    (b.values[0] as number) - (a.values[0] as number) || a.place - b.place
  const best = OBJECTIVES.flatMap((_, at) => front.toSorted(compareAt(at)).slice(0, 1))
  const chosen = [...new Set([...best, ...front.toSorted(compareOverall)])].slice(0, MAX_SHORTLIST)
  return chosen.sort(compareOverall).map(({ candidate }) => candidate)
}
