import type { Coefficient } from '../../../../web/api/analyses/definition-comparison.ts'
import type { RaterConsistency } from '../../../../web/api/consensus/profile-thresholds.ts'
import { computeAgreement } from '../../definition-comparison/agreement.ts'
import { type ProfileValues, type ProfileVote, tallyVotes } from './profile-votes.ts'

/** Careless: this project’s choice. Votes by chance are about half for either profile. */
const MIN_DISCRIMINATION = 0.7

/**
 * How consistent each rater is: the same answer to the same profile, never *yes* to a profile that is worse in everything than one
 * that got *no*, and votes that go with those of the others.
 *
 * A rater is called careless whose votes discriminate below 0.7, or who violated dominance and answered half of the repeats or
 * more otherwise. It is a reason to look, and takes nobody’s vote away.
 *
 * @param dominatedPairs profiles of which the first is worse than the second in everything; only pairs that a rater saw both of count
 */
export function measureConsistency(
  profiles: readonly ProfileValues[],
  votes: readonly ProfileVote[],
  dominatedPairs: readonly (readonly [worse: string, better: string])[],
): readonly RaterConsistency[] {
  const tallies = new Map(tallyVotes(profiles, votes).map((tally) => [tally.profile, tally]))
  return [...Map.groupBy(votes, ({ rater }) => rater)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([rater, own]) => {
      const first = new Map(
        own.flatMap(({ isRepeat, profile, adequate }) => (isRepeat ? [] : [[profile, adequate] as const])),
      )
      const repeats = own.filter(({ isRepeat, profile }) => isRepeat && first.has(profile))
      const seen = dominatedPairs.filter(([worse, better]) => first.has(worse) && first.has(better))
      const alike = repeats.filter(({ profile, adequate }) => first.get(profile) === adequate).length
      const violated = seen.filter(
        ([worse, better]) => first.get(worse) === 'yes' && first.get(better) === 'no',
      ).length
      const ofOthers = [...first].flatMap(([profile, adequate]) => {
        const tally = tallies.get(profile)
        if (tally === undefined || adequate === 'cannot-say') return []
        const others = tally.yes + tally.no - 1
        const isYes = adequate === 'yes'
        return others < 1 ? [] : [{ isYes, share: (tally.yes - (isYes ? 1 : 0)) / others }]
      })
      const discrimination = computeArea(ofOthers)
      const isErratic = violated > 0 && 2 * alike <= repeats.length
      return {
        ...{ rater, repeats: { asked: repeats.length, alike }, dominated: { asked: seen.length, violated } },
        ...{ discrimination },
        isCareless: isErratic || (discrimination !== null && discrimination < MIN_DISCRIMINATION),
      }
    })
}

/** κ of first and second votes on the same profiles, over all raters; *cannot say* is left out. */
export function measureRepeatAgreement(votes: readonly ProfileVote[]): {
  readonly n: number
  readonly kappa: Coefficient
} {
  const first = new Map(
    votes.flatMap(({ isRepeat, rater, profile, adequate }) =>
      isRepeat ? [] : [[`${rater}\0${profile}`, adequate] as const],
    ),
  )
  const pairs = votes.flatMap(({ isRepeat, rater, profile, adequate }) => {
    const before = isRepeat ? first.get(`${rater}\0${profile}`) : undefined
    return before === undefined || before === 'cannot-say' || adequate === 'cannot-say'
      ? []
      : [[before === 'yes', adequate === 'yes'] as const]
  })
  const count = (before: boolean, after: boolean) =>
    pairs.filter(([one, other]) => one === before && other === after).length
  const { kappa } = computeAgreement({
    ...{ both: count(true, true), onlyFirst: count(true, false) },
    ...{ onlySecond: count(false, true), neither: count(false, false) },
  })
  return { n: pairs.length, kappa }
}

/** The chance that a yes stands on a profile with more yes of others than a no, ties by half. */
function computeArea(votes: readonly { readonly isYes: boolean; readonly share: number }[]): number | null {
  const [yes, no] = [votes.filter(({ isYes }) => isYes), votes.filter(({ isYes }) => !isYes)]
  if (yes.length === 0 || no.length === 0) return null
  let above = 0
  for (const one of yes)
    for (const other of no) above += one.share > other.share ? 1 : one.share === other.share ? 0.5 : 0
  return above / (yes.length * no.length)
}
