import { randomUUID } from 'node:crypto'
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import * as z from 'zod'

const mailSchema = z.object({
  id: z.string(),
  to: z.string(),
  from: z.string(),
  subject: z.string(),
  body: z.string(),
  sentAt: z.string(),
})

/** A mail that would have left; `sentAt` is in simulated time. */
export type Mail = z.infer<typeof mailSchema>

/** Every mail that functions sent. Kept as JSON lines: a mail is added and never changed. */
export class Mailbox {
  readonly #file: string | undefined
  readonly #mails: Mail[] = []

  constructor(file: string | undefined) {
    this.#file = file
    if (file === undefined || !existsSync(file)) return
    for (const line of readFileSync(file, 'utf8').split('\n')) {
      const parsed = mailSchema.safeParse(parseLine(line))
      if (parsed.success) this.#mails.push(parsed.data)
    }
  }

  receive(mail: Omit<Mail, 'id' | 'sentAt'>, sentAt: Date): Mail {
    const received = { ...mail, id: randomUUID(), sentAt: sentAt.toISOString() }
    this.#mails.push(received)
    if (this.#file !== undefined) {
      mkdirSync(dirname(this.#file), { recursive: true })
      appendFileSync(this.#file, `${JSON.stringify(received)}\n`, { mode: 0o600 })
    }
    return received
  }

  /** Oldest first. */
  all(): readonly Mail[] {
    return this.#mails.toSorted((a, b) => a.sentAt.localeCompare(b.sentAt))
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
