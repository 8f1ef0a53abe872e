import { publishInstrumentContract } from '../../../web/api/instruments/publish-instrument.ts'
import { createContractRoutes } from '../../platform/http/contract-routes.ts'
import { requirePerson, type StaffEnv } from '../../workflows/access/staff-access.ts'
import { type PublishInstrumentDeps, publishInstrument } from '../../workflows/library/publish-instrument.ts'

export function createPublishInstrumentRoutes(deps: PublishInstrumentDeps) {
  return createContractRoutes<StaffEnv>().answer(publishInstrumentContract, async (c) => {
    requirePerson(c.var.person)
    return c.json(await publishInstrument(deps, c.var.person, c.req.valid('json').definition), 201)
  })
}
