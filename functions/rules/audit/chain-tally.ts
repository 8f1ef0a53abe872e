import { hash } from 'node:crypto'
import type { AuditEntry } from '../../records/audit/audit.ts'

/**
 * What is kept of a chain while its entries pass in any order: a few numbers, however long it is. `links` is a sum of
 * hashes modulo 2^256: each entry adds the place that it takes and subtracts the place that it was written after, so that a
 * sound chain leaves its two ends.
 */
export type ChainTally = {
  count: number
  /** The highest number, and the hash of the entry that has it. */
  last: number
  lastHash: string
  /** What the first entry was written after. Undefined until it passes. */
  root: string | undefined
  links: bigint
}

export function createChainTally(): ChainTally {
  return { count: 0, last: 0, lastHash: '', root: undefined, links: 0n }
}

export function addToTally(
  tally: ChainTally,
  entry: Pick<AuditEntry, 'sequence' | 'previous' | 'hash'>,
): void {
  const { sequence, previous } = entry
  tally.count += 1
  tally.links = BigInt.asUintN(
    256,
    tally.links + hashPlace(sequence, entry.hash) - hashPlace(sequence - 1, previous),
  )
  if (sequence === 1) tally.root = previous
  if (sequence > tally.last) {
    tally.last = sequence
    tally.lastHash = entry.hash
  }
}

/** Whether the entries are 1, 2, 3 … each once, and each was written after the one before. */
export function isSound({ count, last, lastHash, root, links }: ChainTally): boolean {
  if (count !== last || root === undefined) return false
  return links === BigInt.asUintN(256, hashPlace(last, lastHash) - hashPlace(0, root))
}

/** A number of 256 bits for an entry at its place. */
export function hashPlace(sequence: number, entryHash: string): bigint {
  return BigInt(`0x${hash('sha256', `${sequence} ${entryHash}`)}`)
}
