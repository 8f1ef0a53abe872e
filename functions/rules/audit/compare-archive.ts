import type { AuditFault } from './audit-fault.ts'
import { hashPlace } from './chain-tally.ts'

/** An entry as it stood when it was written, kept where nobody can change it. */
export type ArchivedEntry = { readonly chain: string; readonly sequence: number; readonly hash: string }

/** Sums of hashes modulo 2^256 over the same numbers of one chain, in the archive and in the table. */
type ArchiveTally = { last: number; archived: bigint; stored: bigint }

/**
 * Compares what an archive holds with what is stored, a sum of each a chain. A chain whose sums differ is looked at entry by
 * entry: an archive may hold an entry twice, since what is delivered to it comes at least once.
 */
export class ArchiveComparison {
  private readonly tallies = new Map<string, ArchiveTally>()

  addArchived({ chain, sequence, hash }: ArchivedEntry): void {
    const tally = this.tallies.get(chain) ?? { last: 0, archived: 0n, stored: 0n }
    this.tallies.set(chain, tally)
    tally.last = Math.max(tally.last, sequence)
    tally.archived = BigInt.asUintN(256, tally.archived + hashPlace(sequence, hash))
  }

  /** After everything archived. What is newer than the archive is not compared. */
  addStored({ chain, sequence, hash }: ArchivedEntry): void {
    const tally = this.tallies.get(chain)
    if (tally === undefined || sequence > tally.last) return
    tally.stored = BigInt.asUintN(256, tally.stored + hashPlace(sequence, hash))
  }

  /** The newest number of a chain in the archive; 0 where there is none. */
  findLast(chain: string): number {
    return this.tallies.get(chain)?.last ?? 0
  }

  listChains(): Iterable<string> {
    return this.tallies.keys()
  }

  listUnlike(): string[] {
    return [...this.tallies].flatMap(([chain, { archived, stored }]) => (archived === stored ? [] : chain))
  }
}

/** Hashes by number. */
export type Hashes = Map<number, Set<string>>

export function addHash(hashes: Hashes, { sequence, hash }: ArchivedEntry): void {
  hashes.set(sequence, (hashes.get(sequence) ?? new Set()).add(hash))
}

/**
 * Where an archive and a table contradict each other about one chain. Entries that the table has not are named elsewhere:
 * a chain shows by itself what is missing between others.
 */
export function nameArchiveFaults(chain: string, archived: Hashes, stored: Hashes): AuditFault[] {
  return [...stored]
    .filter(([sequence]) => sequence <= Math.max(...archived.keys()))
    .flatMap(([sequence, hashes]): AuditFault[] => {
      const expected = archived.get(sequence)
      if (expected === undefined) return [{ kind: 'not-archived', chain, sequence }]
      return [...hashes].every((hash) => expected.has(hash))
        ? []
        : [{ kind: 'not-as-recorded', chain, sequence }]
    })
}
