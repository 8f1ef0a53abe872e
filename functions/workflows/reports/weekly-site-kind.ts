import { SECTIONS, type WeeklySite } from '../../../web/reports/weekly-site.ts'
import { buildWeeklySiteReport } from '../../../web/reports/weekly-site-report.ts'
import { formatWeeklySiteCsv } from '../../interchange/csv/weekly-site-csv.ts'
import { requireSite } from '../access/staff-access.ts'
import { makeWeeklySite } from './make-weekly-site.ts'
import type { ReportKind } from './report-kind.ts'

/** The week of some clinics: a part is a clinic. */
export const weeklySiteKind: ReportKind<WeeklySite> = {
  listParts: ({ study, member }, { sites }) =>
    study.sites.map(({ id }) => id).filter((id) => sites.includes(id) && member.sites.includes(id)),
  makePart: (deps, membership, run, part, isLastTry) =>
    makeWeeklySite(deps, membership, requireSite(membership, part), run, isLastTry),
  isIncomplete: (site) => SECTIONS.some((name) => site[name].kind === 'failed'),
  hasNothing,
  listLeftOut(siteNames, run, parts) {
    const named = new Set(parts.map(({ site }) => site))
    return run.sites.filter((site) => !named.has(site)).map((site) => siteNames[site] ?? site)
  },
  buildReport: buildWeeklySiteReport,
  formatCsv: formatWeeklySiteCsv,
}

function hasNothing({ needsNow, calls }: WeeklySite): boolean {
  if (needsNow.kind === 'failed' || calls.kind === 'failed') return false
  const { kind: _, textsStopped, ...counts } = needsNow
  return !textsStopped && calls.people.length === 0 && Object.values(counts).every((count) => count === 0)
}
