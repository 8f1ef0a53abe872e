import {
  publishInstrumentContract,
  retireInstrumentContract,
} from '../../../web/api/instruments/publish-instrument.ts'
import { createContractRoutes } from '../../platform/http/contract-routes.ts'
import { requirePerson, type StaffEnv } from '../../workflows/access/staff-access.ts'
import { type PublishInstrumentDeps, publishInstrument } from '../../workflows/library/publish-instrument.ts'
import { retireInstrument } from '../../workflows/library/retire-instrument.ts'

export function createPublishInstrumentRoutes(deps: PublishInstrumentDeps) {
  return createContractRoutes<StaffEnv>()
    .answer(publishInstrumentContract, async (c) => {
      requirePerson(c.var.person)
      const { definition, study } = c.req.valid('json')
      return c.json(await publishInstrument(deps, c.var.person, definition, study), 201)
    })
    .answer(retireInstrumentContract, async (c) => {
      requirePerson(c.var.person)
      const version = { ...c.req.valid('param'), ...c.req.valid('json') }
      return c.json(await retireInstrument(deps, c.var.person, version), 200)
    })
}
