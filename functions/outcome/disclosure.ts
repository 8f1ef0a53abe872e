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
  const first = counts.map((site) => (isOwn(site.site) ? whole(site) : discloseOutside(site, minimumCell)))
  const sites = coverSingleGap(first, counts, isOwn)
  const column = (name: keyof DisclosedTotals) => total(name, sites, counts, minimumCell)
  return {
    sites,
    totals: {
      assigned: column('assigned'),
      completed: column('completed'),
      determinable: column('determinable'),
      met: column('met'),
    },
  }
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

/** One suppressed row among shown ones could be had from the totals: the smallest other one goes with it. */
function coverSingleGap(
  sites: readonly DisclosedSite[],
  counts: readonly SiteCounts[],
  isOwn: (site: string) => boolean,
): readonly DisclosedSite[] {
  if (sites.filter(({ kind }) => kind === 'suppressed').length !== 1) return sites
  const sizeOf = new Map(counts.map((site) => [site.site, site.determinable]))
  const [smallest] = sites
    .filter(({ kind, site }) => kind === 'shown' && !isOwn(site))
    .sort((a, b) => (sizeOf.get(a.site) ?? 0) - (sizeOf.get(b.site) ?? 0))
  return sites.map((site) => (site === smallest ? { kind: 'suppressed', site: site.site } : site))
}

/** The column's sum, unless what is hidden in it is a single cell or too small together. */
function total(
  name: keyof DisclosedTotals,
  sites: readonly DisclosedSite[],
  counts: readonly SiteCounts[],
  minimumCell: number,
): number | null {
  const hidden = counts.filter((_, at) => {
    const site = sites[at]
    return site?.kind !== 'shown' || site[name] === null
  })
  const hiddenSum = hidden.reduce((sum, site) => sum + site[name], 0)
  if (hidden.length === 1 || (hidden.length > 1 && hiddenSum < minimumCell)) return null
  return counts.reduce((sum, site) => sum + site[name], 0)
}

/**
 * Counts of a breakdown whose sum may be known: small ones are hidden, and when only one would be, the
 * smallest other one too.
 */
export function discloseBreakdown<Key>(
  breakdown: ReadonlyMap<Key, number>,
  minimumCell: number,
): readonly { key: Key; count: number | null }[] {
  const entries = [...breakdown].filter(([, count]) => count > 0).sort((a, b) => b[1] - a[1])
  const small = entries.filter(([, count]) => count < minimumCell).length
  // Entries fall in size, so the hidden ones are the last; at least two are hidden, or none.
  const hidden = small === 1 ? 2 : small
  return entries.map(([key, count], at) => ({ key, count: at >= entries.length - hidden ? null : count }))
}
