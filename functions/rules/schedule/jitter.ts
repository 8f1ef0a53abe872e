import { createHash } from 'node:crypto'
import { shiftIso } from '../../platform/core/clock.ts'

/**
 * A text's time moved on by up to `minutes`, so that nine o'clock is not a stampede: for one participant and timepoint
 * always by the same, to the second, and even over all of them. Never to or past `until`.
 */
export function addJitter(
  at: string,
  minutes: number,
  { participant, timepoint }: { readonly participant: string; readonly timepoint: string },
  until: string,
): string {
  const drawn = createHash('sha256').update(`${participant}#${timepoint}`).digest().readUInt32BE()
  const seconds = Math.floor((drawn / 2 ** 32) * minutes * 60)
  const later = shiftIso(at, seconds * 1000)
  return later < until ? later : at
}
