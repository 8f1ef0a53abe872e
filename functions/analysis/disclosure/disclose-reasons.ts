import type { DisclosedReason } from '../../../web/api/schemas/analysis-schemas.ts'
import { VERDICT_REASONS, type VerdictReason } from '../../../web/api/schemas/verdict.ts'
import type { SiteCounts } from '../responder/site-counts.ts'
import { type DisclosedSite, disclose, discloseBreakdown, type Viewer } from './disclosure.ts'

/**
 * Why some cannot be judged, over the sites whose row tells how many they are; the most frequent first, hidden ones last.
 *
 * Of each site that is not the viewer's as many counts are hidden as keep the small ones from being worked out. What one
 * site hides has no sum: under another definition another set of sites is shown, and the difference of the two sums would
 * tell it.
 */
export function discloseReasons(
  counts: readonly SiteCounts[],
  { sites: own, minimumCellSize }: Viewer,
): readonly DisclosedReason[] {
  const { sites } = disclose(counts, own, minimumCellSize)
  const sums = new Map<VerdictReason, number | null>()
  counts.forEach(({ site, reasons }, at) => {
    if (!isWhole(sites[at])) return
    const countForOthers = (count: number) => (own.includes(site) ? 0 : count)
    const breakdown = Array.from(reasons, ([key, count]) => ({ key, count, ofOthers: countForOthers(count) }))
    for (const { key, count } of discloseBreakdown(breakdown, minimumCellSize)) {
      const before = sums.get(key)
      sums.set(key, before === null || count === null ? null : (before ?? 0) + count)
    }
  })
  return VERDICT_REASONS.flatMap((reason) => {
    const count = sums.get(reason)
    return count === undefined ? [] : [{ reason, count }]
  }).sort((a, b) => (b.count ?? -1) - (a.count ?? -1))
}

/** Whether a row tells how many of the site could not be judged. */
function isWhole(site: DisclosedSite | undefined): boolean {
  return site?.kind === 'shown' && site.assigned !== null
}
