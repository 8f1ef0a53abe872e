import { hash } from 'node:crypto'
import type { Instruments } from '../../../surveys/library/library.ts'
import { findMonth } from '../../interchange/facts/fact.ts'
import { type FactRow, writeFactFile } from '../../interchange/facts/fact-file.ts'
import { buildFactRow, sortFactRows } from '../../interchange/facts/fact-rows.ts'
import { FACT_TABLES, type FactTable, type FactTableName } from '../../interchange/facts/fact-tables.ts'
import { readFactFile } from '../../interchange/facts/read-fact-file.ts'
import type { BucketClient } from '../../platform/aws/bucket.ts'
import type { KeyedItem } from '../../platform/aws/dynamodb.ts'
import type { SiteScope } from '../../platform/core/scope.ts'
import { formatPartition, formatSiteFolder } from './fact-partitions.ts'
import { findItemParticipant, listFacts } from './list-facts.ts'

export type LakeBucket = Pick<BucketClient, 'list' | 'find' | 'put' | 'remove'>

export type CompactDeps = {
  readonly lake: LakeBucket
  /** Every item of a clinic's part of the Study table, read consistently. */
  readonly readItems: (scope: SiteScope) => AsyncIterable<KeyedItem>
}

/** What a comparison of a clinic's facts with its table found. */
export type SiteComparison = {
  readonly participants: number
  readonly facts: number
  /** In the table and not in the lake: the stream had not come to them, or lost them. They are added. */
  readonly missing: number
  /** Of participants who are no longer in the table: they are taken out. */
  readonly erased: number
  /** Of a state that has no history, and is another now: they are taken out. */
  readonly replaced: number
  /** In the lake, of somebody who is in the table, and not of the table. They stay, and somebody must look. */
  readonly unexplained: number
}

/**
 * Puts the files of a clinic together, a month of a table in one, and compares them with the table: after it the lake holds
 * exactly the facts of what is stored. Whoever reads meanwhile may find a fact twice and never not at all, since old files go
 * when the new one is there. Killed at any step and called again, it comes to the same end.
 *
 * The files are listed before the table is read: what is added to the table meanwhile is in none of them, and in newer ones.
 */
export async function compactSite(
  deps: CompactDeps,
  scope: SiteScope,
  library: Instruments,
): Promise<SiteComparison> {
  const files = await listFiles(deps.lake, scope)
  const stored = await readStored(deps.readItems(scope), scope, library)
  const found = { missing: 0, erased: 0, replaced: 0, unexplained: 0 }
  let facts = 0
  for (const table of Object.values(FACT_TABLES)) {
    const ofTable = stored.rows.get(table.name) ?? new Map<string, Map<string, FactRow>>()
    const months = new Set([...(files.get(table.name)?.keys() ?? []), ...ofTable.keys()])
    for (const month of [...months].sort()) {
      const keys = files.get(table.name)?.get(month) ?? []
      const kept = await mergePartition(deps, table, keys, ofTable.get(month) ?? new Map(), stored, found)
      facts += kept.length
      await replaceFiles(deps.lake, table, formatPartition(table, scope, month), keys, kept)
    }
  }
  return { participants: stored.participants.size, facts, ...found }
}

type Stored = {
  readonly participants: ReadonlySet<string>
  /** Rows by table, month and hash. */
  readonly rows: ReadonlyMap<FactTableName, ReadonlyMap<string, Map<string, FactRow>>>
  /** Table, key and entry of every fact. */
  readonly entries: ReadonlySet<string>
}

async function listFiles(
  lake: Pick<BucketClient, 'list'>,
  scope: SiteScope,
): Promise<ReadonlyMap<FactTableName, ReadonlyMap<string, readonly string[]>>> {
  const files = new Map<FactTableName, Map<string, string[]>>()
  for (const table of Object.values(FACT_TABLES)) {
    const folder = formatSiteFolder(table, scope)
    const keys = await lake.list(folder)
    files.set(
      table.name,
      Map.groupBy(keys, (key) => key.slice(folder.length + 'month='.length).split('/')[0] ?? ''),
    )
  }
  return files
}

async function readStored(
  items: AsyncIterable<KeyedItem>,
  scope: SiteScope,
  library: Instruments,
): Promise<Stored> {
  const participants = new Set<string>()
  const rows = new Map<FactTableName, Map<string, Map<string, FactRow>>>()
  const entries = new Set<string>()
  for await (const item of items) {
    const participant = findItemParticipant(item.sk)
    if (participant === undefined) continue
    for (const fact of listFacts(scope, item, library)) {
      participants.add(participant)
      const table = FACT_TABLES[fact.table]
      const row = buildFactRow(fact, '0')
      const ofTable = rows.get(fact.table) ?? new Map<string, Map<string, FactRow>>()
      rows.set(fact.table, ofTable)
      const month = findMonth(fact)
      const ofMonth = ofTable.get(month) ?? new Map<string, FactRow>()
      ofTable.set(month, ofMonth)
      ofMonth.set(readHash(table, row), row)
      entries.add(nameEntry(table, row))
    }
  }
  return { participants, rows, entries }
}

/** The rows that a month of a table has from now on. */
async function mergePartition(
  { lake }: CompactDeps,
  table: FactTable,
  keys: readonly string[],
  ofTable: Map<string, FactRow>,
  { participants, entries }: Stored,
  found: { missing: number; erased: number; replaced: number; unexplained: number },
): Promise<readonly FactRow[]> {
  const kept = new Map<string, FactRow>()
  for (const key of keys) {
    const bytes = await lake.find(key)
    // Somebody else put it together with others in the meantime.
    if (bytes === undefined) continue
    for (const row of await readFactFile(table, bytes)) {
      const name = readHash(table, row)
      const earlier = kept.get(name)
      if (earlier === undefined || readSequence(table, row) > readSequence(table, earlier))
        kept.set(name, row)
    }
  }
  for (const [name, row] of kept) {
    if (ofTable.has(name)) continue
    if (!participants.has(row[0] as string)) found.erased += 1
    else if (entries.has(nameEntry(table, row))) found.replaced += 1
    else {
      found.unexplained += 1
      continue
    }
    kept.delete(name)
  }
  for (const [name, row] of ofTable)
    if (!kept.has(name)) {
      found.missing += 1
      kept.set(name, row)
    }
  return [...kept.values()]
}

/** The new file first, then the old ones go. */
async function replaceFiles(
  lake: Pick<LakeBucket, 'put' | 'remove'>,
  table: FactTable,
  partition: string,
  old: readonly string[],
  rows: readonly FactRow[],
): Promise<void> {
  const bytes = rows.length === 0 ? undefined : writeFactFile(table, sortFactRows(table, rows))
  const key = bytes && `${partition}c-${hash('sha256', bytes).slice(0, 32)}.parquet`
  if (key !== undefined && !old.includes(key)) await lake.put(key, bytes as Buffer)
  for (const one of old) if (one !== key) await lake.remove(one)
}

function findPlace({ columns }: FactTable, name: string): number {
  return columns.findIndex((column) => column.name === name)
}

function readHash(table: FactTable, row: FactRow): string {
  return row[findPlace(table, 'hash')] as string
}

function readSequence(table: FactTable, row: FactRow): string {
  return row[findPlace(table, 'sequence')] as string
}

function nameEntry(table: FactTable, row: FactRow): string {
  const names = ['participant', ...table.key, 'entry']
  return JSON.stringify([table.name, ...names.map((name) => row[findPlace(table, name)])])
}
