import type { SQSBatchResponse, SQSEvent } from 'aws-lambda'
import { describeError } from '../../platform/core/log.ts'
import { type DueInTurn, dueInTurnSchema } from '../../records/due/due.ts'
import type { ClosingResult } from '../responses/close-unsubmitted.ts'
import type { ResponseDeps } from '../responses/response.deps.ts'
import { sendDueText } from './send-invitation.ts'
import type { SendDeps, SendResult } from './text-case.ts'

export type DueDeps = SendDeps & ResponseDeps

/**
 * A batch from the FIFO queue. What fails is reported by itself and comes again, up to the dead-letter queue;
 * what follows it in the same message group is handed back too, so that order is kept.
 */
export async function handleDue(deps: DueDeps, event: SQSEvent): Promise<SQSBatchResponse> {
  const groups = Map.groupBy(event.Records, (record) => record.attributes.MessageGroupId ?? record.messageId)
  const failed = await Promise.all(
    [...groups.values()].map(async (records) => {
      for (const [at, record] of records.entries()) {
        try {
          await handleOne(deps, dueInTurnSchema.parse(JSON.parse(record.body)))
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

/** What is due for a participant: a text, or the end of a window that they answered in. */
export async function handleOne(deps: DueDeps, due: DueInTurn): Promise<SendResult | ClosingResult> {
  if (due.kind === 'text') return sendDueText(deps, due)
  // Scoring is loaded with the first closing: no text waits for it.
  const { closeUnsubmitted } = await import('../responses/close-unsubmitted.ts')
  return closeUnsubmitted(deps, due)
}
