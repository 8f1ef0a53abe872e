import type { HeldRound } from './panelist.ts'

/** Before any round. */
const BEGINNING = '1970-01-01T00:00:00.000Z'

/**
 * An instant as far as the rules tell instants apart: the opening of the round that it falls into, else the close of the round
 * before it. So many people have the same one, and by it nobody can be known.
 *
 * @param rounds that were held, in the order of time
 */
export function coarsenInstant(rounds: readonly HeldRound[], at: string): string {
  const last = rounds.findLast(({ opensAt }) => opensAt <= at)
  if (last === undefined) return BEGINNING
  return at < last.closesAt ? last.opensAt : last.closesAt
}
