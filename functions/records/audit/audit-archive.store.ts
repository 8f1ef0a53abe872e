import { gunzipSync, gzipSync } from 'node:zlib'
import type { BucketClient } from '../../platform/aws/bucket.ts'
import type { StoredItem } from '../../platform/aws/dynamodb.ts'
import {
  ANCHORS,
  ENTRIES,
  formatAnchorKey,
  formatEntriesKey,
  parseSignedAnchor,
  type SignedAnchor,
} from './audit-archive.ts'
import { parseAuditItem, type StoredAuditEntry } from './audit-item.ts'

export type AuditArchive = {
  /** Once, however often it is asked for. */
  putEntries(batch: {
    readonly day: string
    readonly first: string
    readonly last: string
    readonly items: readonly StoredItem[]
  }): Promise<void>
  /** Objects with entries from the day `from` to before the day `before`. */
  listObjects(from: string | undefined, before: string): Promise<readonly string[]>
  findObject(key: string): Promise<Buffer | undefined>
  putAnchor(signed: SignedAnchor): Promise<void>
  findLastAnchor(): Promise<SignedAnchor | undefined>
}

export function createAuditArchive(objects: BucketClient): AuditArchive {
  return {
    async putEntries({ day, first, last, items }) {
      const lines = items.map((item) => `${JSON.stringify({ Item: item })}\n`)
      await objects.put(formatEntriesKey(day, first, last), gzipSync(lines.join('')))
    },
    async listObjects(from, before) {
      const keys = await objects.list(ENTRIES, from && `${ENTRIES}${from}`)
      return keys.filter((key) => key < `${ENTRIES}${before}`)
    },
    findObject: objects.find,
    async putAnchor(signed) {
      await objects.put(formatAnchorKey(signed.anchor.day), Buffer.from(JSON.stringify(signed)))
    },
    async findLastAnchor() {
      const last = (await objects.list(ANCHORS)).at(-1)
      const body = last === undefined ? undefined : await objects.find(last)
      return body && parseSignedAnchor(body)
    },
  }
}

/** @throws Error when the object holds no lines of JSON */
export function parseArchivedEntries(body: Uint8Array): readonly StoredAuditEntry[] {
  const lines = gunzipSync(body).toString().trimEnd().split('\n')
  return lines.map((line) => parseAuditItem((JSON.parse(line) as { Item: StoredItem }).Item))
}
