import type { Viewer } from './disclosure.ts'

/* Which groups of a site somebody may see. Every analysis asks here, and holds no rule of its own. */

/** Whether a group of so many of a site may be shown: one's own whole, another's from the minimum on. */
export function canShowGroup(site: string, count: number, { sites, minimumCellSize }: Viewer): boolean {
  return sites.includes(site) || count >= minimumCellSize
}

/**
 * Whether the number without a value may stand beside those with one. As part of a site it would tell, with that of the other
 * parts and of the whole, of small ones.
 */
export function canShowMissing(
  site: string,
  missing: number,
  part: 'whole' | 'one-of-several',
  { sites, minimumCellSize }: Viewer,
): boolean {
  return sites.includes(site) || (part === 'whole' && (missing === 0 || missing >= minimumCellSize))
}

/**
 * Whether the parts of a site may be told apart, such as its arms: not where one of them is small, which the others and the
 * whole would tell.
 */
export function canShowParts(site: string, counts: Iterable<number>, viewer: Viewer): boolean {
  return [...counts].every((count) => canShowGroup(site, count, viewer))
}

/**
 * Whether a split of participants in two has a part below the minimum, whichever one site is taken off: that of someone who
 * reads it.
 */
export function hasSmallSplit<One extends { readonly site: string }>(
  ones: readonly One[],
  isInPart: (one: One) => boolean,
  viewer: Viewer,
): boolean {
  return listWithoutEachSite(ones).some((left) =>
    hasSmallPart(left.filter(isInPart).length, left.length, viewer),
  )
}

/** Whether a group reaches the minimum, whichever one site is taken off; of one site alone, whether it does. */
export function isLargeWithoutAnySite(
  ones: readonly { readonly site: string }[],
  { minimumCellSize }: Viewer,
): boolean {
  return listWithoutEachSite(ones).every(({ length }) => length >= minimumCellSize)
}

function listWithoutEachSite<One extends { readonly site: string }>(
  ones: readonly One[],
): readonly (readonly One[])[] {
  const sites = [...new Set(ones.map(({ site }) => site))]
  return [ones, ...(sites.length < 2 ? [] : sites.map((own) => ones.filter(({ site }) => site !== own)))]
}

/** Whether a split of other sites' participants in two has a part below the minimum. Nobody at all is no small part. */
export function hasSmallPart(part: number, whole: number, { minimumCellSize }: Viewer): boolean {
  return whole > 0 && Math.min(part, whole - part) < minimumCellSize
}
