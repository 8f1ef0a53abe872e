import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs'
import { computeContentHash } from '../../../surveys/values/canonical.ts'
import { type Due, isUrgent } from './due.ts'

/*
 * The FIFO queues between the tick and those who act: one of texts, one of what is urgent, one of erasures. Texts to one participant keep their
 * order (message group); the same thing added again within five minutes is dropped (deduplication id).
 */

export type DueQueue = { add(due: readonly Due[]): Promise<void> }

const BATCH_SIZE = 10
/** Batches on their way at once. */
const MAX_CONCURRENCY = 16

export function createDueQueue(queueUrl: string): DueQueue {
  const client = new SQSClient({})
  const sendBatch = async (due: readonly Due[]) => {
    const { Failed } = await client.send(
      new SendMessageBatchCommand({
        QueueUrl: queueUrl,
        Entries: due.map((one, index) => ({
          Id: String(index),
          MessageBody: JSON.stringify(one),
          // What is urgent waits for nothing else about the participant.
          MessageGroupId: isUrgent(one) ? computeContentHash(one) : one.participant,
          MessageDeduplicationId: computeContentHash(one),
        })),
      }),
    )
    if (Failed && Failed.length > 0) throw new Error(`the queue refused ${Failed.length} messages`)
  }
  return {
    /** @throws Error when the queue did not take every message; the next tick adds them again. */
    async add(due) {
      const batches = Array.from({ length: Math.ceil(due.length / BATCH_SIZE) }, (_, at) =>
        due.slice(at * BATCH_SIZE, (at + 1) * BATCH_SIZE),
      )
      for (let at = 0; at < batches.length; at += MAX_CONCURRENCY)
        await Promise.all(batches.slice(at, at + MAX_CONCURRENCY).map(sendBatch))
    },
  }
}
