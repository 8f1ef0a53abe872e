import type { Writable } from 'node:stream'
import * as z from 'zod'
import type { MappingResource } from '../cloudformation/resources.ts'
import { createDrain } from './drain.ts'
import { type LocalFunction, PAYLOAD_LIMIT_BYTES } from './functions.ts'
import type { StateFile } from './state-file.ts'
import type { StreamRecord, StreamRecords } from './stream-records.ts'

/** How often it looks, in real time: simulated time is too fast for a window of a minute. */
const WINDOW_MILLISECONDS = 1_000

/** Of the template’s ten tries: what fails here fails at once again. */
const MAX_TRIES = 3

/** A record here stands for what Lambda adds to it. */
const EVENT_OVERHEAD_BYTES = 1_000

const partialResult = z.object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })) })

/** The last record of each shard that was handled. */
export const streamPositionSchema = z.record(z.string(), z.string())
export type StreamPosition = z.infer<typeof streamPositionSchema>

export interface StreamSourceDeps {
  readonly records: StreamRecords
  readonly target: Pick<LocalFunction, 'invoke'>
  readonly position: StateFile<StreamPosition>
  readonly region: string
  readonly log: Writable
  /** Called with the last record that was handled: those in front of it are read by nobody any more. */
  readonly trim?: (sequence: string) => void
}

/**
 * Hands a table's stream to a function, in its order, as Lambda's own poller does: a batch that fails is tried again from the
 * record on that failed, then in halves, and what still fails alone is passed over with a line in the log. How far it came
 * outlives the process.
 */
export class StreamSource {
  readonly #mapping: Pick<MappingResource, 'EventSourceArn' | 'BatchSize'>
  readonly #deps: StreamSourceDeps
  readonly #drain = createDrain(async () => {
    for (const shard of await this.#deps.records.listShards()) await this.#readShard(shard)
  })
  #timer: NodeJS.Timeout | undefined

  constructor(mapping: Pick<MappingResource, 'EventSourceArn' | 'BatchSize'>, deps: StreamSourceDeps) {
    this.#mapping = mapping
    this.#deps = deps
  }

  /** Looks every second until it is stopped. */
  start(): void {
    this.#timer = setInterval(() => {
      // A look that takes longer than the window is not followed by a second one at once.
      if (!this.#drain.isRunning)
        void this.drain().catch((error: unknown) => this.#deps.log.write(`${String(error)}\n`))
    }, WINDOW_MILLISECONDS)
    this.#timer.unref()
  }

  /** Ends looking, once what was written until now is handled. */
  async stop(): Promise<void> {
    clearInterval(this.#timer)
    await this.drain()
  }

  /** Handles every record that is now in the stream. */
  drain(): Promise<void> {
    return this.#drain.run()
  }

  async #readShard(shard: string): Promise<void> {
    const { records, position, trim } = this.#deps
    for (;;) {
      const found = await records.read(shard, position.read()?.[shard])
      if (found.length === 0) return
      for (const batch of this.#split(found)) {
        await this.#deliver(batch)
        position.write({ ...position.read(), [shard]: readSequence(batch.at(-1) as StreamRecord) })
      }
      trim?.(readSequence(found.at(-1) as StreamRecord))
    }
  }

  /** Batches of the template's size, each within what a function may be called with. */
  #split(records: readonly StreamRecord[]): StreamRecord[][] {
    const batches: StreamRecord[][] = []
    let bytes = 0
    for (const record of records) {
      const size = Buffer.byteLength(JSON.stringify(record)) + EVENT_OVERHEAD_BYTES
      const batch = batches.at(-1)
      if (!batch || batch.length === this.#mapping.BatchSize || bytes + size > PAYLOAD_LIMIT_BYTES) {
        batches.push([record])
        bytes = size
      } else {
        batch.push(record)
        bytes += size
      }
    }
    return batches
  }

  async #deliver(batch: readonly StreamRecord[]): Promise<void> {
    let rest = batch
    for (let tries = 1; ; tries += 1) {
      const failed = await this.#invoke(rest)
      if (failed === undefined) return
      // What stands in front of it was handled.
      if (failed > 0) tries = 1
      rest = rest.slice(failed)
      if (tries < MAX_TRIES) continue
      const [first] = rest as [StreamRecord]
      if (rest.length === 1) {
        this.#deps.log.write(`record ${readSequence(first)} of the stream was passed over\n`)
        return
      }
      const half = Math.ceil(rest.length / 2)
      await this.#deliver(rest.slice(0, half))
      rest = rest.slice(half)
      tries = 0
    }
  }

  /** @returns place of the first record that was not handled; `undefined` where all were */
  async #invoke(batch: readonly StreamRecord[]): Promise<number | undefined> {
    const { target, log, region } = this.#deps
    try {
      const Records = batch.map((record) => ({
        ...record,
        ...{ awsRegion: region, eventSourceARN: this.#mapping.EventSourceArn },
      }))
      const result = await target.invoke({ Records })
      if (result === null || result === undefined) return undefined
      const parsed = partialResult.safeParse(result)
      // As in AWS, a result that is not understood fails the whole batch.
      if (!parsed.success) return 0
      const failed = new Set(parsed.data.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier))
      const at = batch.findIndex((record) => failed.has(readSequence(record)))
      return failed.size === 0 ? undefined : Math.max(at, 0)
    } catch (error) {
      log.write(`${error instanceof Error ? error.message : String(error)}\n`)
      return 0
    }
  }
}

function readSequence({ dynamodb }: StreamRecord): string {
  return dynamodb.SequenceNumber
}
