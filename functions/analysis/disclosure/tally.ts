import type { Rate } from '../../../web/api/analyses/definition-comparison.ts'
import { wilsonInterval } from '../statistics/wilson.ts'
import type { Viewer } from './disclosure.ts'

/** Participants counted into named cells, those of sites that are not the viewer's apart. */
export type Tally<Cell extends string> = {
  readonly all: Readonly<Record<Cell, number>>
  readonly ofOthers: Readonly<Record<Cell, number>>
  /** The same of each of those sites. */
  readonly ofEachOther: ReadonlyMap<string, Readonly<Record<Cell, number>>>
}

export function tallyCells<Cell extends string, One extends { readonly site: string }>(
  cells: readonly Cell[],
  ones: Iterable<One>,
  findCell: (one: One) => Cell | undefined,
  viewer: Viewer,
): Tally<Cell> {
  const createEmptyCells = () => Object.fromEntries(cells.map((cell) => [cell, 0])) as Record<Cell, number>
  const [all, ofOthers] = [createEmptyCells(), createEmptyCells()]
  const ofEachOther = new Map<string, Record<Cell, number>>()
  for (const one of ones) {
    const cell = findCell(one)
    if (cell === undefined) continue
    all[cell] += 1
    if (viewer.sites.includes(one.site)) continue
    ofOthers[cell] += 1
    const ofSite = ofEachOther.get(one.site) ?? createEmptyCells()
    ofSite[cell] += 1
    ofEachOther.set(one.site, ofSite)
  }
  return { all, ofOthers, ofEachOther }
}

/**
 * What is left of counts when someone takes off what they know: the viewer's own sites, and beside them any one site. In a
 * release, which everybody reads, each reader knows their own.
 */
export function listRemainders<Cell extends string>({
  ofOthers,
  ofEachOther,
}: Tally<Cell>): readonly (readonly number[])[] {
  const cells = Object.keys(ofOthers) as Cell[]
  const whole = cells.map((cell) => ofOthers[cell])
  if (ofEachOther.size < 2) return [whole]
  return [whole, ...[...ofEachOther.values()].map((own) => cells.map((cell) => ofOthers[cell] - own[cell]))]
}

/** Whether counts may be shown: what is left of them is nothing, or no group of less than the minimum, empty groups among them. */
export function canShow<Cell extends string>(counts: Tally<Cell>, { minimumCellSize }: Viewer): boolean {
  return listRemainders(counts).every(
    (left) => left.every((count) => count === 0) || left.every((count) => count >= minimumCellSize),
  )
}

/**
 * The same of each other site by itself, so that all of a sum's parts may be shown: sums over different sites, such as those
 * of two definitions that share a rule, can be taken from each other.
 */
export function canShowEachSite<Cell extends string>(
  { ofEachOther }: Tally<Cell>,
  { minimumCellSize }: Viewer,
): boolean {
  return [...ofEachOther.values()].every((cells) =>
    Object.values<number>(cells).every((count) => count >= minimumCellSize),
  )
}

/** The same where an empty group tells of nobody: of two definitions one may be the stricter of the other. */
export function canShowWithEmptyCells<Cell extends string>(
  counts: Tally<Cell>,
  { minimumCellSize }: Viewer,
): boolean {
  return listRemainders(counts)
    .flat()
    .every((count) => count === 0 || count >= minimumCellSize)
}

/**
 * Rates that can be held against each other: of the same participants under rules that differ in little. One is shown only
 * where no other site's cells differ from those of a rate that was shown before it by a group below the minimum, which
 * the difference would give away.
 */
export function discloseComparableRates(counts: readonly Tally<'met' | 'notMet'>[], viewer: Viewer): Rate[] {
  const shown: Tally<'met' | 'notMet'>[] = []
  return counts.map((one) => {
    const isApart = (site: string, cell: 'met' | 'notMet') =>
      shown.every(({ ofEachOther }) => {
        const counts = [one.ofEachOther, ofEachOther].map((each) => each.get(site)?.[cell] ?? 0)
        const difference = Math.abs((counts[0] as number) - (counts[1] as number))
        return difference === 0 || difference >= viewer.minimumCellSize
      })
    const isEachSiteApart = (cell: 'met' | 'notMet') =>
      [...one.ofEachOther.keys()].every((site) => isApart(site, cell))
    if (!isEachSiteApart('met') || !isEachSiteApart('notMet')) return { kind: 'suppressed' }
    const rate = discloseRate(one, viewer)
    if (rate.kind === 'rate') shown.push(one)
    return rate
  })
}

export function discloseRate(counts: Tally<'met' | 'notMet'>, viewer: Viewer): Rate {
  const { met, notMet } = counts.all
  const due = met + notMet
  if (!canShowEachSite(counts, viewer)) return { kind: 'suppressed' }
  if (due === 0) return { kind: 'no-rate', reason: 'nobody-due' }
  return { kind: 'rate', due, met, rate: met / due, interval: [...wilsonInterval(met, due)] }
}
