import * as z from 'zod/mini'
import type { BucketClient } from '../../platform/aws/bucket.ts'
import { type Clock, formatIso } from '../../platform/core/clock.ts'
import { describeError, type Log } from '../../platform/core/log.ts'
import { findOperatorSite } from '../../platform/core/scope.ts'
import type { StudyLibrary } from '../../records/library/study-library.ts'
import { type CompactDeps, compactSite, type SiteComparison } from './compact-facts.ts'

export type CompactLakeDeps = CompactDeps & {
  readonly library: Pick<StudyLibrary, 'openStudy' | 'listStudies'>
  readonly clock: Clock
  readonly log: Log
}

const summarySchema = z.object({ participants: z.int(), facts: z.int(), comparedAt: z.string() })

/** What was found of a study when its facts were compared last. */
export type LakeSummary = z.infer<typeof summarySchema>

/**
 * Puts the files of every study together and compares them with the table, clinic by clinic. A clinic that fails is logged, and
 * does not hold up the others. What cannot be explained is an error in the log, which is an alarm.
 *
 * @throws Error at the end where a clinic failed, so that the call counts as failed
 */
export async function compactLake(deps: CompactLakeDeps): Promise<void> {
  let failures = 0
  for (const { study: id } of await deps.library.listStudies()) {
    const opened = await deps.library.openStudy(id)
    if (!opened) continue
    const found: SiteComparison[] = []
    for (const { id: site } of opened.definition.sites) {
      const scope = findOperatorSite(opened.definition, site)
      if (!scope) continue
      try {
        found.push(await compactSite(deps, scope, opened.library))
      } catch (error) {
        failures += 1
        deps.log.error('a clinic could not be compared with the lake', {
          ...{ study: id, site },
          ...describeError(error),
        })
      }
    }
    const sum = (count: (one: SiteComparison) => number) => found.reduce((all, one) => all + count(one), 0)
    const unexplained = sum((one) => one.unexplained)
    const counts = {
      ...{ study: id, missing: sum((one) => one.missing), erased: sum((one) => one.erased) },
      ...{ replaced: sum((one) => one.replaced), unexplained },
    }
    if (unexplained > 0) deps.log.error('the lake holds what the table does not', counts)
    else deps.log.info('the lake was compared with the table', counts)
    if (found.length === opened.definition.sites.length)
      await keepSummary(deps.lake, id, {
        ...{ participants: sum((one) => one.participants), facts: sum((one) => one.facts) },
        comparedAt: formatIso(deps.clock.now()),
      })
  }
  if (failures > 0) throw new Error('some clinics could not be compared with the lake')
}

const SUMMARIES = 'facts/summaries'

async function keepSummary(
  lake: Pick<BucketClient, 'put'>,
  study: string,
  summary: LakeSummary,
): Promise<void> {
  const at = summary.comparedAt.replaceAll(':', '-')
  await lake.put(`${SUMMARIES}/study=${study}/${at}.json`, Buffer.from(JSON.stringify(summary)))
}

/** The newest summary of a study; `undefined` before the first. */
export async function findLakeSummary(
  lake: Pick<BucketClient, 'list' | 'find'>,
  study: string,
): Promise<LakeSummary | undefined> {
  const last = (await lake.list(`${SUMMARIES}/study=${study}/`)).at(-1)
  const bytes = last === undefined ? undefined : await lake.find(last)
  return bytes && summarySchema.parse(JSON.parse(bytes.toString()))
}
