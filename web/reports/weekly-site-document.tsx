import { findReportsText } from '../text/reports-text.ts'
import { ReportDocument } from './report-document.tsx'
import { type ReportAbout, SECTIONS, type WeeklySite } from './weekly-site.ts'
import { WeeklySiteSections } from './weekly-site-sections.tsx'

type DocumentProps = {
  readonly locale: string
  readonly about: ReportAbout
  readonly sites: readonly WeeklySite[]
}

/** The weekly report of some clinics: the same from the same parts. */
export function WeeklySiteDocument({ locale, about, sites }: DocumentProps) {
  const title = findReportsText(locale).document.title(sites.map(({ siteName }) => siteName).join(', '))
  const isIncomplete = sites.some((site) => SECTIONS.some((name) => site[name].kind === 'failed'))
  return (
    <ReportDocument {...{ locale, about, title, isIncomplete }}>
      {sites.map((site) => (
        <WeeklySiteSections {...{ locale, site }} study={about.study} isNamed={sites.length > 1} />
      ))}
    </ReportDocument>
  )
}
