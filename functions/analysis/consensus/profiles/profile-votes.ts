/** What a profile shows, as numbers that rise with a better response: percent or points of improvement, by predictor. */
export type ProfileValues = { readonly id: string; readonly values: readonly number[] }

/** One judgment: is this response adequate to repeat the treatment? */
export type ProfileVote = {
  /** Pseudonymous. */
  readonly rater: string
  readonly group: string
  readonly profile: string
  readonly adequate: 'yes' | 'no' | 'cannot-say'
  /** The second time that this rater saw this profile. */
  readonly isRepeat: boolean
}

/** Votes on one profile. */
export type ProfileTally = {
  readonly profile: string
  readonly yes: number
  readonly no: number
  readonly cannotSay: number
}

/** First votes by profile, in the order of the profiles; repeats tell of the rater and not of the profile. */
export function tallyVotes(
  profiles: readonly ProfileValues[],
  votes: readonly ProfileVote[],
): readonly ProfileTally[] {
  const byProfile = Map.groupBy(
    votes.filter(({ isRepeat }) => !isRepeat),
    ({ profile }) => profile,
  )
  return profiles.map(({ id }) => {
    const own = byProfile.get(id) ?? []
    const count = (of: ProfileVote['adequate']) => own.filter(({ adequate }) => adequate === of).length
    return { profile: id, yes: count('yes'), no: count('no'), cannotSay: count('cannot-say') }
  })
}
