/** Whose participants somebody sees whole, and the smallest group of others that a study lets them see. */
export type Viewer = {
  readonly sites: readonly string[]
  readonly minimumCellSize: number
  /** Sites whose participants may be named: those that the viewer works at. Left out: all that are seen whole. */
  readonly naming?: readonly string[]
}

/** Who sees everybody of the sites that are looked at: nothing is suppressed for them. */
export function buildWholeViewer(
  sites: readonly { readonly site: string }[],
  minimumCellSize: number,
  naming: readonly string[],
): Viewer {
  return { sites: sites.map(({ site }) => site), minimumCellSize, naming }
}

/**
 * Counts of a breakdown whose sum is known, largest first. A viewer can take off what their own sites hold, so it
 * is the rest that must be large enough: where it is small the count is hidden, and with it as many others as make
 * the hidden ones several, and large enough together.
 */
export function discloseBreakdown<Key>(
  breakdown: readonly { readonly key: Key; readonly count: number; readonly ofOthers: number }[],
  minimumCellSize: number,
): readonly { key: Key; count: number | null }[] {
  const entries = breakdown.filter(({ count }) => count > 0).sort((a, b) => b.count - a.count)
  const smallestFirst = entries.filter(({ ofOthers }) => ofOthers > 0).sort((a, b) => a.ofOthers - b.ofOthers)
  const hidden = new Set<Key>()
  let together = 0
  for (const { key, ofOthers } of smallestFirst) {
    const enough = hidden.size === 0 || (hidden.size > 1 && together >= minimumCellSize)
    if (ofOthers >= minimumCellSize && enough) break
    hidden.add(key)
    together += ofOthers
  }
  return entries.map(({ key, count }) => ({ key, count: hidden.has(key) ? null : count }))
}

/**
 * The sites that an estimate over participants leaves out: those with fewer than the minimum, unless the viewer belongs to
 * every site; the same for every viewer. How many they are, and what they answered, would be what is left of the whole when
 * the other sites, which other analyses show, are taken off.
 *
 * @param counts every site of the study with its participants in the estimate
 */
export function listSuppressedSites(
  counts: readonly { readonly site: string; readonly n: number }[],
  { sites, minimumCellSize }: Viewer,
): readonly string[] {
  if (counts.every(({ site }) => sites.includes(site))) return []
  return counts.flatMap(({ site, n }) => (n > 0 && n < minimumCellSize ? [site] : []))
}

/** Whether none of the sites that are not the viewer's has a group that is small: nobody, or at least the minimum. */
export function hasNoSmallGroup(
  groups: Iterable<{ readonly site: string }>,
  { sites, minimumCellSize }: Viewer,
): boolean {
  const ofOthers = Map.groupBy(groups, ({ site }) => site)
  return [...ofOthers].every(([site, ones]) => sites.includes(site) || ones.length >= minimumCellSize)
}
