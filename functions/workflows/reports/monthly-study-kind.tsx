import { MONTHLY_SECTIONS, type MonthlyStudy } from '../../../web/reports/monthly-study.ts'
import { MonthlyStudyDocument } from '../../../web/reports/monthly-study-document.tsx'
import { formatMonthlyStudyCsv } from '../../interchange/csv/monthly-study-csv.ts'
import { makeMonthlyStudy } from './make-monthly-study.ts'
import type { ReportKind } from './report-kind.ts'

/** Not the id of a clinic, of which one is at most 40 characters. */
const WHOLE_STUDY = 'whole-study'

/** The month of a study over all its clinics, which is one part. */
export const monthlyStudyKind: ReportKind<MonthlyStudy> = {
  listParts: () => [WHOLE_STUDY],
  makePart: (deps, membership, run, _part, isLastTry) => makeMonthlyStudy(deps, membership, run, isLastTry),
  isIncomplete: (month) => MONTHLY_SECTIONS.some((name) => month[name].kind === 'failed'),
  listLeftOut: () => [],
  renderHtml: (locale, about, months) =>
    months.map((month) => String(<MonthlyStudyDocument {...{ locale, about, month }} />)).join(''),
  formatCsv: (months) => months.map(formatMonthlyStudyCsv).join(''),
}
