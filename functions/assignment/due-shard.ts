import { createHash } from 'node:crypto'

/** The due index is spread over this many partitions, so that no single one takes every text of the morning. */
export const DUE_SHARDS = 8

/** 0 … DUE_SHARDS − 1, even over participants and the same for one participant always. */
export function derivedShard(participant: string): number {
  return (createHash('sha256').update(participant).digest()[0] ?? 0) % DUE_SHARDS
}
