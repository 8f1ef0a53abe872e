import { Hono } from 'hono'
import { getLab } from '../../../web/api/analyses/definition-comparison.ts'
import { getChange } from '../../../web/api/analyses/mean-change.ts'
import { getThresholds } from '../../../web/api/analyses/meaningful-change.ts'
import { getModel } from '../../../web/api/analyses/repeated-measures.ts'
import { accept } from '../../platform/http/contract.ts'
import { memberOf, type StaffEnv } from '../../workflows/access/staff-access.ts'
import type { AnalysisDeps } from '../../workflows/analyses/analysis-request.ts'
import { computeLab } from '../../workflows/analyses/compute-definition-comparison.ts'
import { computeChange } from '../../workflows/analyses/compute-mean-change.ts'
import { computeThresholds } from '../../workflows/analyses/compute-meaningful-change.ts'
import { computeModel } from '../../workflows/analyses/compute-repeated-measures.ts'

/** Analyses over the participants of a study. What they tell of other sites passes disclosure. */
export function analysisRoutes(deps: AnalysisDeps) {
  return new Hono<StaffEnv>()
    .get('/api/studies/:study/lab', accept(getLab), async (c) => {
      const { params, query } = c.var.input
      const membership = await memberOf(deps, c.var.person, params.study)
      return c.json(await computeLab(deps, membership, query))
    })
    .get('/api/studies/:study/change', accept(getChange), async (c) => {
      const { params, query } = c.var.input
      const membership = await memberOf(deps, c.var.person, params.study)
      return c.json(await computeChange(deps, membership, query))
    })
    .get('/api/studies/:study/model', accept(getModel), async (c) => {
      const { params, query } = c.var.input
      const membership = await memberOf(deps, c.var.person, params.study)
      return c.json(await computeModel(deps, membership, query))
    })
    .get('/api/studies/:study/thresholds', accept(getThresholds), async (c) => {
      const { params, query } = c.var.input
      const membership = await memberOf(deps, c.var.person, params.study)
      return c.json(await computeThresholds(deps, membership, query))
    })
}
