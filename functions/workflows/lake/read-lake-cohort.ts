import { largeStudyProblems } from '../../../web/api/problems/large-study-problems.ts'
import type { Cohort, CohortSite } from '../../analysis/cohort/cohort.ts'
import { selectFacts } from '../../interchange/lake/select-facts.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import {
  type Lake,
  type LakeGroup,
  type LakePopulation,
  readOneByOne,
  splitSites,
} from './read-participants.ts'

/** Participants whom one function holds at once: with 20 scores each they take some 400 MB, and four seconds. */
export const MAX_COHORT = 20_000

/**
 * Everybody of some clinics from the facts of the lake, as `readCohort` gives them from the table: for analyses that look at
 * each participant.
 *
 * @throws ProblemError 422 of more than `MAX_COHORT` participants
 */
export async function readLakeCohort(lake: Lake, { arms, ...population }: LakeGroup): Promise<Cohort> {
  if ((await countParticipants(lake, population)) > MAX_COHORT)
    throw new ProblemError(largeStudyProblems.cohortTooLarge)
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
  for (const part of splitSites(engine, sites)) {
    const facts = selectFacts(tables.plans, ['participant'], { study: study.id, sites: part, asOf })
    const sql = `select count(distinct participant) from ${facts} t`
    for await (const rows of engine.ask({ sql, tables: [tables.plans], study: study.id, sites: part }))
      for (const [count] of rows) n += count as number
  }
  return n
}
