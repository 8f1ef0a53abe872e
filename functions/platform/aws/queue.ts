import type { SQSBatchResponse, SQSEvent } from 'aws-lambda'
import { formatIso } from '../core/clock.ts'
import { describeError, type Log } from '../core/log.ts'

/** Handles each message of a batch by itself, in the order given. What fails is reported and comes again, up to the dead-letter queue. `sentAt` is when the queue took it. */
export async function handleEachRecord(
  log: Log,
  event: SQSEvent,
  handle: (body: unknown, sentAt: string) => Promise<void>,
): Promise<SQSBatchResponse> {
  const batchItemFailures: { itemIdentifier: string }[] = []
  for (const record of event.Records)
    try {
      await handle(
        JSON.parse(record.body),
        formatIso({ epochMilliseconds: Number(record.attributes.SentTimestamp) }),
      )
    } catch (error) {
      log.error('a message failed', describeError(error))
      batchItemFailures.push({ itemIdentifier: record.messageId })
    }
  return { batchItemFailures }
}
