import { Hono } from 'hono'
import { titleOfInstance } from '../../../surveys/study/occurrence.ts'
import { participantIdSchema } from '../../../web/api/schemas/path-parameters.ts'
import { LedgerPage, type LedgerView } from '../../../web/console/index.ts'
import { participantChain } from '../../records/audit/audit.store.ts'
import { ledgerOf } from '../../rules/texting/message-history.ts'
import { permissionOf } from '../../rules/texting/permission.ts'
import { memberOf, notFound, participantOf, requireCoordinator } from '../../workflows/access/staff-access.ts'
import type { WorklistRouteDeps } from '../../workflows/worklist/worklist.deps.ts'
import { type ConsoleEnv, frameOf, languageIn } from '../app/console-app.tsx'

/** One participant's texts, sent or not, and who called them: what only those may see who call. */
export function messageHistoryRoutes(deps: WorklistRouteDeps) {
  const app = new Hono<ConsoleEnv>().get('/studies/:study/participants/:participant/texts', async (c) => {
    const membership = await memberOf(deps, c.var.person, c.req.param('study'))
    const id = participantIdSchema.safeParse(c.req.param('participant')).data
    const scope = id && participantOf(membership, id)
    if (!scope) throw notFound()
    requireCoordinator(membership)
    if (!(await deps.participants.find(scope))) throw notFound()
    const [contact, invitations, chain, entries] = await Promise.all([
      deps.findContact(scope),
      deps.invitations.ofParticipant(scope),
      deps.audit.chain(participantChain(scope)),
      deps.contactLog.ofParticipant(scope),
    ])
    const { study } = membership
    const site = study.sites.find((one) => one.id === scope.site)
    const title = (timepoint: string) => titleOfInstance(study, timepoint, languageIn(c))
    const view: LedgerView = {
      participant: scope.participant,
      site: { id: scope.site, name: site?.name ?? scope.site, timeZone: site?.timeZone ?? 'UTC' },
      name: contact?.name ?? null,
      phone: contact?.phone ?? null,
      mayBeTexted: await permissionOf(deps.findPhone, contact),
      texts: ledgerOf(invitations, chain).map((line) => ({ ...line, timepoint: title(line.timepoint) })),
      entries: entries.map(({ at, outcome, timepoint, text, by }) => ({
        ...{ at, by, outcome: outcome ?? null, text: text ?? null },
        timepoint: timepoint === undefined ? null : title(timepoint),
      })),
    }
    return c.html(<LedgerPage frame={frameOf(c, membership)} view={view} />)
  })

  return app
}
