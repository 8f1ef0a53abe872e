import { getDefinitionComparison } from '../../../web/api/analyses/definition-comparison.ts'
import { getInstrumentQuality } from '../../../web/api/analyses/instrument-quality.ts'
import { getMeanChange } from '../../../web/api/analyses/mean-change.ts'
import { getMeaningfulChange } from '../../../web/api/analyses/meaningful-change.ts'
import { getRepeatedMeasures } from '../../../web/api/analyses/repeated-measures.ts'
import { createContractRoutes } from '../../platform/http/contract-routes.ts'
import { requireMembership, type StaffEnv } from '../../workflows/access/staff-access.ts'
import { readDefinitionComparison } from '../../workflows/analyses/read-definition-comparison.ts'
import {
  type InstrumentQualityDeps,
  readInstrumentQuality,
} from '../../workflows/analyses/read-instrument-quality.ts'
import { readMeanChange } from '../../workflows/analyses/read-mean-change.ts'
import { readMeaningfulChange } from '../../workflows/analyses/read-meaningful-change.ts'
import { readRepeatedMeasures } from '../../workflows/analyses/read-repeated-measures.ts'

/** Analyses over the participants of a study. What they tell of other sites passes disclosure. */
export function createAnalysisRoutes(deps: InstrumentQualityDeps) {
  return createContractRoutes<StaffEnv>()
    .answer(getDefinitionComparison, async (c) => {
      const params = c.req.valid('param')
      const query = c.req.valid('query')
      const membership = await requireMembership(deps, c.var.person, params.study)
      return c.json(await readDefinitionComparison(deps, membership, query), 200)
    })
    .answer(getMeanChange, async (c) => {
      const params = c.req.valid('param')
      const query = c.req.valid('query')
      const membership = await requireMembership(deps, c.var.person, params.study)
      return c.json(await readMeanChange(deps, membership, query), 200)
    })
    .answer(getRepeatedMeasures, async (c) => {
      const params = c.req.valid('param')
      const query = c.req.valid('query')
      const membership = await requireMembership(deps, c.var.person, params.study)
      return c.json(await readRepeatedMeasures(deps, membership, query), 200)
    })
    .answer(getMeaningfulChange, async (c) => {
      const params = c.req.valid('param')
      const query = c.req.valid('query')
      const membership = await requireMembership(deps, c.var.person, params.study)
      return c.json(await readMeaningfulChange(deps, membership, query), 200)
    })
    .answer(getInstrumentQuality, async (c) => {
      const params = c.req.valid('param')
      const query = c.req.valid('query')
      const membership = await requireMembership(deps, c.var.person, params.study)
      return c.json(await readInstrumentQuality(deps, membership, query), 200)
    })
}
