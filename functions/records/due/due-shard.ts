import { createHash } from 'node:crypto'

/** The due index is spread over this many partitions, so that no single one takes every text of the morning. More may be added; fewer would leave what lies in the others. */
export const DUE_SHARDS = 32

/** 0 … DUE_SHARDS − 1, even over participants and the same for one participant always. */
export function deriveShard(participant: string): number {
  return (createHash('sha256').update(participant).digest()[0] ?? 0) % DUE_SHARDS
}

/** The index attributes of something that is due; none for what is not. */
export function buildDueKeys(
  participant: string,
  at: string | undefined,
): { duePk?: string; dueSk?: string } {
  return at === undefined ? {} : { duePk: `DUE#${deriveShard(participant)}`, dueSk: at }
}
