import { pickText } from '../../../surveys/instrument/vocabulary.ts'
import { formatOccurrenceTitle } from '../../../surveys/study/occurrence.ts'
import type { HistoryEntry } from '../../../web/api/worklist/history.ts'
import { type HistoryLine, HistoryPage, type HistoryView } from '../../../web/console/index.ts'
import { createHono } from '../../platform/http/hono.ts'
import { formatDisposition } from '../../records/participant/participant.ts'
import { findHistoryPage } from '../../rules/history/participant-history.ts'
import { readTextingPermission } from '../../rules/texting/permission.ts'
import { buildNotFound, type StudyMember } from '../../workflows/access/staff-access.ts'
import { readHistoryWithContact } from '../../workflows/worklist/read-history.ts'
import type { WorklistRouteDeps } from '../../workflows/worklist/worklist.deps.ts'
import { describeAlertSource } from '../app/alert-source.ts'
import { buildFrame, type ConsoleEnv, readLanguage } from '../app/console-app.tsx'
import { requireParticipantCase } from './participant-case.ts'

const PAGE_SIZE = 50

/** One participant's whole history: what only those may see who call. */
export function createHistoryRoutes(deps: WorklistRouteDeps) {
  const app = createHono<ConsoleEnv>().get('/studies/:study/participants/:participant/history', async (c) => {
    const { membership, scope, participant } = await requireParticipantCase(deps, c)
    const reading = {
      reader: { kind: 'coordinator', sub: c.var.person.sub },
      scope,
      what: 'history',
    } as const
    const { contact, history } = await deps.identified.open(reading, readHistoryWithContact(deps, scope))
    const cursor = c.req.query('cursor')
    const page = findHistoryPage(history, cursor, PAGE_SIZE)
    if (!page) throw buildNotFound()
    const { study } = membership
    const site = study.sites.find((one) => one.id === scope.site)
    const alerts = new Map(history.flatMap((entry) => (entry.kind === 'alert' ? [[entry.alert, entry]] : [])))
    const view: HistoryView = {
      participant: scope.participant,
      site: { id: scope.site, name: site?.name ?? scope.site, timeZone: site?.timeZone ?? 'UTC' },
      ended: formatDisposition(participant.ended),
      name: contact?.name ?? null,
      birthYear: contact?.birthYear ?? null,
      phone: contact?.phone ?? null,
      mayBeTexted: await readTextingPermission(deps.findPhone, contact),
      lines: page.entries.map((entry) => buildLine(membership, entry, alerts, readLanguage(c))),
      isFirstPage: cursor === undefined,
      next: page.next,
    }
    return c.html(<HistoryPage frame={buildFrame(c, membership)} view={view} />)
  })

  return app
}

/** The alert that an entry is about. */
function findAlert(entry: HistoryEntry): string | null {
  if (entry.kind === 'urgent') return entry.urgent === 'escalation' ? entry.about : null
  return 'alert' in entry ? entry.alert : null
}

function describeAttribute(
  { attributes }: StudyMember['study'],
  { attribute, before, after }: Extract<HistoryEntry, { kind: 'attribute' }>,
  locale: string,
) {
  const known = attributes.find(({ id }) => id === attribute)
  const pickTitle = (code: string | null) =>
    code === null ? null : pickText(known?.options.find((one) => one.code === code)?.title, locale) || code
  return {
    title: pickText(known?.title, locale) || attribute,
    before: pickTitle(before),
    after: pickTitle(after),
  }
}

type AlertEntry = Extract<HistoryEntry, { kind: 'alert' }>

function buildLine(
  { study, library }: StudyMember,
  entry: HistoryEntry,
  alerts: ReadonlyMap<string, AlertEntry>,
  locale: string,
): HistoryLine {
  const timepoint = 'timepoint' in entry ? entry.timepoint : null
  const alert = alerts.get(findAlert(entry) ?? '')
  return {
    entry,
    timepoint: timepoint === null ? null : formatOccurrenceTitle(study, timepoint, locale),
    source: alert ? describeAlertSource(library, alert, locale) : null,
    attribute: entry.kind === 'attribute' ? describeAttribute(study, entry, locale) : null,
  }
}
