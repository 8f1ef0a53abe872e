import { createExportMaker, type ExportMakerDeps } from '../../functions/workflows/exports/export-maker.ts'
import type { JobMakers } from '../../functions/workflows/jobs/job.deps.ts'
import { createReportMaker, type ReportMakerDeps } from '../../functions/workflows/reports/report-maker.ts'

/** What the function makes reports and exports by. @param report in the place of its own */
export function createMakers(
  deps: ReportMakerDeps & ExportMakerDeps,
  report: JobMakers['report'] = createReportMaker(deps),
): JobMakers {
  return { report, export: createExportMaker(deps) }
}
