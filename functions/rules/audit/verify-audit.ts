import { computeContentHash } from '../../../surveys/values/canonical.ts'
import { type AuditEntry, type ChainHead, FIRST_PREVIOUS } from '../../records/audit/audit.ts'
import type { StoredAuditEntry, StoredHead } from '../../records/audit/audit-item.ts'
import type { AuditFault } from './audit-fault.ts'
import { addToTally, type ChainTally, createChainTally, isSound } from './chain-tally.ts'
import {
  ArchiveComparison,
  type ArchivedEntry,
  addHash,
  type Hashes,
  nameArchiveFaults,
} from './compare-archive.ts'
import { type Link, nameChainFaults } from './name-faults.ts'

/** What is verified. Each can be read more than once; of a table in use, the archive and heads are read before entries. */
export type AuditSource = {
  /** Entries as they were written, from outside the table, where they were kept. */
  readArchive?(): AsyncIterable<ArchivedEntry>
  readHeads(): AsyncIterable<StoredHead>
  readEntries(): AsyncIterable<StoredAuditEntry>
}

export type AuditSummary = {
  readonly chains: number
  readonly entries: number
  readonly heads: number
  /**
   * Heads that are older than their chain: of records that were restored alone, or that were written to between the two
   * readings. No fault by itself.
   */
  readonly olderHeads: number
  readonly faults: number
}

/** Of so many unsound chains each entry is looked at; the others are only named. */
const MAX_NAMED_CHAINS = 1_000

/**
 * Verifies whole chains, in any order and mixed, against their own hashes, the heads that records hold, and the entries that
 * began them. Entries pass twice: what is kept of the first pass is one tally a chain, and of the second what the first
 * found wanting. A chain that was wholly written anew, with its head, and the end of a chain that no record holds the head
 * of, are found by the archive alone.
 *
 * @param report called with each fault as it is found
 */
export async function verifyAudit(
  source: AuditSource,
  report: (fault: AuditFault) => void,
): Promise<AuditSummary> {
  let faults = 0
  const add = (fault: AuditFault) => {
    faults += 1
    report(fault)
  }
  const archive = new ArchiveComparison()
  for await (const entry of source.readArchive?.() ?? []) archive.addArchived(entry)
  const heads = await readHeads(source, add)
  const { tallies, changed } = await tallyEntries(source, archive, add)
  const unsound = new Set([...tallies].filter(([, tally]) => !isSound(tally)).map(([chain]) => chain))
  const roots = new WantedRoots()
  for (const [chain, { root }] of tallies) if (root !== undefined) roots.want(chain, root)
  const older = compareHeads(heads, tallies, roots, add)
  nameCutOff({ heads, archive, tallies }, add)
  await namePending(source, { tallies, changed, unsound, roots, older, archive }, add)
  return {
    chains: tallies.size,
    entries: [...tallies.values()].reduce((sum, { count }) => sum + count, 0),
    heads: heads.size,
    olderHeads: older.size,
    faults,
  }
}

async function readHeads(source: AuditSource, add: (fault: AuditFault) => void) {
  const heads = new Map<string, ChainHead>()
  for await (const stored of source.readHeads()) {
    if (stored.kind === 'head') heads.set(stored.chain, stored.head)
    else add({ kind: 'unreadable', chain: stored.chain })
  }
  return heads
}

async function tallyEntries(
  source: AuditSource,
  archive: ArchiveComparison,
  add: (fault: AuditFault) => void,
) {
  const tallies = new Map<string, ChainTally>()
  const changed = new Map<string, Set<number>>()
  for await (const stored of source.readEntries()) {
    const { chain, position } = stored
    if (stored.kind === 'unreadable') {
      add({ kind: 'unreadable', chain, position })
      continue
    }
    const { entry } = stored
    const { sequence } = entry
    if (!isInItsPlace(stored)) {
      add({ kind: 'inserted', chain, sequence: Number(position) })
      continue
    }
    const { hash, ...unsealed } = entry
    if (computeContentHash(unsealed) !== hash) {
      add({ kind: 'changed', chain, sequence })
      changed.set(chain, (changed.get(chain) ?? new Set()).add(sequence))
    }
    const tally = tallies.get(chain) ?? createChainTally()
    tallies.set(chain, tally)
    addToTally(tally, entry)
    archive.addStored({ chain, sequence, hash })
  }
  return { tallies, changed }
}

function isInItsPlace({ chain, position, entry }: StoredAuditEntry & { readonly kind: 'entry' }): boolean {
  return entry.scope === chain && entry.sequence === Number(position)
}

/** @returns heads that are older than their chain, and so have to be looked for among its entries */
function compareHeads(
  heads: ReadonlyMap<string, ChainHead>,
  tallies: ReadonlyMap<string, ChainTally>,
  roots: WantedRoots,
  add: (fault: AuditFault) => void,
): Map<string, ChainHead> {
  const older = new Map<string, ChainHead>()
  for (const [chain, head] of heads) {
    const { last = 0, lastHash = '' } = tallies.get(chain) ?? {}
    if (head.sequence > last) continue
    if (head.sequence === 0) {
      if (last > 0) older.set(chain, head)
      roots.want(chain, head.hash)
    } else if (head.sequence < last) older.set(chain, head)
    else if (head.hash !== lastHash) add({ kind: 'not-as-recorded', chain, sequence: last })
  }
  return older
}

