import { Hono } from 'hono'
import type * as z from 'zod'
import { memberOf, type StaffEnv, type StudyMember } from '../../membership/staff.ts'
import { accept } from '../../platform/contract.ts'
import { type AnalysisDeps, cohortAsked, measuresFor, requireFollowUp, unknownName } from '../asked.ts'
import { getChange } from './change.contract.ts'
import { type CohortChange, cohortChange } from './change-of-cohort.ts'

export function changeRoutes(deps: AnalysisDeps) {
  return new Hono<StaffEnv>().get('/api/studies/:study/change', accept(getChange), async (c) => {
    const { params, query } = c.var.input
    const membership = await memberOf(deps, c.var.person, params.study)
    return c.json(await computeChange(deps, membership, query))
  })
}

/** @throws ProblemError 422 for a measure or timepoint that the study does not have, and an instant to come */
export async function computeChange(
  deps: AnalysisDeps,
  membership: StudyMember,
  query: z.output<typeof getChange.query>,
): Promise<CohortChange> {
  const { study } = membership
  const { timepoint, tau2, interval, prediction } = query
  const measures = measuresFor(deps.library, study)
  const measure = measures.get(query.measure)
  if (!measure) throw unknownName('?measure', 'a score or domain that the study measures')
  requireFollowUp(study, timepoint)
  const { cohort, viewer } = await cohortAsked(deps, membership, query.asOf)
  return cohortChange(cohort, { study, measure, measures, timepoint }, viewer, { tau2, interval, prediction })
}
