import type { ResponderRateTotals } from '../../../web/api/analyses/responder-rate.ts'
import type { SiteCounts } from '../responder/site-counts.ts'

/** Whose participants somebody sees whole, and the smallest group of others that a study lets them see. */
export type Viewer = { readonly sites: readonly string[]; readonly minimumCellSize: number }

/**
 * What a viewer may see of counts from sites that are not theirs (CMS and PCORnet practice: no cell under 11,
 * and none that could be worked out by subtraction). A member's own sites are always shown whole.
 *
 * A site's counts are a chain: assigned ⊇ completed ⊇ assessable ⊇ met. Showing two of them shows their
 * difference, so a count is shown only when its difference to the next one shown is 0 or large enough.
 */
export type DisclosedSite =
  | {
      readonly kind: 'shown'
      readonly site: string
      readonly assigned: number | null
      readonly completed: number | null
      readonly assessable: number
      readonly met: number
    }
  | { readonly kind: 'suppressed'; readonly site: string }

export type DisclosedCounts = {
  readonly sites: readonly DisclosedSite[]
  readonly totals: ResponderRateTotals
}

export function disclose(
  counts: readonly SiteCounts[],
  ownSites: readonly string[],
  minimumCellSize: number,
): DisclosedCounts {
  const isOwn = (site: string) => ownSites.includes(site)
  const sites = counts.map((site) =>
    isOwn(site.site) ? showSite(site) : discloseOutside(site, minimumCellSize),
  )
  return { sites, totals: sumShownSites(sites) }
}

function showSite({ site, assigned, completed, assessable, met }: SiteCounts): DisclosedSite {
  return { kind: 'shown', site, assigned, completed, assessable, met }
}

function discloseOutside(counts: SiteCounts, minimumCellSize: number): DisclosedSite {
  const { site, assigned, completed, assessable, met } = counts
  if (met < minimumCellSize || assessable - met < minimumCellSize) return { kind: 'suppressed', site }
  const isSafeDifference = (larger: number, smaller: number) =>
    larger === smaller || larger - smaller >= minimumCellSize
  const shownCompleted = isSafeDifference(completed, assessable) ? completed : null
  const shownAssigned = isSafeDifference(assigned, shownCompleted ?? assessable) ? assigned : null
  return { kind: 'shown', site, assigned: shownAssigned, completed: shownCompleted, assessable, met }
}

/**
 * The sums of the rows that are shown, and of nothing else: a sum over suppressed sites would tell what they hold
 * together, and with the rows of another definition, under which one of them is shown, what the other holds.
 * A column that a row leaves out has no sum, and neither have rows of which none is shown.
 */
function sumShownSites(sites: readonly DisclosedSite[]): ResponderRateTotals {
  const shown = sites.filter((site) => site.kind === 'shown')
  if (shown.length === 0 && sites.length > 0)
    return { assigned: null, completed: null, assessable: null, met: null }
  const sumColumn = (name: keyof ResponderRateTotals): number | null =>
    shown.reduce<number | null>((sum, { [name]: count }) => {
      return sum === null || count === null ? null : sum + count
    }, 0)
  return {
    assigned: sumColumn('assigned'),
    completed: sumColumn('completed'),
    assessable: sumColumn('assessable'),
    met: sumColumn('met'),
  }
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
