import type { FeedbackMode } from '../../../surveys/consensus/process.ts'

/** Whose distribution a panelist sees: single groups, or everybody together. */
export type ShownFeedback =
  | { readonly kind: 'nothing'; readonly because: 'mode' | 'rate-first' | 'too-few' }
  | { readonly kind: 'together'; readonly n: number }
  | {
      readonly kind: 'groups'
      readonly groups: readonly { readonly group: string; readonly n: number }[]
      /** Groups of too few, which are named and not shown. */
      readonly hidden: readonly string[]
    }

/**
 * What a panelist may see of others’ ratings of an item. A group below the minimum is not shown, and then nothing is shown from
 * which it follows: all panelists together are never shown beside single groups.
 *
 * @param raters by group, who rated the item in what is shown
 * @param hasRated whether the panelist has rated the item: in real time nobody sees others before
 */
export function listShownFeedback(
  {
    mode,
    minimumShown,
    isRealTime,
  }: { readonly mode: FeedbackMode; readonly minimumShown: number; readonly isRealTime: boolean },
  raters: ReadonlyMap<string, number>,
  viewer: { readonly group: string; readonly hasRated: boolean },
): ShownFeedback {
  if (mode === 'none') return { kind: 'nothing', because: 'mode' }
  if (isRealTime && !viewer.hasRated) return { kind: 'nothing', because: 'rate-first' }
  if (mode === 'all-together') {
    const n = [...raters.values()].reduce((sum, count) => sum + count, 0)
    return n < minimumShown ? { kind: 'nothing', because: 'too-few' } : { kind: 'together', n }
  }
  const all = [...raters]
    .filter(([group]) => mode === 'each-group' || group === viewer.group)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  const groups = all.flatMap(([group, n]) => (n >= minimumShown ? [{ group, n }] : []))
  if (groups.length === 0) return { kind: 'nothing', because: 'too-few' }
  return { kind: 'groups', groups, hidden: all.flatMap(([group, n]) => (n < minimumShown ? [group] : [])) }
}

/**
 * How many votes of a group’s item, in the order in which they came, are in what is shown while it is open. What is shown changes
 * only once at least `minimumShown` people have voted or changed their vote since the last change, so that no two views differ by
 * one person: looking again after a ballot shows nothing of it.
 *
 * @param voters of each vote, in the order of time
 * @returns 0 where nothing may be shown yet
 */
export function countVotesShown(voters: readonly string[], minimumShown: number): number {
  let shown = 0
  let since = new Set<string>()
  voters.forEach((voter, at) => {
    since.add(voter)
    if (since.size < minimumShown) return
    shown = at + 1
    since = new Set()
  })
  return shown
}
