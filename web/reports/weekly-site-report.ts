import { findReportsText } from '../text/reports-text.ts'
import type { ReportOutline } from './report-blocks.ts'
import { buildReportOutline } from './report-outline.ts'
import { type ReportAbout, SECTIONS, type WeeklySite } from './weekly-site.ts'
import { buildWeeklySiteBlocks } from './weekly-site-blocks.ts'

/** The weekly report of some clinics: the same from the same parts. */
export function buildWeeklySiteReport(
  locale: string,
  about: ReportAbout,
  sites: readonly WeeklySite[],
): ReportOutline {
  return buildReportOutline(locale, about, {
    title: findReportsText(locale).document.title(sites.map(({ siteName }) => siteName).join(', ')),
    isIncomplete: sites.some((site) => SECTIONS.some((name) => site[name].kind === 'failed')),
    blocks: sites.flatMap((site) =>
      buildWeeklySiteBlocks({ locale, site, study: about.study, isNamed: sites.length > 1 }),
    ),
  })
}
