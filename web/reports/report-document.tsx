import type { Child } from 'hono/jsx'
import { Document } from '../components/document.tsx'
import { buildContentSecurityPolicy } from '../components/inline.ts'
import { staffStyle } from '../components/staff-style.ts'
import { createFormats } from '../console/format.ts'
import { findReportsText } from '../text/reports-text.ts'
import type { ReportAbout, Section } from './weekly-site.ts'

/** A report is a page without a script and without a request. */
export const reportContentSecurityPolicy = buildContentSecurityPolicy({ style: staffStyle })

type ReportDocumentProps = {
  readonly locale: string
  readonly about: ReportAbout
  readonly title: string
  readonly isIncomplete: boolean
  readonly children: Child
}

/** A report as a page to read and to print: what it is and as of when in front, and at its foot what it was made of. */
export function ReportDocument({ locale, about, title, isIncomplete, children }: ReportDocumentProps) {
  const text = findReportsText(locale).document
  const { moment } = createFormats(locale, about.timeZone)
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
        {children}
        <h2>{text.about}</h2>
        <ul class="small soft">
          <li>{text.study(about.studyTitle, about.studyVersion)}</li>
          <li>{text.definitions(about.definitions.join(', '))}</li>
          <li>{text.run(about.run)}</li>
          <li>{text.program(about.program)}</li>
          <li>{text.dataSha256(about.dataSha256)}</li>
          <li>{text.again}</li>
        </ul>
      </main>
    </Document>
  )
}

/** A section, or that it could not be made: neither is ever left out. */
export function ReportSection<Content extends object>({
  locale,
  title,
  isInner = false,
  section,
  children,
}: {
  readonly locale: string
  readonly title: string
  /** It stands under a heading of the second order. */
  readonly isInner?: boolean
  readonly section: Section<Content>
  readonly children: (made: { readonly kind: 'made' } & Content) => Child
}) {
  return (
    <>
      {isInner ? <h3>{title}</h3> : <h2>{title}</h2>}
      {section.kind === 'failed' ? (
        <p class="alarm">{findReportsText(locale).document.failed}</p>
      ) : (
        children(section)
      )}
    </>
  )
}
