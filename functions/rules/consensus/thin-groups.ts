/**
 * Whether a group that voted has fewer voters than may be shown. Then no group is shown apart: all groups together stand beside them,
 * and less the ones that are shown they would give the one that is not.
 *
 * @param votes with who gave each, in any order
 */
export function hasThinGroup(
  votes: readonly { readonly rater: string; readonly group: string }[],
  minimumShown: number,
): boolean {
  return [...Map.groupBy(votes, ({ group }) => group).values()].some(
    (own) => new Set(own.map(({ rater }) => rater)).size < minimumShown,
  )
}