/** Chains that end before the head of their record, or before what is archived. */
function nameCutOff(
  {
    heads,
    archive,
    tallies,
  }: {
    readonly heads: ReadonlyMap<string, ChainHead>
    readonly archive: ArchiveComparison
    readonly tallies: ReadonlyMap<string, ChainTally>
  },
  add: (fault: AuditFault) => void,
): void {
  for (const chain of new Set([...heads.keys(), ...archive.listChains()])) {
    const last = tallies.get(chain)?.last ?? 0
    const through = Math.max(heads.get(chain)?.sequence ?? 0, archive.findLast(chain))
    if (through > last) add({ kind: 'cut-off', chain, sequence: last + 1, through })
  }
}

/** Hashes that chains stand on, each until an entry of the same participant has it. */
class WantedRoots {
  private readonly byHash = new Map<string, Set<string>>()

  want(chain: string, root: string): void {
    if (!isBegunByAnEntry(chain) && root === FIRST_PREVIOUS) return
    this.byHash.set(root, (this.byHash.get(root) ?? new Set()).add(chain))
  }

  /** Takes away the chains that this entry began. */
  settle({ scope, hash }: Pick<AuditEntry, 'scope' | 'hash'>): void {
    const chains = this.byHash.get(hash)
    if (chains === undefined) return
    for (const chain of chains)
      if (isBegunByAnEntry(chain) && findOwner(chain) === findOwner(scope)) chains.delete(chain)
  }

  /** Chains whose root nothing has settled. */
  list(): string[] {
    return [...new Set([...this.byHash.values()].flatMap((chains) => [...chains]))]
  }
}

/**
 * Of an assessment and of its texts: their names have a third part. A study's, a participant's and the ledger of
 * erasures begin with nothing before them, and so does what was read by one person on one day.
 */
function isBegunByAnEntry(chain: string): boolean {
  const parts = chain.split('#')
  return parts.length > 2 && parts[1] !== 'READS'
}

function findOwner(chain: string): string {
  return chain.split('#').slice(0, 2).join('#')
}

type Pending = {
  readonly tallies: ReadonlyMap<string, ChainTally>
  readonly changed: ReadonlyMap<string, ReadonlySet<number>>
  readonly unsound: ReadonlySet<string>
  readonly roots: WantedRoots
  readonly older: ReadonlyMap<string, ChainHead>
  readonly archive: ArchiveComparison
}

/** The second pass. What was appended since the first is left to the next verification. */
async function namePending(
  source: AuditSource,
  { tallies, changed, unsound, roots, older, archive }: Pending,
  add: (fault: AuditFault) => void,
): Promise<void> {
  const named = new Map<string, Link[]>([...unsound].slice(0, MAX_NAMED_CHAINS).map((chain) => [chain, []]))
  const unlike = archive.listUnlike().slice(0, MAX_NAMED_CHAINS)
  const stored: ReadonlyMap<string, Hashes> = new Map(unlike.map((chain) => [chain, new Map()]))
  for await (const item of source.readEntries()) {
    if (item.kind === 'unreadable' || !isInItsPlace(item)) continue
    const { scope, sequence, previous, hash } = item.entry
    roots.settle(item.entry)
    if (sequence <= (tallies.get(scope)?.last ?? 0)) named.get(scope)?.push({ sequence, previous, hash })
    const hashes = stored.get(scope)
    if (hashes !== undefined) addHash(hashes, { chain: scope, sequence, hash })
    const head = older.get(scope)
    if (head === undefined || sequence !== Math.max(head.sequence, 1)) continue
    // The head of a record that nothing was entered about yet is what its chain stands on.
    if ((head.sequence === 0 ? previous : hash) !== head.hash)
      add({ kind: 'not-as-recorded', chain: scope, sequence })
  }
  for (const [chain, links] of named)
    for (const fault of nameChainFaults(chain, links, changed.get(chain))) add(fault)
  for (const chain of [...unsound].slice(MAX_NAMED_CHAINS)) add({ kind: 'broken', chain })
  for (const chain of roots.list()) add({ kind: 'without-root', chain })
  await nameUnlike(source, stored, add)
}

async function nameUnlike(
  source: AuditSource,
  stored: ReadonlyMap<string, Hashes>,
  add: (fault: AuditFault) => void,
): Promise<void> {
  if (stored.size === 0) return
  const archived: ReadonlyMap<string, Hashes> = new Map([...stored.keys()].map((chain) => [chain, new Map()]))
  for await (const entry of source.readArchive?.() ?? []) {
    const hashes = archived.get(entry.chain)
    if (hashes !== undefined) addHash(hashes, entry)
  }
  for (const [chain, hashes] of archived)
    for (const fault of nameArchiveFaults(chain, hashes, stored.get(chain) ?? new Map())) add(fault)
}
