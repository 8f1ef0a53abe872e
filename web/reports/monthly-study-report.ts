import { findReportsText } from '../text/reports-text.ts'
import { MONTHLY_SECTIONS, type MonthlyStudy } from './monthly-study.ts'
import { buildCompletion, buildDeviations, buildFlow, buildRecruitment } from './monthly-study-people.ts'
import { buildChanges, buildOutcome } from './monthly-study-releases.ts'
import { buildText, type ReportOutline } from './report-blocks.ts'
import { buildReportOutline } from './report-outline.ts'
import type { ReportAbout } from './weekly-site.ts'

/** The monthly report of a study: the same from the same part. */
export function buildMonthlyStudyReport(
  locale: string,
  about: ReportAbout,
  month: MonthlyStudy,
): ReportOutline {
  const text = findReportsText(locale).monthly
  return buildReportOutline(locale, about, {
    title: text.title(about.studyTitle),
    isIncomplete: MONTHLY_SECTIONS.some((name) => month[name].kind === 'failed'),
    blocks: [
      buildText(text.scope, 'soft'),
      ...buildRecruitment({ locale, about, month }),
      ...buildFlow({ locale, month }),
      ...buildCompletion({ locale, month }),
      ...buildOutcome({ locale, about, month }),
      ...buildChanges({ locale, month }),
      ...buildDeviations({ locale, month }),
    ],
  })
}
