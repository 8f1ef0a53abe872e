import type { Context } from 'hono'
import { FindPage, type FindView } from '../../../web/console/index.ts'
import { readFormFields } from '../../platform/http/form.ts'
import { createHono } from '../../platform/http/hono.ts'
import { formatDisposition } from '../../records/participant/participant.ts'
import type { IdentifiedData } from '../../workflows/access/identified-data.ts'
import {
  type AuthoriseDeps,
  requireMembership,
  requirePower,
  requireSite,
  type StudyMember,
} from '../../workflows/access/staff-access.ts'
import { type SearchDeps, searchParticipants } from '../../workflows/participants/search-participants.ts'
import { buildFrame, type ConsoleEnv } from '../app/console-app.tsx'
import { findSite } from './form-fields.ts'

export type FindConsoleDeps = AuthoriseDeps & SearchDeps & { readonly identified: IdentifiedData }

/** As long as a name may be. */
const MAX_TYPED = 120

/** Finding participants by name, number or study ID: for those who call them, at their own clinics. */
export function createFindRoutes(deps: FindConsoleDeps) {
  const path = '/studies/:study/find'
  const app = createHono<ConsoleEnv>()
    .get(path, async (c) => render(c, await requireCaller(c), { typed: '', rows: null, isCut: false }))
    // A form that changes nothing is posted all the same: a name does not belong in an address.
    .post(path, async (c) => {
      const membership = await requireCaller(c)
      const typed = ((await readFormFields(c)).typed ?? '').trim().slice(0, MAX_TYPED)
      if (typed === '') return render(c, membership, { typed, rows: null, isCut: false })
      const { study, member } = membership
      const scopes = member.sites.map((site) => requireSite(membership, site))
      const reading = {
        reader: { kind: 'coordinator', sub: c.var.person.sub },
        scope: { study: study.id },
        what: 'search',
      } as const
      const result = await deps.identified.open(reading, searchParticipants(deps, study, scopes, typed))
      const rows = result.found.map(({ participant, site, contact, ended }) => ({
        ...{ participant, site: findSite(study, site), ended: formatDisposition(ended) },
        ...{ name: contact.name ?? null, birthYear: contact.birthYear ?? null, phone: contact.phone },
      }))
      return render(c, membership, { typed, rows, isCut: result.isCut })
    })

  async function requireCaller(c: Context<ConsoleEnv>): Promise<StudyMember> {
    const membership = await requireMembership(deps, c.var.person, c.req.param('study') ?? '')
    requirePower(membership, 'record')
    return membership
  }

  function render(c: Context<ConsoleEnv>, membership: StudyMember, view: FindView) {
    return c.html(<FindPage frame={buildFrame(c, membership)} view={view} />)
  }

  return app
}
