import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda'
import { describeError, type Log } from '../../platform/core/log.ts'
import type { Pacer } from '../../platform/core/pacer.ts'
import { type DueInTurn, dueInTurnSchema } from '../../records/due/due.ts'
import type { ClosingResult } from '../responses/close-unsubmitted.ts'
import type { ResponseDeps } from '../responses/response.deps.ts'
import { sendDueText } from './send-invitation.ts'
import type { SendDeps, SendResult } from './text-case.ts'

export type DueDeps = SendDeps & ResponseDeps & { readonly pace: Pacer }

/** What the queue’s redrive policy says: a message that was received so often goes to the dead-letter queue. */
export const MAX_RECEIVES = 5

/**
 * A batch from the FIFO queue. What fails is reported by itself and comes again, up to the dead-letter queue;
 * what follows it in the same message group is handed back too, so that order is kept. What failed for the last time is
 * parked, and what follows it goes on: otherwise it would take the rest of its group along, and the next tick would queue
 * it again.
 */
export async function handleDue(
  deps: DueDeps & { readonly parkDue: (due: DueInTurn) => Promise<void> },
  event: SQSEvent,
): Promise<SQSBatchResponse> {
  const groups = Map.groupBy(event.Records, (record) => record.attributes.MessageGroupId ?? record.messageId)
  const failed = await Promise.all(
    [...groups.values()].map(async (records) => {
      const failed: SQSRecord[] = []
      for (const [at, record] of records.entries()) {
        try {
          await handleOne(deps, parseDue(record))
        } catch (error) {
          deps.log.error('what was due failed', describeError(error))
          if (!isLastTry(record)) return [...failed, ...records.slice(at)]
          await park(deps, record)
          failed.push(record)
        }
      }
      return failed
    }),
  )
  return { batchItemFailures: failed.flat().map(({ messageId }) => ({ itemIdentifier: messageId })) }
}

function parseDue({ body }: SQSRecord): DueInTurn {
  return dueInTurnSchema.parse(JSON.parse(body))
}

function isLastTry({ attributes }: SQSRecord): boolean {
  return Number(attributes.ApproximateReceiveCount) >= MAX_RECEIVES
}

/** A message that cannot be read names nothing that could be parked. */
async function park(
  { log, parkDue }: { readonly log: Log; readonly parkDue: (due: DueInTurn) => Promise<void> },
  record: SQSRecord,
): Promise<void> {
  try {
    await parkDue(parseDue(record))
  } catch (error) {
    log.error('what was due could not be parked', describeError(error))
  }
}

/** What is due for a participant: a text, which waits for its turn first, or the end of a window that they answered in. */
export async function handleOne(deps: DueDeps, due: DueInTurn): Promise<SendResult | ClosingResult> {
  if (due.kind === 'text') {
    // Before anything is read or claimed: the moment of sending is that of the last look.
    await deps.pace()
    return sendDueText(deps, due)
  }
  // Scoring is loaded with the first closing: no text waits for it.
  const { closeUnsubmitted } = await import('../responses/close-unsubmitted.ts')
  return closeUnsubmitted(deps, due)
}
