import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Where objects are kept, by bucket and key. */
export interface ObjectStore {
  find(name: string): Buffer | undefined
  put(name: string, body: Buffer): void
}

export function createMemoryStore(): ObjectStore {
  const memory = new Map<string, Buffer>()
  return {
    find: (name) => memory.get(name),
    put: (name, body) => void memory.set(name, body),
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
  }
}
