import type { ProfileMeasure } from '../../../../surveys/consensus/profile-question.ts'
import { computeContentHash } from '../../../../surveys/values/canonical.ts'
import type { ProfileValues } from './profile-votes.ts'

/** Scores of one measure before and after treatment, as a profile shows them. */
export type ShownScore = { readonly score: string; readonly baseline: number; readonly followUp: number }

/** A profile as it is shown: scores alone, in the order of the question’s measures. */
export type ShownProfile = { readonly id: string; readonly scores: readonly ShownScore[] }

/** The id follows from what is shown, so that it says nothing of where the profile comes from. */
export function createShownProfile(scores: readonly ShownScore[]): ShownProfile {
  return { id: `p-${computeContentHash(scores).slice(0, 12)}`, scores }
}

/**
 * Improvement of each measure in percent, positive when better: of the baseline where the lowest score is the best, else of the
 * distance from the best score. These are the two bases of the rule *percent-improvement*.
 *
 * @throws RangeError where there is nothing to improve: a baseline that is the best score
 */
export function computeImprovements(
  { id, scores }: ShownProfile,
  measures: readonly Pick<ProfileMeasure, 'score' | 'range' | 'direction'>[],
): ProfileValues {
  const values = measures.map(({ score, range, direction }) => {
    const shown = scores.find((one) => one.score === score)
    if (shown === undefined) throw new RangeError(`the profile does not show ${score}`)
    const best = direction === 'higher-is-worse' ? range[0] : range[1]
    const distance = Math.abs(shown.baseline - best)
    if (distance === 0) throw new RangeError(`${score} cannot improve`)
    const improvement = (shown.followUp - shown.baseline) * (direction === 'higher-is-worse' ? -1 : 1)
    return (100 * improvement) / distance
  })
  return { id, values }
}

/** Whether a profile is worse than another one in every measure. */
export function isDominated(
  worse: ShownProfile,
  better: ShownProfile,
  measures: readonly ProfileMeasure[],
): boolean {
  return measures.every(({ direction }, at) => {
    const [one, other] = [worse.scores[at]?.followUp ?? 0, better.scores[at]?.followUp ?? 0]
    return direction === 'higher-is-worse' ? one > other : one < other
  })
}
