import type { PairwiseComparison, Share } from '../../../web/api/analyses/definition-comparison.ts'
import type { Viewer } from '../disclosure/disclosure.ts'
import { canShowWithEmptyCells, tallyCells } from '../disclosure/tally.ts'
import { wilsonInterval } from '../statistics/wilson.ts'
import { computeAgreement } from './agreement.ts'
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
  const own = pairs.filter(({ site }) => naming.includes(site))
  const listParticipantsInCell = (which: (typeof CELLS)[number]) =>
    own.filter(({ cell }) => cell === which).map(({ participant }) => participant)
  return {
    ...names,
    kind: 'compared',
    cells,
    ...computeAgreement(cells),
    sensitivity: computeShare(cells.both, cells.both + cells.onlySecond),
    specificity: computeShare(cells.neither, cells.neither + cells.onlyFirst),
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

function computeShare(count: number, of: number): Share {
  return of === 0 ? null : { share: count / of, of, interval: wilsonInterval(count, of) }
}
