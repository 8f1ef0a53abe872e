import type { AssignmentStore } from '../assignment/assignment.store.ts'
import { DUE_SHARDS } from '../assignment/due-shard.ts'
import { type Clock, isoOf } from '../platform/clock.ts'
import type { DueTextQueue } from './due-text-queue.store.ts'
import type { DueText } from './invitation.ts'

/** At most this many per shard and tick; what is left over is found by the next tick. */
const PER_SHARD = 1000

/**
 * One tick: queues every text that is due. It changes nothing itself, so it may run twice, late or not at all;
 * the queue drops what it has just been given, and the sender claims each text once.
 * @returns how many were queued and when the next text will be due, if any is planned.
 */
export async function openDue(deps: {
  clock: Clock
  assignments: AssignmentStore
  queue: DueTextQueue
}): Promise<{ enqueued: number; nextDueAt: string | null }> {
  const now = isoOf(deps.clock.now())
  const shards = Array.from({ length: DUE_SHARDS }, (_, shard) => shard)
  const due = (await Promise.all(shards.map((shard) => deps.assignments.due(shard, now, PER_SHARD)))).flat()
  await deps.queue.add(
    due.map(({ scope, dueAt }): DueText => {
      const { study, site, participant, timepoint } = scope
      return { study, site, participant, timepoint, dueAt }
    }),
  )
  const next = (await Promise.all(shards.map((shard) => deps.assignments.nextDue(shard, now)))).filter(
    (at) => at !== undefined,
  )
  return { enqueued: due.length, nextDueAt: next.sort()[0] ?? null }
}
