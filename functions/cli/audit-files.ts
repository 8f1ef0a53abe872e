import { createReadStream, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'
import type { StoredItem } from '../platform/aws/dynamodb.ts'
import { ENTRIES } from '../records/audit/audit-archive.ts'
import {
  findStoredHead,
  parseAuditItem,
  type StoredAuditEntry,
  type StoredHead,
} from '../records/audit/audit-item.ts'
import type { ArchivedEntry } from '../rules/audit/compare-archive.ts'
import type { AuditSource } from '../rules/audit/verify-audit.ts'

/** Where the items lie: a dump of all tables, or an export of each. Each path is a file or a folder of files. */
export type AuditFiles =
  | { readonly kind: 'dump'; readonly path: string }
  | { readonly kind: 'exports'; readonly audit: string; readonly study: string | undefined }

/** A file that is none of the forms that are read. Its message names file and line, and quotes neither. */
export class AuditFileError extends Error {}

/**
 * Items from files of one JSON object a line, plain or `.gz`: `{"table":…,"item":…}` as local mode dumps them, or
 * `{"Item":…}` as DynamoDB exports a table to S3 (DYNAMODB_JSON).
 *
 * @throws AuditFileError while it is read
 */
export function openAuditFiles(files: AuditFiles): AuditSource {
  const [auditItems, studyItems] =
    files.kind === 'dump'
      ? [() => readDump(files.path, 'Audit'), () => readDump(files.path, 'Study')]
      : [() => readExport(files.audit), () => readExport(files.study)]
  return {
    readHeads: () => parseHeads(studyItems()),
    readEntries: () => parseEntries(auditItems()),
  }
}

/** The entries in a copy of the archive's bucket: they are written as an export is. */
export async function* readArchivedEntries(folder: string): AsyncGenerator<ArchivedEntry> {
  for await (const stored of parseEntries(readExport(join(folder, ENTRIES)))) {
    if (stored.kind === 'unreadable') continue
    const { scope, sequence, hash } = stored.entry
    yield { chain: scope, sequence, hash }
  }
}

/** The same as they are stored, to be put back. */
export function readArchivedItems(folder: string): AsyncGenerator<StoredItem> {
  return readExport(join(folder, ENTRIES))
}

async function* parseHeads(items: AsyncIterable<StoredItem>): AsyncGenerator<StoredHead> {
  for await (const item of items) {
    const head = findStoredHead(item)
    if (head !== undefined) yield head
  }
}

async function* parseEntries(items: AsyncIterable<StoredItem>): AsyncGenerator<StoredAuditEntry> {
  for await (const item of items) yield parseAuditItem(item)
}

/** @param table what the name begins with; CloudFormation puts more behind it */
async function* readDump(path: string, table: string): AsyncGenerator<StoredItem> {
  for await (const { file, number, value } of readLines(path)) {
    if (typeof value.table !== 'string') throw refuseLine(file, number)
    if (value.table.startsWith(table)) yield requireItem(value.item, file, number)
  }
}

async function* readExport(path: string | undefined): AsyncGenerator<StoredItem> {
  if (path === undefined) return
  for await (const { file, number, value } of readLines(path)) yield requireItem(value.Item, file, number)
}

type Line = { readonly file: string; readonly number: number; readonly value: Record<string, unknown> }

async function* readLines(path: string): AsyncGenerator<Line> {
  for (const file of listFiles(path)) {
    const bytes = createReadStream(file)
    const text = file.endsWith('.gz') ? bytes.pipe(createGunzip()) : bytes
    // What fails in reading the file does not come through the pipe.
    bytes.on('error', (error) => text.destroy(error))
    let number = 0
    for await (const line of createInterface({ input: text, crlfDelay: Number.POSITIVE_INFINITY })) {
      number += 1
      if (line !== '') yield { file, number, value: parseLine(line, file, number) }
    }
  }
}

/** Of a folder its data: an export has manifests beside them, which are not compressed. */
function listFiles(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(json\.gz|jsonl)$/.test(name))
    .sort()
    .map((name) => join(path, name))
}

function parseLine(line: string, file: string, number: number): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(line)
    if (typeof value === 'object' && value !== null) return { ...value }
  } catch {}
  throw refuseLine(file, number)
}

function requireItem(item: unknown, file: string, number: number): StoredItem {
  if (typeof item !== 'object' || item === null) throw refuseLine(file, number)
  return item as StoredItem
}

function refuseLine(file: string, number: number): AuditFileError {
  return new AuditFileError(`${file}, line ${number}: not an item of a table`)
}
