import { Hono } from 'hono'
import { formatOccurrenceTitle } from '../../../surveys/study/occurrence.ts'
import { participantIdSchema } from '../../../web/api/schemas/path-parameters.ts'
import { LedgerPage, type LedgerView } from '../../../web/console/index.ts'
import { formatDisposition } from '../../records/participant/participant.ts'
import { buildMessageHistory } from '../../rules/texting/message-history.ts'
import { readTextingPermission } from '../../rules/texting/permission.ts'
import {
  buildNotFound,
  requireCoordinator,
  requireMembership,
  requireParticipant,
} from '../../workflows/access/staff-access.ts'
import type { WorklistRouteDeps } from '../../workflows/worklist/worklist.deps.ts'
import { buildFrame, type ConsoleEnv, readLanguage } from '../app/console-app.tsx'

/** One participant's texts, sent or not, and who called them: what only those may see who call. */
export function messageHistoryRoutes(deps: WorklistRouteDeps) {
  const app = new Hono<ConsoleEnv>().get('/studies/:study/participants/:participant/texts', async (c) => {
    const membership = await requireMembership(deps, c.var.person, c.req.param('study'))
    const id = participantIdSchema.safeParse(c.req.param('participant')).data
    const scope = id && requireParticipant(membership, id)
    if (!scope) throw buildNotFound()
    requireCoordinator(membership)
    const participant = await deps.participants.find(scope)
    if (!participant) throw buildNotFound()
    const [contact, histories, entries] = await Promise.all([
      deps.findContact(scope),
      deps.textPlans.listHistory(scope),
      deps.contactLog.listByParticipant(scope),
    ])
    const { study } = membership
    const site = study.sites.find((one) => one.id === scope.site)
    const formatTitle = (timepoint: string) => formatOccurrenceTitle(study, timepoint, readLanguage(c))
    const view: LedgerView = {
      participant: scope.participant,
      site: { id: scope.site, name: site?.name ?? scope.site, timeZone: site?.timeZone ?? 'UTC' },
      ended: formatDisposition(participant.ended),
      name: contact?.name ?? null,
      phone: contact?.phone ?? null,
      mayBeTexted: await readTextingPermission(deps.findPhone, contact),
      texts: buildMessageHistory(histories).map((line) => ({
        ...line,
        timepoint: formatTitle(line.timepoint),
      })),
      entries: entries.map(({ at, outcome, timepoint, text, by }) => ({
        ...{ at, by, outcome: outcome ?? null, text: text ?? null },
        timepoint: timepoint === undefined ? null : formatTitle(timepoint),
      })),
    }
    return c.html(<LedgerPage frame={buildFrame(c, membership)} view={view} />)
  })

  return app
}
