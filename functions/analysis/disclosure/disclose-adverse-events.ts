import type { AdverseEventCounts } from '../../../web/api/analyses/adverse-events.ts'
import type {
  ReleasedAdverseEvents,
  ReleasedIncidence,
} from '../../../web/api/releases/released-adverse-events.ts'
import { estimateClusteredProportion } from '../statistics/clustered-proportion.ts'
import {
  isApartForEveryReader,
  isLargeForEveryReader,
  type ShownTotals,
  type SiteCells,
  sumCells,
} from './every-reader.ts'
import { roundOutwards } from './rounding.ts'

/** Counts of one site, with nothing suppressed. */
export type SiteEvents = AdverseEventCounts & { readonly site: string }

type Counts = Omit<ReleasedAdverseEvents, 'study' | 'studyVersion' | 'asOf' | 'minimumCellSize'>
type Term = Counts['terms'][number]['term']

const SUPPRESSED = { kind: 'suppressed' } as const
/** With the event, and without. */
const CELLS = 2

/**
 * Adverse events as a release shows them, over all sites: how many participants had any, a serious, a related one, and one of
 * each term. A count stands where it and its complement reach the minimum for whoever takes off their own site, where neither
 * differs from an earlier release by a smaller group, and where those with any event but not this one are nobody or the
 * minimum. An interval stands where no site has a small cell.
 *
 * @param earlier as earlier releases of the study have shown them
 */
export function discloseAdverseEvents(
  all: readonly SiteEvents[],
  minimumCellSize: number,
  earlier: readonly Counts[],
): Counts {
  const sites = all.filter(({ participants }) => participants > 0)
  const listRows = (count: (of: SiteEvents) => number): readonly SiteCells[] =>
    sites.map((of) => ({ site: of.site, cells: [count(of), of.participants - count(of)] }))
  const people = sites.map(({ site, participants }) => ({ site, cells: [participants] }))
  if (!isLargeForEveryReader(people, 1, minimumCellSize)) return NOTHING
  const disclose = (
    rows: readonly SiteCells[],
    find: (of: Counts) => ReleasedIncidence | undefined,
    within: readonly ShownTotals[],
  ): ReleasedIncidence => {
    const before = earlier.flatMap((one) => listShown(one, find(one)))
    const isShowable =
      isLargeForEveryReader(rows, CELLS, minimumCellSize) &&
      isApartForEveryReader(rows, [...before, ...within], minimumCellSize)
    return isShowable ? describe(rows, minimumCellSize) : SUPPRESSED
  }
  const any = listRows(({ withEvent }) => withEvent)
  const withEvent = disclose(any, (of) => of.withEvent, [])
  const within = withEvent.kind === 'shown' ? [{ cells: sumCells(any, CELLS), sites: any }] : []
  const terms = new Set(sites.flatMap((of) => of.terms.map(({ term }) => term)))
  return {
    participants: sumCells(people, 1)[0] as number,
    withEvent,
    withSerious: disclose(
      listRows((of) => of.withSerious),
      (of) => of.withSerious,
      within,
    ),
    withRelated: disclose(
      listRows((of) => of.withRelated),
      (of) => of.withRelated,
      within,
    ),
    terms: Array.from(terms, (term) => ({
      term,
      incidence: disclose(
        listRows((of) => countTerm(of, term)),
        (of) => of.terms.find((one) => one.term === term)?.incidence,
        within,
      ),
    }))
      .filter(({ incidence }) => incidence.kind === 'shown')
      .sort((a, b) => countShown(b.incidence) - countShown(a.incidence) || (a.term < b.term ? -1 : 1)),
  }
}

const NOTHING: Counts = {
  ...{ participants: null, withEvent: SUPPRESSED, withSerious: SUPPRESSED, withRelated: SUPPRESSED },
  terms: [],
}

function countTerm({ terms }: SiteEvents, of: Term): number {
  return terms.find(({ term }) => term === of)?.participants ?? 0
}

function countShown(incidence: ReleasedIncidence): number {
  return incidence.kind === 'shown' ? incidence.count : 0
}

function listShown(
  { participants }: Counts,
  incidence: ReleasedIncidence | undefined,
): readonly ShownTotals[] {
  if (incidence?.kind !== 'shown' || participants === null) return []
  return [{ cells: [incidence.count, participants - incidence.count], sites: null }]
}

function describe(rows: readonly SiteCells[], minimumCellSize: number): ReleasedIncidence {
  const [count = 0] = sumCells(rows, CELLS)
  const { rate, interval } = estimateClusteredProportion(
    rows.map(({ cells: [events = 0, rest = 0] }) => ({ events, n: events + rest })),
  )
  const isSmall = rows.some(({ cells }) => cells.some((cell) => cell < minimumCellSize))
  return {
    ...{ kind: 'shown', count, rate },
    interval: isSmall ? null : roundOutwards(interval, 0.01),
  }
}
