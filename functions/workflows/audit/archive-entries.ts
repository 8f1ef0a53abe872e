import * as z from 'zod/mini'
import type { StoredItem } from '../../platform/aws/dynamodb.ts'
import type { Log } from '../../platform/core/log.ts'
import type { AuditArchive } from '../../records/audit/audit-archive.store.ts'

/** What DynamoDB's stream of the Audit table gives, as far as it is read. */
export const streamBatchSchema = z.looseObject({
  Records: z
    .array(
      z.looseObject({
        eventName: z.enum(['INSERT', 'MODIFY', 'REMOVE']),
        dynamodb: z.looseObject({
          SequenceNumber: z.string().check(z.regex(/^\d+$/)),
          /** Seconds since 1970. */
          ApproximateCreationDateTime: z.number(),
          /** Empty where an item was deleted. */
          NewImage: z._default(z.record(z.string(), z.custom<StoredItem[string]>()), {}),
        }),
      }),
    )
    .check(z.minLength(1)),
})

export type StreamBatch = z.infer<typeof streamBatchSchema>

/**
 * Puts entries into the archive as they were written. A batch that is delivered again is put under the same name. An entry
 * that was changed or deleted, which no function may do, is no entry to be archived: the operator is alarmed.
 */
export async function archiveEntries(
  deps: { readonly archive: AuditArchive; readonly log: Log },
  { Records }: StreamBatch,
): Promise<void> {
  const inserted = Records.filter(({ eventName }) => eventName === 'INSERT')
  const altered = Records.length - inserted.length
  if (altered > 0) deps.log.error('an audit entry was changed or deleted', { count: altered })
  const [first, last] = [inserted[0]?.dynamodb, inserted.at(-1)?.dynamodb]
  if (first === undefined || last === undefined) return
  await deps.archive.putEntries({
    day: new Date(first.ApproximateCreationDateTime * 1000).toISOString().slice(0, 10),
    first: first.SequenceNumber,
    last: last.SequenceNumber,
    items: inserted.map(({ dynamodb }) => dynamodb.NewImage),
  })
}
