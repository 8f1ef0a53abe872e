import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** One JSON value that is kept over restarts, or only in memory when there is no file. */
export class StateFile<T> {
  readonly #file: string | undefined
  readonly #parse: (value: unknown) => T
  #kept: T | undefined

  /** @param parse refuses what another version wrote; the value then counts as absent */
  constructor(file: string | undefined, parse: (value: unknown) => T) {
    this.#file = file
    this.#parse = parse
  }

  read(): T | undefined {
    if (this.#kept !== undefined || this.#file === undefined || !existsSync(this.#file)) return this.#kept
    try {
      this.#kept = this.#parse(JSON.parse(readFileSync(this.#file, 'utf8')))
    } catch {
      return undefined
    }
    return this.#kept
  }

  /** Whole or not at all: written beside and renamed. Readable by the owner only, since some values are keys. */
  write(value: T): void {
    this.#kept = value
    if (this.#file === undefined) return
    mkdirSync(dirname(this.#file), { recursive: true })
    writeFileSync(`${this.#file}.new`, JSON.stringify(value, null, 2), { mode: 0o600 })
    renameSync(`${this.#file}.new`, this.#file)
  }
}
