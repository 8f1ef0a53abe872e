/* Which sites of a release are suppressed: small ones, those that a difference would reveal, and their complements. */

/** A site, the group by which sites are ordered, and whether it alone must not be shown. */
export type CandidateSite = {
  readonly site: string
  readonly size: number
  readonly mustHide: boolean
}

/**
 * The sites to suppress: those that must be, and as many more as it takes, the smallest first, until the suppressed are none
 * or protected.
 *
 * @param isProtected whether a number of all sites beside those shown gives away none of the suppressed
 * @returns `isProtected` is false where not even suppressing every site is enough
 */
export function chooseSuppressedSites(
  sites: readonly CandidateSite[],
  isProtected: (suppressed: ReadonlySet<string>) => boolean,
): { readonly suppressed: ReadonlySet<string>; readonly isProtected: boolean } {
  const suppressed = new Set(sites.flatMap(({ site, mustHide }) => (mustHide ? [site] : [])))
  if (suppressed.size === 0) return { suppressed, isProtected: true }
  const smallestFirst = sites.filter(({ mustHide }) => !mustHide).sort((a, b) => a.size - b.size)
  for (;;) {
    // Of one suppressed alone the others and the whole would tell.
    if ((suppressed.size > 1 || smallestFirst.length === 0) && isProtected(suppressed))
      return { suppressed, isProtected: true }
    const next = smallestFirst.shift()
    if (next === undefined) return { suppressed, isProtected: false }
    suppressed.add(next.site)
  }
}

/**
 * Whether counts of one group, cell by cell, differ from each of some that were shown before by nobody or by the minimum at
 * least. A smaller difference is a small group of its own: those who came since, or who meet one definition and not a
 * stricter one.
 */
export function isApartFromShown(
  counts: readonly number[],
  shown: readonly (readonly number[])[],
  minimumCellSize: number,
): boolean {
  return shown.every((before) =>
    counts.every((count, cell) => {
      const difference = Math.abs(count - (before[cell] ?? 0))
      return difference === 0 || difference >= minimumCellSize
    }),
  )
}
