import { Document } from '../components/document.tsx'
import { buildContentSecurityPolicy } from '../components/inline.ts'
import { staffStyle } from '../components/staff-style.ts'
import { createFormats } from '../console/format.ts'
import { findReportsText } from '../text/reports-text.ts'
import { type ReportAbout, SECTIONS, type WeeklySite } from './weekly-site.ts'
import { WeeklySiteSections } from './weekly-site-sections.tsx'

/** A report is a page without a script and without a request. */
export const reportContentSecurityPolicy = buildContentSecurityPolicy({ style: staffStyle })

type DocumentProps = {
  readonly locale: string
  readonly about: ReportAbout
  readonly sites: readonly WeeklySite[]
}

/** The weekly report as a page to read and to print: the same from the same parts. */
export function WeeklySiteDocument({ locale, about, sites }: DocumentProps) {
  const text = findReportsText(locale).document
  const { moment } = createFormats(locale, about.timeZone)
  const title = text.title(sites.map(({ siteName }) => siteName).join(', '))
  const isIncomplete = sites.some((site) => SECTIONS.some((name) => site[name].kind === 'failed'))
  return (
    <Document locale={locale} title={`${title} – ${about.asOf.slice(0, 10)}`} style={staffStyle}>
      <main>
        <h1>{title}</h1>
        <p class="soft">{text.asOf(`${moment(about.asOf)} (${about.timeZone})`)}</p>
        {isIncomplete ? <p class="alarm">{text.incomplete}</p> : null}
        {about.isLate ? <p class="note">{text.late}</p> : null}
        {about.superseded.length === 0 ? null : (
          <p class="note">{text.superseded(about.superseded.join(', '))}</p>
        )}
        {about.leftOut.length === 0 ? null : <p class="note">{text.leftOut(about.leftOut.join(', '))}</p>}
        {sites.map((site) => (
          <WeeklySiteSections {...{ locale, site }} study={about.study} isNamed={sites.length > 1} />
        ))}
        <h2>{text.about}</h2>
        <ul class="small soft">
          <li>{text.study(about.studyTitle, about.studyVersion)}</li>
          <li>{text.run(about.run)}</li>
          <li>{text.program(about.program)}</li>
          <li>{text.dataSha256(about.dataSha256)}</li>
          <li>{text.again}</li>
        </ul>
      </main>
    </Document>
  )
}
