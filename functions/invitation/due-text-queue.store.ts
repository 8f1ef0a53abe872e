import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs'
import { contentHash } from '../../surveys/canonical.ts'
import type { DueText } from './invitation.ts'

/*
 * The FIFO queue between the tick and the sender. One participant's texts keep their order (message group);
 * the same due text added again within five minutes is dropped (deduplication id).
 */

export type DueTextQueue = { add(texts: readonly DueText[]): Promise<void> }

const BATCH = 10

export function createDueTextQueue(queueUrl: string): DueTextQueue {
  const client = new SQSClient({})
  return {
    /** @throws Error when the queue did not take every message; the next tick adds them again. */
    async add(texts) {
      for (let at = 0; at < texts.length; at += BATCH) {
        const { Failed } = await client.send(
          new SendMessageBatchCommand({
            QueueUrl: queueUrl,
            Entries: texts.slice(at, at + BATCH).map((text, index) => ({
              Id: String(index),
              MessageBody: JSON.stringify(text),
              MessageGroupId: text.participant,
              MessageDeduplicationId: contentHash(text),
            })),
          }),
        )
        if (Failed && Failed.length > 0) throw new Error(`the queue refused ${Failed.length} messages`)
      }
    },
  }
}
