import type { Writable } from 'node:stream'
import * as z from 'zod'
import type { MappingResource } from '../cloudformation/resources.ts'
import { createDrain } from './drain.ts'
import type { LocalFunction } from './functions.ts'
import type { QueueMessage, Queues } from './queues.ts'

const partialResult = z.object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })) })

/** Batches on their way at the same time. Messages of one group never are: the queue holds back all but the first. */
const LANES = 2

/** A message that no redrive policy takes away is given up here, so that one bad message cannot block for ever. */
const MAX_DELIVERIES = 20

interface EventSourceDeps {
  readonly queues: Queues
  readonly target: LocalFunction
  readonly region: string
  readonly log: Writable
  /** How far simulated time is ahead of the queue's own. */
  readonly readOffsetMs: () => number
}

/** Hands a queue's messages to a function, as Lambda's own poller does for an event source mapping. */
export class EventSource {
  readonly #mapping: MappingResource
  readonly #deps: EventSourceDeps
  readonly #drain = createDrain(async () => {
    await Promise.all(Array.from({ length: LANES }, () => this.#lane()))
  })

  constructor(mapping: MappingResource, deps: EventSourceDeps) {
    this.#mapping = mapping
    this.#deps = deps
  }

  /** Handles every message now in the queue, and those that arrive meanwhile: each is done or dead-lettered after it. */
  drain(): Promise<void> {
    return this.#drain.run()
  }

  async #lane(): Promise<void> {
    for (;;) {
      const batch = await this.#deps.queues.receive(this.#mapping.EventSourceArn, this.#mapping.BatchSize)
      if (batch.length === 0) return
      await this.#deliver(batch)
    }
  }

  async #deliver(batch: readonly QueueMessage[]): Promise<void> {
    const { queues, log } = this.#deps
    const arn = this.#mapping.EventSourceArn
    const failed = await this.#invoke(batch)
    for (const message of batch) {
      const deliveries = Number(message.Attributes.ApproximateReceiveCount ?? 1)
      const done = !failed.has(message.MessageId) || deliveries >= MAX_DELIVERIES
      if (failed.has(message.MessageId))
        log.write(`message ${message.MessageId} failed, delivery ${deliveries}\n`)
      // Again at once, where AWS waits for the visibility timeout: whoever advanced the clock waits for the outcome.
      await (done ? queues.remove(arn, message.ReceiptHandle) : queues.release(arn, message.ReceiptHandle))
    }
  }

  /** @returns ids of the messages that were not handled */
  async #invoke(batch: readonly QueueMessage[]): Promise<Set<string>> {
    const everything = new Set(batch.map(({ MessageId }) => MessageId))
    try {
      const result = await this.#deps.target.invoke({
        Records: batch.map((message) => this.#record(message)),
      })
      if (!this.#mapping.FunctionResponseTypes.includes('ReportBatchItemFailures')) return new Set()
      if (result === null || result === undefined) return new Set()
      const parsed = partialResult.safeParse(result)
      // As in AWS, a result that is not understood fails the whole batch.
      if (!parsed.success) return everything
      return new Set(parsed.data.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier))
    } catch (error) {
      this.#deps.log.write(`${error instanceof Error ? error.message : String(error)}\n`)
      return everything
    }
  }

  #record(message: QueueMessage): unknown {
    return {
      messageId: message.MessageId,
      receiptHandle: message.ReceiptHandle,
      body: message.Body,
      attributes: {
        ...message.Attributes,
        SentTimestamp: String(Number(message.Attributes.SentTimestamp ?? 0) + this.#deps.readOffsetMs()),
      },
      messageAttributes: Object.fromEntries(
        Object.entries(message.MessageAttributes).map(([name, { DataType, StringValue, BinaryValue }]) => [
          name,
          { dataType: DataType, stringValue: StringValue, binaryValue: BinaryValue },
        ]),
      ),
      md5OfBody: message.MD5OfBody,
      eventSource: 'aws:sqs',
      eventSourceARN: this.#mapping.EventSourceArn,
      awsRegion: this.#deps.region,
    }
  }
}
