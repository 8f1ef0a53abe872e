import type { Writable } from 'node:stream'
import type { ScheduleResource } from '../cloudformation/resources.ts'
import type { LocalFunction } from './functions.ts'

/**
 * Invokes every scheduled function once. Local mode calls at each minute at which something may be due, which is what
 * `rate(1 minute)` comes to; a schedule of another kind needs a rule of its own here first.
 *
 * @returns what the functions returned; one that failed is only logged, since the next minute calls it again
 */
export async function invokeSchedules(
  schedules: readonly ScheduleResource[],
  findFunction: (id: string) => LocalFunction,
  log: Writable,
  now: number,
): Promise<unknown[]> {
  const results = schedules.map(async ({ functionId, ScheduleExpression, Target }) => {
    if (ScheduleExpression !== 'rate(1 minute)') {
      log.write(`schedule ${ScheduleExpression} of ${functionId} is not run locally\n`)
      return undefined
    }
    const event = Target.Input === undefined ? buildScheduledEvent(now) : JSON.parse(Target.Input)
    return await findFunction(functionId)
      .invoke(event)
      .catch((error: unknown) => {
        log.write(`${functionId}: ${error instanceof Error ? error.message : String(error)}\n`)
      })
  })
  return await Promise.all(results)
}

/** What EventBridge Scheduler sends to a function when the schedule gives no input of its own. */
function buildScheduledEvent(now: number): unknown {
  return {
    version: '0',
    id: crypto.randomUUID(),
    'detail-type': 'Scheduled Event',
    source: 'aws.scheduler',
    time: new Date(now).toISOString(),
    resources: [],
    detail: {},
  }
}
