import type { SQSBatchResponse, SQSEvent } from 'aws-lambda'
import { describeError } from '../../platform/core/log.ts'
import { dueTextSchema } from '../../records/due/due.ts'
import { sendDueText } from './send-invitation.ts'
import type { SendDeps } from './text-case.ts'

/**
 * A batch from the FIFO queue. What fails is reported by itself and comes again, up to the dead-letter queue;
 * what follows it in the same message group is handed back too, so that order is kept.
 */
export async function handleDue(deps: SendDeps, event: SQSEvent): Promise<SQSBatchResponse> {
  const groups = Map.groupBy(event.Records, (record) => record.attributes.MessageGroupId ?? record.messageId)
  const failed = await Promise.all(
    [...groups.values()].map(async (records) => {
      for (const [at, record] of records.entries()) {
        try {
          await sendDueText(deps, dueTextSchema.parse(JSON.parse(record.body)))
        } catch (error) {
          deps.log.error('what was due failed', describeError(error))
          return records.slice(at)
        }
      }
      return []
    }),
  )
  return { batchItemFailures: failed.flat().map(({ messageId }) => ({ itemIdentifier: messageId })) }
}
