import { analysisRefusals } from '../../../web/api/problems/analysis-problems.ts'
import type { Cohort, CohortSite } from '../../analysis/cohort/cohort.ts'
import type { ArmReading } from '../../interchange/lake/profile-query.ts'
import { selectFacts } from '../../interchange/lake/select-facts.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import { type Lake, type LakePopulation, readOneByOne } from './read-participants.ts'

/** Participants whom one function holds at once: with 20 scores each they take some 400 MB, and four seconds. */
export const MAX_COHORT = 20_000

/**
 * Everybody of some clinics from the facts of the lake, as `readCohort` gives them from the table: for analyses that look at
 * each participant.
 *
 * @param arms what is read of arms: of a study that is read without them, whether somebody was allocated
 * @throws ProblemError 422 of more than `MAX_COHORT` participants
 */
export async function readLakeCohort(
  lake: Lake,
  population: LakePopulation,
  arms: ArmReading,
): Promise<Cohort> {
  if ((await countParticipants(lake, population)) > MAX_COHORT)
    throw new ProblemError(analysisRefusals.cohortTooLarge)
  const sites: CohortSite[] = []
  for (const site of population.sites)
    sites.push(
      await readOneByOne(lake, { ...population, sites: [site] }, { arms, scores: undefined }, undefined),
    )
  return { asOf: population.asOf, sites }
}

async function countParticipants(
  { engine, tables }: Lake,
  { study, sites, asOf }: LakePopulation,
): Promise<number> {
  let n = 0
  for (let at = 0; at < sites.length; at += engine.sitesAtOnce) {
    const part = sites.slice(at, at + engine.sitesAtOnce)
    const facts = selectFacts(tables.plans, ['participant'], { study: study.id, sites: part, asOf })
    const sql = `select count(distinct participant) from ${facts} t`
    for await (const rows of engine.ask({ sql, tables: [tables.plans], study: study.id, sites: part }))
      for (const [count] of rows) n += count as number
  }
  return n
}
