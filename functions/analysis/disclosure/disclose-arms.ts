import type { ComparedArms } from '../../../web/api/analyses/arm-comparison.ts'
import { type ArmPair, listArmPairs } from '../arm-comparison/arm-pairs.ts'
import {
  isApartForEveryReader,
  isLargeForEveryReader,
  type ShownTotals,
  type SiteCells,
} from './every-reader.ts'
import { type HiddenSite, hasPossibleCounts } from './possible-counts.ts'
import { type ArmCell, buildReleasedArms, moveMet } from './released-arms.ts'

/** So many counts of an arm at a clinic must agree with everything published; fewer where the minimum is smaller. */
const MIN_POSSIBLE_COUNTS = 5
/** Met and not met. */
const CELLS = 2

/** What a release makes arms from, and what was shown of them before. `null`: of those in no arm. */
export type ArmSource = {
  readonly arms: readonly string[]
  readonly cells: readonly ArmCell[]
  readonly shownBefore: ReadonlyMap<string | null, readonly ShownTotals[]>
  /** Whether p values of single tests stand: not where they are some of a declared family. */
  readonly showsTests: boolean
}

/**
 * The arms of a responder rate as a release shows them, over all sites. Due and met of an arm stand where met and not met reach
 * the minimum in every arm, and among those in none, also for someone who takes off their own site; and where neither differs
 * from what was shown before by a smaller group. Comparisons within sites stand where, besides, several counts of an arm at a
 * site with a small cell would have given the same numbers. Adjustment for baseline is left out.
 *
 * @param isEverySiteShown where one is suppressed, so are the arms, whose sum is that of the sites
 */
export function discloseArms(
  source: ArmSource,
  isEverySiteShown: boolean,
  minimumCellSize: number,
): ComparedArms {
  const { arms, cells, shownBefore } = source
  const groups = [...arms, ...(cells.some(({ arm, due }) => arm === null && due > 0) ? [null] : [])]
  const isShowable =
    isEverySiteShown &&
    groups.every((arm) => isLargeForEveryReader(listRows(cells, arm), CELLS, minimumCellSize)) &&
    [...arms, null].every((arm) =>
      isApartForEveryReader(listRows(cells, arm), shownBefore.get(arm) ?? [], minimumCellSize),
    )
  if (!isShowable) return { kind: 'suppressed' }
  const areContrastsShown = listArmPairs({ arms: arms.map((id) => ({ id, title: id })) }).every((pair) =>
    isPairProtected(source, pair, minimumCellSize),
  )
  return buildReleasedArms(source, areContrastsShown)
}

/** Met and not met of one arm at each site that has somebody in it. */
export function listRows(cells: readonly ArmCell[], of: string | null): readonly SiteCells[] {
  return cells.flatMap(({ site, arm, due, met }) =>
    arm === of && due > 0 ? [{ site, cells: [met, due - met] }] : [],
  )
}

/**
 * Whether enough other counts are possible at each site with a small cell: as many more in one arm as there are fewer in the
 * other, made up for at another site, which leaves every row of a site and of an arm as it is.
 */
function isPairProtected(source: ArmSource, pair: ArmPair, minimumCellSize: number): boolean {
  const { arms, cells } = source
  const ids = [...new Set(cells.map(({ site }) => site))]
  const find = (of: readonly ArmCell[], site: string, arm: string) =>
    of.find((one) => one.site === site && one.arm === arm) ?? { site, arm, due: 0, met: 0 }
  const isSecret = (of: readonly ArmCell[], site: string) =>
    arms.some((arm) => {
      const { due, met } = find(of, site, arm)
      return due > 0 && Math.min(met, due - met) < minimumCellSize
    })
  const hidden = ids.map((site): HiddenSite => {
    const [one, other] = [find(cells, site, pair.arm), find(cells, site, pair.against)]
    return {
      site,
      room: [Math.max(-one.met, other.met - other.due), Math.min(one.due - one.met, other.met)],
      staysHidden: (change) =>
        isSecret(moveMet(cells, pair, new Map([[site, change]])), site) === isSecret(cells, site),
    }
  })
  const known = new Map<string, string>()
  const publish = (changes: ReadonlyMap<string, number>): string => {
    const moved = [...changes.values()].reduce((sum, one) => sum + one, 0)
    // Another sum of an arm, which is published.
    if (moved !== 0) return `arms moved by ${moved}`
    const key = ids.map((site) => changes.get(site) ?? 0).join()
    const text =
      known.get(key) ??
      JSON.stringify(buildReleasedArms({ ...source, cells: moveMet(cells, pair, changes) }, true))
    known.set(key, text)
    return text
  }
  const needed = Math.min(MIN_POSSIBLE_COUNTS, minimumCellSize)
  return hidden.every((one) => !isSecret(cells, one.site) || hasPossibleCounts(one, hidden, publish, needed))
}
