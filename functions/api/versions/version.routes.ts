import {
  continueRolloutContract,
  listRollouts,
  moveSiteContract,
  stopRolloutContract,
} from '../../../web/api/studies/rollouts.ts'
import { getVersionEffects } from '../../../web/api/studies/version-effects.ts'
import { createContractRoutes } from '../../platform/http/contract-routes.ts'
import type { Person } from '../../platform/http/tokens.ts'
import type { MembershipStore } from '../../records/membership/membership.store.ts'
import type { Membership } from '../../records/membership/membership.ts'
import { requireDrafter } from '../../workflows/access/require-drafter.ts'
import { buildNotFound, type StaffEnv } from '../../workflows/access/staff-access.ts'
import {
  type ChangeRolloutDeps,
  changeRollout,
  moveSiteToVersion,
  type RolloutStep,
} from '../../workflows/rollouts/change-rollout.ts'
import { type ListRolloutsDeps, listSiteRollouts } from '../../workflows/rollouts/list-rollouts.ts'
import {
  type PreviewDeps,
  previewVersion,
  readPreviewedVersion,
} from '../../workflows/rollouts/preview-version.ts'
import { requireLeadOfSite } from '../../workflows/rollouts/require-lead-of-site.ts'

export type VersionRouteDeps = PreviewDeps &
  ListRolloutsDeps &
  ChangeRolloutDeps & { readonly memberships: Pick<MembershipStore, 'find'> }

/** What a version does to participants before it does it, and the rollouts of versions at sites: for leads, of every site. */
export function createVersionRoutes(deps: VersionRouteDeps) {
  const change = async (
    person: Person,
    { study, site }: { readonly study: string; readonly site: string },
    step: RolloutStep,
    version: string,
  ) => {
    const { member, scope } = await requireLeadOfSite(deps, person, study, site)
    await changeRollout(deps, scope, step, { version, by: member })
    return readSite(deps, member, site)
  }
  return createContractRoutes<StaffEnv>()
    .answer(getVersionEffects, async (c) => {
      const { study } = c.req.valid('param')
      const { site, version } = c.req.valid('query')
      const member = await requireDrafter(deps, c.var.person, study)
      const asked = await readPreviewedVersion(deps, study, version)
      return c.json(await previewVersion(deps, member, asked, site), 200)
    })
    .answer(listRollouts, async (c) => {
      const member = await requireDrafter(deps, c.var.person, c.req.valid('param').study)
      return c.json({ sites: await listSiteRollouts(deps, member) }, 200)
    })
    .answer(stopRolloutContract, async (c) =>
      c.json(await change(c.var.person, c.req.valid('param'), 'stop', c.req.valid('json').version), 200),
    )
    .answer(continueRolloutContract, async (c) =>
      c.json(await change(c.var.person, c.req.valid('param'), 'continue', c.req.valid('json').version), 200),
    )
    .answer(moveSiteContract, async (c) => {
      const { study, site } = c.req.valid('param')
      const { version, from } = c.req.valid('json')
      const { member, scope } = await requireLeadOfSite(deps, c.var.person, study, site)
      const instant = from === undefined ? undefined : new Date(from).toISOString()
      await moveSiteToVersion(deps, scope, { version, by: member, from: instant })
      return c.json(await readSite(deps, member, site), 200)
    })
}

async function readSite(deps: VersionRouteDeps, member: Membership, site: string) {
  const found = (await listSiteRollouts(deps, member)).find((one) => one.site === site)
  if (!found) throw buildNotFound()
  return found
}
