import { randomUUID } from 'node:crypto'
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import * as z from 'zod'

const text = z.object({
  id: z.string(),
  to: z.string(),
  body: z.string(),
  sentAt: z.string(),
  /** Written on the phone, and not received by it. */
  isOwn: z.boolean().optional(),
})

/** A text message that reached the simulated phone `to`, or was written on it. `sentAt` is in simulated time. */
export type PhoneText = z.infer<typeof text>

/** Every phone that was ever texted. Kept as JSON lines: a text is added and never changed. */
export class Phones {
  readonly #file: string | undefined
  readonly #texts = new Map<string, PhoneText[]>()
  readonly #ids = new Set<string>()
  readonly #listeners = new Set<(received: PhoneText) => void>()

  constructor(file: string | undefined) {
    this.#file = file
    if (file === undefined || !existsSync(file)) return
    for (const line of readFileSync(file, 'utf8').split('\n')) {
      const parsed = text.safeParse(parseLine(line))
      if (parsed.success) this.#keep(parsed.data)
    }
  }

  receive(to: string, body: string, sentAt: Date): PhoneText {
    const received = { id: randomUUID(), to, body, sentAt: sentAt.toISOString() }
    this.add([received])
    for (const listener of this.#listeners) listener(received)
    return received
  }

  /** A text that is written on the phone. */
  write(from: string, body: string, sentAt: Date): PhoneText {
    const written = { id: randomUUID(), to: from, body, sentAt: sentAt.toISOString(), isOwn: true }
    this.add([written])
    return written
  }

  /** Adds texts that another instance received. One that is already here is left out. */
  add(texts: readonly PhoneText[]): void {
    const added = texts.filter(({ id }) => !this.#ids.has(id))
    if (added.length === 0) return
    for (const one of added) this.#keep(one)
    if (this.#file === undefined) return
    mkdirSync(dirname(this.#file), { recursive: true })
    appendFileSync(this.#file, added.map((one) => `${JSON.stringify(one)}\n`).join(''), { mode: 0o600 })
  }

  /** What a number received, oldest first. */
  messages(to: string): readonly PhoneText[] {
    return this.conversation(to).filter(({ isOwn }) => isOwn !== true)
  }

  /** What a number received and wrote, oldest first. */
  conversation(to: string): readonly PhoneText[] {
    return (this.#texts.get(to) ?? []).toSorted((a, b) => a.sentAt.localeCompare(b.sentAt))
  }

  /** Last text of each number, newest first. */
  conversations(): PhoneText[] {
    const last = [...this.#texts.keys()].flatMap((to) => this.conversation(to).at(-1) ?? [])
    return last.toSorted((a, b) => b.sentAt.localeCompare(a.sentAt))
  }

  all(): PhoneText[] {
    return [...this.#texts.values()].flat()
  }

  onText(listener: (received: PhoneText) => void): void {
    this.#listeners.add(listener)
  }

  #keep(one: PhoneText): void {
    this.#ids.add(one.id)
    const texts = this.#texts.get(one.to)
    if (texts === undefined) this.#texts.set(one.to, [one])
    else texts.push(one)
  }
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    // The last line of a process that was killed while writing.
    return undefined
  }
}
