import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Where objects are kept, by bucket and key. */
export interface ObjectStore {
  find(name: string): Buffer | undefined
  put(name: string, body: Buffer): void
  remove(name: string): void
  /** Names that begin so, in order. */
  list(prefix: string): string[]
}

export function createMemoryStore(): ObjectStore {
  const memory = new Map<string, Buffer>()
  return {
    find: (name) => memory.get(name),
    put: (name, body) => void memory.set(name, body),
    remove: (name) => void memory.delete(name),
    list: (prefix) => [...memory.keys()].filter((name) => name.startsWith(prefix)).sort(),
  }
}

export function createFolderStore(folder: string): ObjectStore {
  return {
    find: (name) => (existsSync(join(folder, name)) ? readFileSync(join(folder, name)) : undefined),
    put(name, body) {
      const file = join(folder, name)
      mkdirSync(dirname(file), { recursive: true })
      // Whole or not at all: a process that is killed leaves no half of one.
      writeFileSync(`${file}~`, body, { mode: 0o600 })
      renameSync(`${file}~`, file)
    },
    remove: (name) => rmSync(join(folder, name), { force: true }),
    list(prefix) {
      // Names that begin so lie in one folder, and in those below it.
      const base = prefix.slice(0, prefix.lastIndexOf('/') + 1)
      return listFiles(join(folder, base))
        .map((path) => `${base}${path}`)
        .filter((name) => name.startsWith(prefix) && !name.endsWith('~'))
        .sort()
    },
  }
}

/** Paths from the folder on; none where there is no such folder. */
function listFiles(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) =>
    entry.isFile() ? [join(entry.parentPath, entry.name).slice(join(folder, '/').length)] : [],
  )
}
