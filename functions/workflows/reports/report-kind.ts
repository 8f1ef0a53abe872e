import type { ReportOutline } from '../../../web/reports/report-blocks.ts'
import type { ReportAbout } from '../../../web/reports/weekly-site.ts'
import type { ReportRun } from '../../records/job/report-run.ts'
import type { StudyMember } from '../access/staff-access.ts'
import type { MonthlyStudyDeps } from './make-monthly-study.ts'
import type { WeeklySiteDeps } from './make-weekly-site.ts'

export type ReportKindDeps = WeeklySiteDeps & MonthlyStudyDeps

/** One kind of report: of which parts it is made, and how they are shown. `Part` is JSON. */
export type ReportKind<Part extends object = object> = {
  /** Names of its parts, in their order; none where the membership has nothing of it. */
  listParts(membership: StudyMember, run: ReportRun): readonly string[]
  /** @param isLastTry a section that cannot be made is then left open; before, it throws */
  makePart(
    deps: ReportKindDeps,
    membership: StudyMember,
    run: ReportRun,
    part: string,
    isLastTry: boolean,
  ): Promise<Part>
  /** Whether a section could not be made. */
  isIncomplete(part: Part): boolean
  /** Whether nothing in it needs anybody: only of a part without a section that could not be made. */
  hasNothing(part: Part): boolean
  /** Names of the clinics that were asked for and are not in it. */
  listLeftOut(
    siteNames: Readonly<Record<string, string>>,
    run: ReportRun,
    parts: readonly Part[],
  ): readonly string[]
  /** All that it says, from which each format is written. @param parts at least one */
  buildReport(language: string, about: ReportAbout, parts: readonly [Part, ...Part[]]): ReportOutline
  /** Its tables, without what it was made of. */
  formatCsv(parts: readonly Part[]): string
}
