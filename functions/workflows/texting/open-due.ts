import type { StoredItem } from '../../platform/aws/dynamodb.ts'
import { type Clock, formatIso } from '../../platform/core/clock.ts'
import type { DueStore } from '../../records/due/due.store.ts'
import { isUrgent } from '../../records/due/due.ts'
import type { DueQueue } from '../../records/due/due-queue.store.ts'
import { DUE_SHARDS } from '../../records/due/due-shard.ts'

const SHARDS = Array.from({ length: DUE_SHARDS }, (_, shard) => shard)

type QueueDeps = {
  readonly due: DueStore
  /** Of texts. */
  readonly queue: DueQueue
  readonly urgent: DueQueue
  readonly erasureQueue: DueQueue
  /** Texts that one tick queues of a shard at most: see rules/texting/pace.ts. */
  readonly textsPerShard: number
}

/**
 * One tick: queues what is due, page by page: everything that is urgent, and as many texts as can be sent soon, oldest first. It changes nothing itself, so it may run twice, late, at the
 * same time as another, or not at all; the queue drops what it has just been given, and each text is claimed once.
 *
 * @param hasTimeLeft asked before each page: what is left over is found by the next tick
 * @returns how many were queued and when the next thing will be due, if anything is planned
 */
export async function openDue(
  deps: QueueDeps & { readonly clock: Clock },
  hasTimeLeft: () => boolean = () => true,
): Promise<{ enqueued: number; nextDueAt: string | null }> {
  const now = formatIso(deps.clock.now())
  const counts = await Promise.all(SHARDS.map((shard) => openShard(deps, shard, now, hasTimeLeft)))
  const next = await Promise.all(SHARDS.map((shard) => deps.due.findNextDue(shard, now)))
  return {
    enqueued: counts.reduce((sum, count) => sum + count, 0),
    nextDueAt: next.filter((at) => at !== undefined).sort()[0] ?? null,
  }
}

async function openShard(
  { due, queue, urgent, erasureQueue, textsPerShard }: QueueDeps,
  shard: number,
  now: string,
  hasTimeLeft: () => boolean,
): Promise<number> {
  let count = 0
  let textsLeft = textsPerShard
  let after: StoredItem | undefined
  do {
    const page = await due.readPage(shard, now, after)
    const texts = page.due.filter(({ kind }) => kind === 'text')
    const taken = new Set(texts.slice(0, textsLeft))
    await urgent.add(page.due.filter(isUrgent))
    await queue.add(page.due.filter((one) => taken.has(one) || one.kind === 'closing'))
    await erasureQueue.add(page.due.filter(({ kind }) => kind === 'erasure'))
    textsLeft -= taken.size
    count += page.due.length - texts.length + taken.size
    after = page.next
  } while (after !== undefined && hasTimeLeft())
  return count
}
