import type { DenominatorCounts } from '../../../web/api/analyses/denominators.ts'

/** Counts of which none is suppressed. */
export type WholeCounts = { readonly [Name in keyof DenominatorCounts]: number }
export type WholeSite = { readonly site: string; readonly counts: WholeCounts }

/** @throws Error where one of them is suppressed */
export function requireCounts(counts: DenominatorCounts): WholeCounts {
  if (Object.values(counts).some((one) => one === null))
    throw new Error('a release is made from counts of which none is suppressed')
  return counts as WholeCounts
}

/** The sites together. */
export function sumCounts(sites: readonly WholeSite[]): WholeCounts {
  const sum = (name: keyof WholeCounts) => sites.reduce((total, { counts }) => total + counts[name], 0)
  return {
    ...{ due: sum('due'), notYetDue: sum('notYetDue'), met: sum('met') },
    ...{ observed: sum('observed'), observedMet: sum('observedMet'), bestMet: sum('bestMet') },
  }
}

/** The sites as if so many more, or fewer, of those who answered everything had met. */
export function changeCounts(
  sites: readonly WholeSite[],
  changes: ReadonlyMap<string, number>,
): readonly WholeSite[] {
  return sites.map(({ site, counts }) => {
    const change = changes.get(site) ?? 0
    const { met, observedMet, bestMet } = counts
    return {
      site,
      counts: {
        ...counts,
        ...{ met: met + change, observedMet: observedMet + change, bestMet: bestMet + change },
      },
    }
  })
}
