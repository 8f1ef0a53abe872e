import type {
  AgreementCells,
  PairwiseComparison,
  Share,
} from '../../../web/api/analyses/definition-comparison.ts'
import type { Viewer } from '../disclosure/disclosure.ts'
import { canShowWithEmptyCells, tallyCells } from '../disclosure/tally.ts'
import { estimateClusteredProportion } from '../statistics/clustered-proportion.ts'
import { computeClusteredAgreement } from './clustered-agreement.ts'
import { type EvaluatedParticipant, findObservedCell } from './cohort-verdicts.ts'

type NamedVerdicts = {
  readonly ref: string
  readonly participants: readonly EvaluatedParticipant[]
  /** Whose rate under the definition may be shown: the others' could be told by subtraction. */
  readonly shownSites: ReadonlySet<string>
}
const CELLS = ['both', 'onlyFirst', 'onlySecond', 'neither'] as const

/**
 * Two definitions on the observed cases of both: what is missing agrees with nothing.
 * @param first, second the same participants in the same order
 */
export function compareDefinitions(
  first: NamedVerdicts,
  second: NamedVerdicts,
  viewer: Viewer,
): PairwiseComparison {
  const pairs = first.participants.flatMap((one, at) => {
    const { of } = one
    const other = second.participants[at]
    const cell = findAgreementCell(findObservedCell(one), other && findObservedCell(other))
    const isShown = first.shownSites.has(of.site) && second.shownSites.has(of.site)
    return cell === undefined || !isShown ? [] : [{ cell, site: of.site, participant: of.participant }]
  })
  const counts = tallyCells(CELLS, pairs, ({ cell }) => cell, viewer)
  const names = { first: first.ref, second: second.ref }
  if (!canShowWithEmptyCells(counts, viewer)) return { ...names, kind: 'suppressed' }
  const { all: cells } = counts
  const { naming = viewer.sites } = viewer
  const clinics = [...Map.groupBy(pairs, ({ site }) => site).values()].map(countCells)
  const own = pairs.filter(({ site }) => naming.includes(site))
  const listParticipantsInCell = (which: (typeof CELLS)[number]) =>
    own.filter(({ cell }) => cell === which).map(({ participant }) => participant)
  return {
    ...names,
    kind: 'compared',
    cells,
    ...computeClusteredAgreement(clinics),
    sensitivity: computeShare(clinics, ({ both, onlySecond }) => [both, both + onlySecond]),
    specificity: computeShare(clinics, ({ neither, onlyFirst }) => [neither, neither + onlyFirst]),
    switchers: {
      onlyFirst: listParticipantsInCell('onlyFirst'),
      onlySecond: listParticipantsInCell('onlySecond'),
    },
  }
}

type Cell = ReturnType<typeof findObservedCell>

function findAgreementCell(first: Cell, second: Cell): (typeof CELLS)[number] | undefined {
  if (first === undefined || second === undefined) return undefined
  if (first === 'met') return second === 'met' ? 'both' : 'onlyFirst'
  return second === 'met' ? 'onlySecond' : 'neither'
}

function countCells(pairs: readonly { readonly cell: (typeof CELLS)[number] }[]): AgreementCells {
  const count = (which: (typeof CELLS)[number]) => pairs.filter(({ cell }) => cell === which).length
  return {
    ...{ both: count('both'), onlyFirst: count('onlyFirst') },
    ...{ onlySecond: count('onlySecond'), neither: count('neither') },
  }
}

/** A share of all clinics together, with the interval of a sample of clinics from three of them on. */
function computeShare(
  clinics: readonly AgreementCells[],
  pick: (cells: AgreementCells) => readonly [events: number, n: number],
): Share {
  const counted = clinics.map((cells) => {
    const [events, n] = pick(cells)
    return { events, n }
  })
  const of = counted.reduce((sum, { n }) => sum + n, 0)
  if (of === 0) return null
  const { rate, interval } = estimateClusteredProportion(counted)
  return { share: rate, of, interval: [...interval] }
}
