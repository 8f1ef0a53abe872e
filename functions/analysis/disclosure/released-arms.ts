import type { ArmComparison, ComparedArms } from '../../../web/api/analyses/arm-comparison.ts'
import { type ArmPair, listArmPairs } from '../arm-comparison/arm-pairs.ts'
import { adjustByHolm } from '../arm-comparison/holm.ts'
import { type ArmContrast, compareByMantelHaenszel } from '../arm-comparison/mantel-haenszel.ts'
import { estimateRate } from '../estimand/rates.ts'
import { roundNumbers, roundOutwards, roundUp } from './rounding.ts'

/** Due and met of an arm at a site. `null`: of those in no arm. */
export type ArmCell = {
  readonly site: string
  readonly arm: string | null
  readonly due: number
  readonly met: number
}

/** Whole percent of a difference; tenths of a ratio, of an error on the log scale, and of a statistic. */
const SHARE_STEP = 0.01
const RATIO_STEP = 0.1
const SUPPRESSED = { kind: 'suppressed' } as const

type Source = {
  readonly arms: readonly string[]
  readonly cells: readonly ArmCell[]
  readonly showsTests: boolean
}

/**
 * Arms as a release publishes them, from their counts alone. Without contrasts the intervals are left out too, which know how
 * an arm’s rates differ between sites.
 */
export function buildReleasedArms({ arms, cells, showsTests }: Source, withContrasts: boolean): ComparedArms {
  const pairs = listArmPairs({ arms: arms.map((id) => ({ id, title: id })) })
  return {
    kind: 'compared',
    arms: arms.map((arm) => {
      const own = cells.filter((one) => one.arm === arm)
      const sum = (name: 'due' | 'met') => own.reduce((total, one) => total + one[name], 0)
      const rate = estimateRate(own.map(({ met, due }) => ({ events: met, n: due })))
      return {
        arm,
        counts: {
          due: sum('due'),
          notYetDue: null,
          met: sum('met'),
          observed: null,
          observedMet: null,
          bestMet: null,
        },
        rate: rate && {
          ...rate,
          interval: withContrasts && rate.interval !== null ? roundOutwards(rate.interval, SHARE_STEP) : null,
        },
      }
    }),
    covariates: [],
    comparisons: withContrasts
      ? comparePairs(pairs, cells, showsTests)
      : pairs.map((pair) => ({ ...pair, sites: countSites(pair, cells), ...NO_CONTRASTS })),
  }
}

const NO_CONTRASTS = {
  ...{ riskDifference: SUPPRESSED, riskRatio: SUPPRESSED, oddsRatio: SUPPRESSED },
  ...{ test: SUPPRESSED, holmP: null, adjusted: { ...SUPPRESSED, withoutBaseline: null } },
}

function comparePairs(
  pairs: readonly ArmPair[],
  cells: readonly ArmCell[],
  showsTests: boolean,
): readonly ArmComparison[] {
  const compared = pairs.map((pair) => ({ pair, ...compareByMantelHaenszel(listStrata(pair, cells)) }))
  const holm = adjustByHolm(compared.flatMap(({ test }) => (test === null ? [] : [test.p])))
  return compared.map(
    ({ pair, strata: sites, riskDifference, riskRatio, oddsRatio, test }): ArmComparison => {
      const holmP = test === null ? null : (holm.shift() as number)
      return {
        ...{ ...pair, sites },
        riskDifference: roundContrast(riskDifference, SHARE_STEP),
        riskRatio: roundContrast(riskRatio, RATIO_STEP),
        oddsRatio: roundContrast(oddsRatio, RATIO_STEP),
        test: !showsTests
          ? SUPPRESSED
          : test && { statistic: roundNumbers(test.statistic, RATIO_STEP), p: roundUp(test.p) },
        holmP: !showsTests || holmP === null ? null : roundUp(holmP),
        adjusted: { ...SUPPRESSED, withoutBaseline: null },
      }
    },
  )
}

function roundContrast(contrast: ArmContrast, step: number): ArmComparison['riskDifference'] {
  if (contrast.kind === 'not-estimated') return contrast
  const { interval, ...rest } = contrast
  return { ...roundNumbers(rest, step), interval: [...roundNumbers(interval, step)] as [number, number] }
}

function listStrata({ arm, against }: ArmPair, cells: readonly ArmCell[]) {
  return [...Map.groupBy(cells, ({ site }) => site).values()].map((own) => {
    const one = own.find((cell) => cell.arm === arm)
    const other = own.find((cell) => cell.arm === against)
    return {
      ...{ events: one?.met ?? 0, n: one?.due ?? 0 },
      ...{ againstEvents: other?.met ?? 0, againstN: other?.due ?? 0 },
    }
  })
}

function countSites(pair: ArmPair, cells: readonly ArmCell[]): number {
  return listStrata(pair, cells).filter(({ n, againstN }) => n > 0 && againstN > 0).length
}

/** The cells as if at each site so many more of one arm, and as many fewer of the other, had met. */
export function moveMet(
  cells: readonly ArmCell[],
  { arm, against }: ArmPair,
  changes: ReadonlyMap<string, number>,
): readonly ArmCell[] {
  return cells.map((cell) => {
    const change = changes.get(cell.site) ?? 0
    if (cell.arm === arm) return { ...cell, met: cell.met + change }
    return cell.arm === against ? { ...cell, met: cell.met - change } : cell
  })
}
