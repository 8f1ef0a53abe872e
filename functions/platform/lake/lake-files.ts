import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { LakeTable } from './lake-engine.ts'

/** Between a list of objects and their reading a compaction can have put them together: then the list is taken again. */
const MAX_TRIES = 3
/** Objects that are fetched at the same time. */
const FETCHES = 8

/** Objects of the lake's bucket. */
export type LakeObjects = {
  list(prefix: string): Promise<readonly string[]>
  /** `undefined` where there is none. */
  find(key: string): Promise<Uint8Array | undefined>
}

/** The files of a table at some clinics, on this machine. */
export type LakeFiles = {
  /**
   * @returns paths in the order of their names
   * @throws Error where objects were gone at each try
   */
  fetch(table: Pick<LakeTable, 'folder'>, study: string, sites: readonly string[]): Promise<readonly string[]>
}

/**
 * Keeps what it fetched, since an object never changes under its name. What is no longer in the bucket is deleted here too: it
 * may hold somebody who was erased.
 *
 * @param folder for files of this bucket alone
 */
export function createLakeFiles(bucket: LakeObjects, folder: string): LakeFiles {
  return {
    async fetch(table, study, sites) {
      const found: string[] = []
      for (const site of sites)
        found.push(...(await fetchPartition(bucket, folder, `${table.folder}/study=${study}/site=${site}/`)))
      return found
    },
  }
}

async function fetchPartition(
  bucket: LakeObjects,
  folder: string,
  prefix: string,
): Promise<readonly string[]> {
  for (let tries = 1; ; tries += 1) {
    const keys = await bucket.list(prefix)
    const kept = removeOthers(folder, prefix, new Set(keys))
    const isWhole = await fetchAll(
      bucket,
      folder,
      keys.filter((key) => !kept.has(key)),
    )
    if (isWhole) return keys.map((key) => join(folder, key))
    if (tries === MAX_TRIES) throw new Error('files of the lake were gone while they were read')
  }
}

/** @returns the keys whose files are here */
function removeOthers(folder: string, prefix: string, keys: ReadonlySet<string>): ReadonlySet<string> {
  const kept = new Set<string>()
  for (const name of listFiles(join(folder, prefix))) {
    const key = `${prefix}${name}`
    if (keys.has(key)) kept.add(key)
    else rmSync(join(folder, key), { force: true })
  }
  return kept
}

function listFiles(path: string): readonly string[] {
  try {
    return readdirSync(path, { recursive: true, withFileTypes: true }).flatMap((entry) =>
      entry.isFile() ? [join(entry.parentPath, entry.name).slice(path.length)] : [],
    )
  } catch {
    // Nothing was fetched of it yet.
    return []
  }
}

/** @returns whether every object was there */
async function fetchAll(
  bucket: Pick<LakeObjects, 'find'>,
  folder: string,
  keys: readonly string[],
): Promise<boolean> {
  let next = 0
  let isWhole = true
  const fetchNext = async (): Promise<void> => {
    for (let at = next++; at < keys.length && isWhole; at = next++) {
      const key = keys[at] as string
      const bytes = await bucket.find(key)
      if (bytes === undefined) isWhole = false
      else writeWhole(join(folder, key), bytes)
    }
  }
  await Promise.all(Array.from({ length: FETCHES }, fetchNext))
  return isWhole
}

/** So that nobody reads half a file, were it written twice at once. */
function writeWhole(path: string, bytes: Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true })
  const unfinished = `${path}.${process.pid}.${Math.random().toString(36).slice(2)}`
  writeFileSync(unfinished, bytes)
  renameSync(unfinished, path)
}
