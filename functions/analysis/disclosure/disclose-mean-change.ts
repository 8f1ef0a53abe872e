import type { GroupChange, MeanChangeReply, PooledMean } from '../../../web/api/analyses/mean-change.ts'
import { roundNumbers } from './rounding.ts'
import { chooseSuppressedSites } from './suppressed-sites.ts'

/** Of one suppressed site, someone of another suppressed one leaves two unknown. */
const MIN_SUPPRESSED_SITES = 3

/** A site’s change as it was shown before. */
export type ShownChange = { readonly n: number; readonly mean: number | null }

/**
 * Mean changes as a release shows them, the same for everybody. Means are rounded to a hundredth of the score's range, so that
 * no participant's change can be solved from two of them. A site is shown from the minimum on, and where so many have come or
 * gone since it was last shown, or nobody. The suppressed are none or at least three: the pooled estimate is of all sites.
 * Arms of a site are left out. The mean of everybody together stands where no site is suppressed.
 *
 * @param whole over all sites, with nothing suppressed
 * @param range of the score, in its unit
 */
export function discloseMeanChange(
  whole: MeanChangeReply,
  range: readonly [number, number],
  minimumCellSize: number,
  shownBefore: ReadonlyMap<string, readonly ShownChange[]> = new Map(),
): MeanChangeReply {
  const step = findRoundingStep(range)
  const rounded = whole.sites.map(({ site, change }) => ({ site, change: roundChange(change, step) }))
  const { suppressed, isProtected } = chooseSuppressedSites(
    rounded.map(({ site, change }) => {
      const n = change.kind === 'shown' ? change.n : 0
      const isShowable =
        change.kind === 'shown' &&
        n >= minimumCellSize &&
        (shownBefore.get(site) ?? []).every((before) => isSafeBeside(before, change, minimumCellSize))
      return { site, size: n, mustHide: !isShowable }
    }),
    (hidden) => hidden.size >= MIN_SUPPRESSED_SITES,
  )
  const disclosePooled = (pooled: PooledMean): PooledMean =>
    isProtected || pooled.kind === 'not-pooled' ? roundPooledMean(pooled, step) : { kind: 'suppressed' }
  return {
    ...whole,
    minimumCellSize,
    sites: rounded.map(({ site, change }, at) => ({
      site,
      change: suppressed.has(site) ? SUPPRESSED : change,
      byArm: (whole.sites[at]?.byArm ?? []).map(({ arm }) => ({ arm, change: SUPPRESSED })),
    })),
    // Of rows that are all shown it is their sum, and of rows that are not it would be what is left.
    overall: suppressed.size === 0 ? roundNumbers(whole.overall, step, new Set(['df'])) : SUPPRESSED,
    pooled: disclosePooled(whole.pooled),
    differences: whole.differences.map(({ arm, against, sites, pooled }) => ({
      ...{ arm, against },
      sites: sites.map(({ site }) => ({ site, difference: SUPPRESSED })),
      pooled: disclosePooled(pooled),
    })),
  }
}

const SUPPRESSED = { kind: 'suppressed' } as const

/** A hundredth of a score's range: whole percent of it. */
export function findRoundingStep([lowest, highest]: readonly [number, number]): number {
  return highest > lowest ? (highest - lowest) / 100 : 0.01
}

function roundChange(change: GroupChange, step: number): GroupChange {
  if (change.kind !== 'shown') return change
  return { ...roundNumbers(change, step), without: null }
}

/** The same group again, or one that differs by enough. */
function isSafeBeside(
  before: ShownChange,
  { n, mean }: Extract<GroupChange, { kind: 'shown' }>,
  minimumCellSize: number,
): boolean {
  const difference = Math.abs(n - before.n)
  return difference === 0 ? mean === before.mean : difference >= minimumCellSize
}

function roundPooledMean(pooled: PooledMean, step: number): PooledMean {
  if (pooled.kind !== 'pooled') return pooled
  const { k, level, method, estimate, interval, predictionInterval } = pooled
  return {
    ...{ kind: 'rounded', k, level, method },
    ...roundNumbers({ estimate, interval, predictionInterval }, step),
  }
}
