import * as z from 'zod/mini'
import { createEventHandler } from '../platform/aws/lambda.ts'
import { readEnvironment } from '../platform/core/environment.ts'
import { createExportMaker } from '../workflows/exports/export-maker.ts'
import { runDueJobs } from '../workflows/jobs/run-due-jobs.ts'
import { watchReports } from '../workflows/jobs/watch-reports.ts'
import { createReportMaker } from '../workflows/reports/report-maker.ts'
import {
  log,
  wireAlerts,
  wireCalls,
  wireContacts,
  wireMail,
  wireReading,
  wireReleases,
  wireResponses,
} from './wire.ts'
import { wireErasures } from './wire-erasures.ts'
import { wireReports } from './wire-reports.ts'

/** A report is begun only where there is time for it, longer than a lease, and an export where most of a call is left. */
const SPARE_MILLISECONDS = { report: 180_000, export: 780_000 }

const env = readEnvironment(
  ...(['STUDY_TABLE', 'CONTACTS_TABLE', 'LIBRARY_TABLE', 'MEMBERS_TABLE', 'AUDIT_TABLE'] as const),
  ...([
    'RELEASES_TABLE',
    'JOBS_TABLE',
    'REPORT_FILES_BUCKET',
    'MAIL_SENDER',
    'MAIL_CONFIGURATION_SET',
    'PUBLIC_URL',
    'PROGRAM_VERSION',
  ] as const),
)
const wired = {
  ...{ ...wireReading(env), ...wireContacts(env), ...wireCalls(env), ...wireAlerts(env) },
  ...{ ...wireErasures(env), ...wireMail(env), ...wireReports(env), ...wireReleases(env), log },
  ...wireResponses(env),
  ...{ publicUrl: env.PUBLIC_URL, program: env.PROGRAM_VERSION },
}
const makers = { report: createReportMaker(wired), export: createExportMaker(wired) }
const deps = { ...wired, makers }

const watchSchema = z.object({ watch: z.literal('reports') })

/** Called every minute to make reports and exports, and once a day to look for those that nobody makes. */
export const handler = createEventHandler(log, z.unknown(), async (event, context) =>
  watchSchema.safeParse(event).success
    ? watchReports(deps)
    : runDueJobs(deps, (job) => {
        const isExport = job.kind === 'run' && job.name.job === 'export'
        return context.getRemainingTimeInMillis() > SPARE_MILLISECONDS[isExport ? 'export' : 'report']
      }),
)
