/*
 * How a wave of texts comes out evenly, at no more than the number's rate. The tick queues some minutes' worth, oldest first,
 * and leaves the others in the index for the next one. Each sender then begins one text at a time with a pause between, by
 * how many senders work at once: no state is shared, so that nothing is in the way of a text but its own sender.
 */

/** Of the number's rate, for planned texts. The rest is for what is urgent and for answers, which wait for nobody. */
const SHARE = 0.8
const SECONDS_PER_TICK = 60
/** So that a few texts that fail again and again do not hold up the others of their shard. */
const MIN_TEXTS_PER_SHARD = 10

/**
 * From the beginning of a text to that of the sender's next one, in milliseconds.
 *
 * @param rate texts per second that the number may send
 * @param senders that work at once, at most
 */
export function computePause(rate: number, senders: number): number {
  return Math.ceil((senders * 1000) / (rate * SHARE))
}

/** How many texts a tick queues at most of each of the `shards` of the due index. */
export function computeTextsPerShard(rate: number, shards: number): number {
  return Math.max(MIN_TEXTS_PER_SHARD, Math.ceil((rate * SHARE * SECONDS_PER_TICK) / shards))
}
