import { platformProblems } from '../../../web/api/problems/platform-problems.ts'
import { FACT_TABLES } from '../../interchange/facts/fact-tables.ts'
import type { BucketClient } from '../../platform/aws/bucket.ts'
import { type Clock, formatIso } from '../../platform/core/clock.ts'
import { describeError, type Log } from '../../platform/core/log.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import { type LakeEngine, LakeUnavailableError } from '../../platform/lake/lake-engine.ts'
import { findLakeSummary } from './compact-lake.ts'
import type { Lake } from './read-participants.ts'

/** Participants from whom on a study is read from its facts: fewer are read from the table in a second. */
export const LARGE_STUDY = 5_000
/** By then the stream has brought what was recorded: it collects for a minute, and tries again where something failed. */
const SETTLED_MILLISECONDS = 15 * 60_000
/** How long a function that is warm goes by what it knows of the size of a study. */
const KEPT_MILLISECONDS = 10 * 60_000

/** Studies that are too large to be read whole from their table. */
export type LargeStudies = {
  /**
   * Asks the lake, if the study is large and there is an engine.
   *
   * @param asked ISO instant with milliseconds; `undefined` for the newest that the facts have come to
   * @returns `undefined` where the study is to be read from its table
   * @throws ProblemError 422 for an instant that the facts have not come to
   */
  ask<Result>(
    study: string,
    asked: string | undefined,
    read: (lake: Lake, asOf: string) => Promise<Result>,
  ): Promise<Result | undefined>
}

export function createLargeStudies({
  bucket,
  openEngine,
  clock,
  log,
}: {
  readonly bucket: Pick<BucketClient, 'list' | 'find'>
  readonly openEngine: () => Promise<LakeEngine>
  readonly clock: Clock
  readonly log: Log
}): LargeStudies {
  const sizes = new Map<string, { readonly until: number; readonly participants: number }>()
  let opened: Promise<LakeEngine> | undefined
  const readSize = async (study: string): Promise<number> => {
    const now = clock.now().epochMilliseconds
    const known = sizes.get(study)
    if (known && now < known.until) return known.participants
    const participants = (await findLakeSummary(bucket, study))?.participants ?? 0
    sizes.set(study, { participants, until: now + KEPT_MILLISECONDS })
    return participants
  }
  return {
    async ask(study, asked, read) {
      if ((await readSize(study)) < LARGE_STUDY) return undefined
      const settled = formatIso({ epochMilliseconds: clock.now().epochMilliseconds - SETTLED_MILLISECONDS })
      if (asked !== undefined && asked > settled)
        throw new ProblemError(platformProblems.invalidInput, [
          {
            pointer: '?asOf',
            code: 'not-settled',
            detail: `must not be after ${settled} in a study of this size`,
          },
        ])
      try {
        opened ??= openEngine()
        return await read({ engine: await opened, tables: FACT_TABLES }, asked ?? settled)
      } catch (error) {
        if (!(error instanceof LakeUnavailableError)) throw error
        log.info(
          'a large study is read from its table: there is no engine for its facts',
          describeError(error),
        )
        return undefined
      }
    },
  }
}
