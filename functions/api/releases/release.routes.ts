import {
  compareReleasesContract,
  getRelease,
  listReleases,
  makeReleaseContract,
} from '../../../web/api/releases/releases.ts'
import { createContractRoutes } from '../../platform/http/contract-routes.ts'
import {
  type AuthoriseDeps,
  buildNotFound,
  requireMembership,
  requirePerson,
  requirePower,
  type StaffEnv,
} from '../../workflows/access/staff-access.ts'
import { compareReleases } from '../../workflows/releases/compare-releases.ts'
import type { MakeReleaseDeps } from '../../workflows/releases/make-release.ts'
import { makeReleaseByLead } from '../../workflows/releases/make-release-by-lead.ts'
import { buildReleaseIndex, readRelease } from '../../workflows/releases/read-release.ts'

export type ReleaseRouteDeps = AuthoriseDeps & MakeReleaseDeps

/** Releases: made by leads, read by every member of the study. */
export function createReleaseRoutes(deps: ReleaseRouteDeps) {
  return createContractRoutes<StaffEnv>()
    .answer(makeReleaseContract, async (c) => {
      requirePerson(c.var.person)
      const membership = await requireMembership(deps, c.var.person, c.req.valid('param').study)
      requirePower(membership, 'direct')
      const { header, isNew } = await makeReleaseByLead(deps, membership, c.req.valid('json'))
      return c.json(header, isNew ? 201 : 200)
    })
    .answer(listReleases, async (c) => {
      const { study } = await requireMembership(deps, c.var.person, c.req.valid('param').study)
      return c.json({ releases: [...(await deps.releases.list(study.id))].reverse() }, 200)
    })
    .answer(compareReleasesContract, async (c) => {
      const membership = await requireMembership(deps, c.var.person, c.req.valid('param').study)
      const { of, with: other } = c.req.valid('query')
      const [first, second] = await Promise.all(
        [of, other].map((number) => readRelease(deps, membership, number)),
      )
      if (!first || !second) throw buildNotFound()
      return c.json(compareReleases(first, second), 200)
    })
    .answer(getRelease, async (c) => {
      const { study: id, release } = c.req.valid('param')
      const membership = await requireMembership(deps, c.var.person, id)
      const { header, content } = await readRelease(deps, membership, release)
      return c.json({ ...header, analyses: buildReleaseIndex(content) }, 200)
    })
}
