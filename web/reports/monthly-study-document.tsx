import { findReportsText } from '../text/reports-text.ts'
import { MONTHLY_SECTIONS, type MonthlyStudy } from './monthly-study.ts'
import { Completion, Deviations, Flow, Recruitment } from './monthly-study-people.tsx'
import { Changes, Outcome } from './monthly-study-releases.tsx'
import { ReportDocument } from './report-document.tsx'
import type { ReportAbout } from './weekly-site.ts'

type DocumentProps = {
  readonly locale: string
  readonly about: ReportAbout
  readonly month: MonthlyStudy
}

/** The monthly report of a study: the same from the same part. */
export function MonthlyStudyDocument({ locale, about, month }: DocumentProps) {
  const text = findReportsText(locale).monthly
  const title = text.title(about.studyTitle)
  const isIncomplete = MONTHLY_SECTIONS.some((name) => month[name].kind === 'failed')
  return (
    <ReportDocument {...{ locale, about, title, isIncomplete }}>
      <p class="soft small">{text.scope}</p>
      <Recruitment {...{ locale, about, month }} />
      <Flow {...{ locale, month }} />
      <Completion {...{ locale, month }} />
      <Outcome {...{ locale, about, month }} />
      <Changes {...{ locale, month }} />
      <Deviations {...{ locale, month }} />
    </ReportDocument>
  )
}
