import { createWriteStream, existsSync, mkdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Writable } from 'node:stream'

const MAX_BYTES = 20 * 1024 * 1024

/** Files that functions and the runner write to, one each, so that the terminal keeps to what a person needs. */
export class Logs {
  readonly #folder: string
  readonly #open: Writable[] = []

  constructor(folder: string) {
    this.#folder = folder
    mkdirSync(folder, { recursive: true })
  }

  /** Adds to the file of an earlier run, unless that has grown too large. */
  open(name: string): Writable {
    const file = join(this.#folder, `${name}.log`)
    if (existsSync(file) && statSync(file).size > MAX_BYTES) rmSync(file)
    const stream = createWriteStream(file, { flags: 'a' })
    // Each worker of a function pipes its two outputs into this one, over and over when it is restarted.
    stream.setMaxListeners(0)
    // What is still said after closing is lost, and that is all.
    stream.on('error', () => {})
    this.#open.push(stream)
    return stream
  }

  async close(): Promise<void> {
    await Promise.all(this.#open.map((stream) => new Promise<void>((resolve) => stream.end(() => resolve()))))
  }
}
