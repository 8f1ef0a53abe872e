import type { Writable } from 'node:stream'
import type { ScheduleResource } from '../cloudformation/resources.ts'
import type { LocalFunction } from './functions.ts'

const DAY_MS = 24 * 3_600_000
const HOUR_MS = 3_600_000

/** `cron(0 2 * * ? *)`: at 02:00 UTC. */
const DAILY = /^cron\(0 (\d{1,2}) \* \* \? \*\)$/

/** The functions that are called here each night. Others are for an archive that is not here, or for what is found missing. */
const CALLED = new Set(['compact-facts'])

type FindFunction = (id: string) => Pick<LocalFunction, 'invoke' | 'resource'>

/** Whether a schedule is one that `Nightly` calls. */
export function isNightly({ functionId }: ScheduleResource, findFunction: FindFunction): boolean {
  return CALLED.has(findFunction(functionId).resource.name)
}

/**
 * Calls the functions whose hour has passed, once for any number of nights: what they do of the last one is all that is left of
 * the others, and an advance by a year shall not take an hour.
 */
export class Nightly {
  readonly #schedules: readonly ScheduleResource[]
  readonly #findFunction: FindFunction
  readonly #log: Writable
  #since: number

  constructor(
    schedules: readonly ScheduleResource[],
    findFunction: FindFunction,
    { log, now }: { readonly log: Writable; readonly now: number },
  ) {
    this.#schedules = schedules.filter((schedule) => isNightly(schedule, findFunction))
    this.#findFunction = findFunction
    this.#log = log
    this.#since = now
  }

  /** Never rejects: a function that fails is in the log, and called again after the next night. */
  async callUntil(now: number): Promise<void> {
    const since = this.#since
    this.#since = now
    for (const { functionId, ScheduleExpression } of this.#schedules) {
      const hour = Number(DAILY.exec(ScheduleExpression)?.[1])
      if (countNights(since, hour) === countNights(now, hour)) continue
      await this.#findFunction(functionId)
        .invoke({})
        .catch((error: unknown) => void this.#log.write(`${functionId}: ${String(error)}\n`))
    }
  }
}

/** How often it has been that hour, UTC, since 1970. */
function countNights(instant: number, hour: number): number {
  return Math.floor((instant - hour * HOUR_MS) / DAY_MS)
}
