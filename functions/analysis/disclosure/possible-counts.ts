/*
 * The protection of a suppressed count against somebody who can compute: what other counts would have given the same
 * published numbers? Those that are found are proofs, each by counts of every site; there may be more.
 */

/** A site whose counts are not shown. */
export type HiddenSite = {
  readonly site: string
  /** By how much its count could be lower or higher, whole numbers, the first at most 0. */
  readonly room: readonly [lowest: number, highest: number]
  /** Whether it would be suppressed for the same reason with so much more or less. */
  readonly staysHidden: (change: number) => boolean
}

/** How far from the true counts others are looked for, in counts: of the site itself, and of one that makes up for it. */
const MAX_DISTANCE = 6
const MAX_COMPENSATION = 8

/**
 * Whether at least `needed` counts of a hidden site, the true one among them, agree with what is published, for someone who
 * knows every site that is not hidden and one of the hidden ones whole: their own.
 *
 * @param publish what would be published if the sites' counts were changed by so much; compared as text
 */
export function hasPossibleCounts(
  site: HiddenSite,
  hidden: readonly HiddenSite[],
  publish: (changes: ReadonlyMap<string, number>) => string,
  needed: number,
): boolean {
  const others = hidden.filter((one) => one.site !== site.site)
  const published = publish(new Map())
  const countAgreeing = (free: readonly HiddenSite[]): number => {
    let found = 1
    for (let distance = 1; distance <= MAX_DISTANCE && found < needed; distance += 1)
      for (const change of [distance, -distance])
        if (found < needed && isPossible(site, change, free, published, publish)) found += 1
    return found
  }
  // Whoever belongs to one of the hidden sites knows the most.
  const views = others.length === 0 ? [[]] : others.map((own) => others.filter((one) => one !== own))
  return views.every((free) => countAgreeing(free) >= needed)
}

/** Whether the change of one site, made up for by another or by none, leaves everything published as it is. */
function isPossible(
  site: HiddenSite,
  change: number,
  free: readonly HiddenSite[],
  published: string,
  publish: (changes: ReadonlyMap<string, number>) => string,
): boolean {
  if (!hasRoom(site, change)) return false
  if (publish(new Map([[site.site, change]])) === published) return true
  // The other way, by any number: on the logit scale one count of a small site weighs more than one of a large one.
  const backs = Array.from({ length: MAX_COMPENSATION }, (_, at) => -Math.sign(change) * (at + 1))
  return free.some((other) =>
    backs.some(
      (back) =>
        hasRoom(other, back) &&
        publish(
          new Map([
            [site.site, change],
            [other.site, back],
          ]),
        ) === published,
    ),
  )
}

function hasRoom({ room: [lowest, highest], staysHidden }: HiddenSite, change: number): boolean {
  return change >= lowest && change <= highest && staysHidden(change)
}
