import type { SiteCounts } from './site-counts.ts'

/**
 * What a viewer may see of counts from sites that are not theirs (CMS and PCORnet practice: no cell under 11,
 * and none that could be worked out by subtraction). A member's own sites are always shown whole.
 *
 * A site's counts are a chain: assigned ⊇ completed ⊇ determinable ⊇ met. Showing two of them shows their
 * difference, so a count is shown only when its difference to the next one shown is 0 or large enough.
 */
export type DisclosedSite =
  | {
      readonly kind: 'shown'
      readonly site: string
      readonly assigned: number | null
      readonly completed: number | null
      readonly determinable: number
      readonly met: number
    }
  | { readonly kind: 'suppressed'; readonly site: string }

export type DisclosedTotals = {
  readonly assigned: number | null
  readonly completed: number | null
  readonly determinable: number | null
  readonly met: number | null
}

export type Disclosed = { readonly sites: readonly DisclosedSite[]; readonly totals: DisclosedTotals }

export function disclose(
  counts: readonly SiteCounts[],
  ownSites: readonly string[],
  minimumCell: number,
): Disclosed {
  const isOwn = (site: string) => ownSites.includes(site)
  const sites = counts.map((site) => (isOwn(site.site) ? whole(site) : discloseOutside(site, minimumCell)))
  return { sites, totals: discloseTotals(sites, counts, minimumCell) }
}

function whole({ site, assigned, completed, determinable, met }: SiteCounts): DisclosedSite {
  return { kind: 'shown', site, assigned, completed, determinable, met }
}

function discloseOutside(counts: SiteCounts, minimumCell: number): DisclosedSite {
  const { site, assigned, completed, determinable, met } = counts
  if (met < minimumCell || determinable - met < minimumCell) return { kind: 'suppressed', site }
  const safe = (larger: number, smaller: number) => larger === smaller || larger - smaller >= minimumCell
  const shownCompleted = safe(completed, determinable) ? completed : null
  const shownAssigned = safe(assigned, shownCompleted ?? determinable) ? assigned : null
  return { kind: 'shown', site, assigned: shownAssigned, completed: shownCompleted, determinable, met }
}

/**
 * The columns' sums. With the rows in sight taken off, a sum tells what the suppressed sites hold together, and
 * two sums tell their difference. So a sum is shown only when the sites behind it are none, or several that are
 * large enough together, in themselves and in what they add to the sum shown before; and never over a row that
 * is shown in part, whose own small difference it would give away.
 */
function discloseTotals(
  sites: readonly DisclosedSite[],
  counts: readonly SiteCounts[],
  minimumCell: number,
): DisclosedTotals {
  const suppressed = counts.filter((_, at) => sites[at]?.kind === 'suppressed')
  let told = 0
  const column = (name: keyof DisclosedTotals): number | null => {
    if (sites.some((site) => site.kind === 'shown' && site[name] === null)) return null
    const hidden = suppressed.reduce((sum, site) => sum + site[name], 0)
    if (suppressed.length === 1 || (suppressed.length > 1 && hidden - told < minimumCell)) return null
    told = hidden
    return counts.reduce((sum, site) => sum + site[name], 0)
  }
  // From the inside of the chain outwards.
  const met = column('met')
  const determinable = column('determinable')
  const completed = column('completed')
  const assigned = column('assigned')
  return { assigned, completed, determinable, met }
}

/**
 * Counts of a breakdown over all sites, largest first. A viewer can take off what their own sites hold, so it is
 * the rest that must be large enough: where it is small the count is hidden, and with it as many others as make
 * the hidden ones several, and large enough together.
 *
 * @param sumIsShown whether the breakdown's sum follows from the totals that are shown. Where it does not, the
 * breakdown must not tell it either: then some counts are hidden in any case.
 */
export function discloseBreakdown<Key>(
  breakdown: readonly { readonly key: Key; readonly count: number; readonly ofOthers: number }[],
  sumIsShown: boolean,
  minimumCell: number,
): readonly { key: Key; count: number | null }[] {
  const entries = breakdown.filter(({ count }) => count > 0).sort((a, b) => b.count - a.count)
  const smallestFirst = entries.filter(({ ofOthers }) => ofOthers > 0).sort((a, b) => a.ofOthers - b.ofOthers)
  const hidden = new Set<Key>()
  let together = 0
  for (const { key, ofOthers } of smallestFirst) {
    const enough = hidden.size > 1 && together >= minimumCell
    if (ofOthers >= minimumCell && (enough || (sumIsShown && hidden.size === 0))) break
    hidden.add(key)
    together += ofOthers
  }
  return entries.map(({ key, count }) => ({ key, count: hidden.has(key) ? null : count }))
}
