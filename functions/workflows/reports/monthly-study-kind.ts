import { MONTHLY_SECTIONS, type MonthlyStudy } from '../../../web/reports/monthly-study.ts'
import { buildMonthlyStudyReport } from '../../../web/reports/monthly-study-report.ts'
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
  // What a study did in a month is always something.
  hasNothing: () => false,
  listLeftOut: () => [],
  buildReport: (locale, about, [month]) => buildMonthlyStudyReport(locale, about, month),
  formatCsv: (months) => months.map(formatMonthlyStudyCsv).join(''),
}
