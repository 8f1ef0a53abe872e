/** A sender makes about so many texts a second, with their reads and writes. */
const TEXTS_PER_SENDER = 4
/** What an event source takes. */
const SENDERS = { min: 2, max: 50 } as const
const MAX_BATCH = 10
/** What a batch may take of its sender's minute with the pauses between its texts. */
const BATCH_SECONDS = 40

/**
 * How many senders share the rate of the numbers, and how many texts each is handed at once, so that it is done with them in
 * time.
 *
 * @param textsPerSecond what the numbers may send
 */
export function planTextSenders(textsPerSecond: number): {
  readonly atOnce: number
  readonly batchSize: number
} {
  const wanted = Math.ceil(textsPerSecond / TEXTS_PER_SENDER)
  const atOnce = Math.min(Math.max(wanted, SENDERS.min), SENDERS.max)
  const inTime = Math.floor((textsPerSecond * BATCH_SECONDS) / atOnce / 1.25)
  return { atOnce, batchSize: Math.min(Math.max(inTime, 1), MAX_BATCH) }
}
