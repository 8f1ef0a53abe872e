import { describe, it } from 'vitest'
import { resolveWallTime } from '../../functions/rules/jobs/planned-reports.ts'
import { RUN_REASONS, RUN_STATES } from '../../web/api/jobs/run-states.ts'
import type { RunView } from '../../web/api/reports/report-run.ts'
import { REPORT_CONTENTS, type SubscriptionView } from '../../web/api/reports/report-subscription.ts'
import { REPORT_FIELDS, type ReportFields } from '../../web/console/report-form.tsx'
import { ReportRunPage, ReportSubscriptionPage } from '../../web/console/report-run-page.tsx'
import { ReportsPage, type ReportsView } from '../../web/console/reports-page.tsx'
import type { MonthlyStudy } from '../../web/reports/monthly-study.ts'
import { buildMonthlyStudyReport } from '../../web/reports/monthly-study-report.ts'
import { ReportDocument } from '../../web/reports/report-document.tsx'
import { buildWeeklySiteReport } from '../../web/reports/weekly-site-report.ts'
import { expectAccessiblePage } from '../support/accessibility.ts'
import { chromiumNote, chromiumPath } from '../support/chromium.ts'
import { frame } from '../support/console-views.ts'
import { monthlyStudy } from '../support/monthly-study.ts'
import { reportAbout, weeklySite } from '../support/weekly-site.ts'

const chromium = chromiumPath()
const schedule = { every: { kind: 'week', weekday: 7 }, time: '02:30', timeZone: 'America/New_York' } as const
const dates = ['2026-03-08', '2026-11-01', '2026-11-08'].map((date) => resolveWallTime(date, schedule))
const subscription: SubscriptionView = {
  ...{ id: '0123456789abcdef', version: 3, content: 'weekly-site', sites: ['harbor'], format: 'html' },
  ...{ language: 'en', schedule, state: 'active', reason: null, owner: 'me', whenNothing: 'mail' },
  ...{ email: 'a-long-address-of-somebody@a-long-name-of-a-clinic.example.org', next: dates },
}
const run: RunView = {
  ...{ id: '0123456789abcdef.2026-03-08', subscription: subscription.id, content: 'weekly-site' },
  ...{ format: 'html', kind: 'planned', asOf: '2026-03-08T07:00:00.000Z', timeZone: schedule.timeZone },
  ...{ state: 'made', reason: null, isLate: true, superseded: ['2026-02-22', '2026-03-01'] },
  ...{ parts: { made: 1, of: 1 }, isIncomplete: true, hasNothing: false, isUnseen: false, notice: 'unknown' },
  ...{ file: { sha256: '0'.repeat(64), bytes: 1 }, madeAt: '2026-03-08T09:00:00.000Z' },
}
const fields: ReportFields = {
  values: { email: 'nobody', timeZone: 'America/New_York' },
  sites: [],
  faults: new Set([...REPORT_FIELDS, 'sites']),
}
const sites = [{ id: 'harbor', name: 'Harbor Clinic' }]
const view: ReportsView = {
  subscriptions: [
    subscription,
    { ...subscription, state: 'paused', reason: 'by-owner', next: [] },
    { ...subscription, owner: 'somebody', state: 'paused', reason: 'no-membership', email: null, next: [] },
  ],
  runs: [
    run,
    ...RUN_STATES.map((state) => ({ ...run, state, notice: null })),
    ...RUN_REASONS.map((reason) => ({ ...run, state: 'failed' as const, reason, isUnseen: true })),
  ],
  ...{ contents: REPORT_CONTENTS, viewer: 'me', sites, fields, preview: dates, notice: 'saved' },
}

const EMPTY_MONTH: MonthlyStudy = {
  ...monthlyStudy,
  recruitment: { kind: 'failed' },
  completion: { kind: 'made', rows: [] },
  outcome: { kind: 'made', state: 'no-release' },
  changes: { kind: 'made', state: 'first-release' },
}

const pages = {
  ...Object.fromEntries(
    (['en', 'es'] as const).flatMap((locale) => {
      const at = { ...frame, locale }
      return Object.entries({
        'everything on one page': <ReportsPage frame={at} view={view} />,
        'nothing yet': (
          <ReportsPage frame={at} view={{ ...view, subscriptions: [], runs: [], notice: undefined }} />
        ),
        'one subscription': (
          <ReportSubscriptionPage
            {...{ frame: at, id: subscription.id, contents: REPORT_CONTENTS }}
            {...{ sites, fields, preview: dates }}
          />
        ),
        'a report that is ready': <ReportRunPage frame={at} run={run} isExpired={false} notice="too-late" />,
        'a report being made': (
          <ReportRunPage frame={at} run={{ ...run, state: 'making', file: null }} isExpired={false} />
        ),
        'a report that failed': (
          <ReportRunPage
            frame={at}
            run={{ ...run, state: 'failed', reason: 'error', file: null }}
            isExpired={false}
            notice="rerun"
          />
        ),
        'the report itself': (
          <ReportDocument
            outline={buildWeeklySiteReport(locale, reportAbout, [
              weeklySite,
              { ...weeklySite, siteName: 'Mesa' },
            ])}
          />
        ),
        'the monthly report': (
          <ReportDocument outline={buildMonthlyStudyReport(locale, reportAbout, monthlyStudy)} />
        ),
        'a monthly report with nothing to say': (
          <ReportDocument
            outline={buildMonthlyStudyReport(locale, { ...reportAbout, previousAsOf: null }, EMPTY_MONTH)}
          />
        ),
      }).map(([name, page]) => [`${name}, ${locale}`, page] as const)
    }),
  ),
}

describe.skipIf(!chromium)(`reports in Chromium${chromiumNote(chromium)}`, () => {
  it.each(Object.entries(pages))(
    '%s: no accessibility fault and no sideways scrolling, from 320 to 1280 px',
    async (_, content) => {
      await expectAccessiblePage(chromium ?? '', String(content))
    },
  )
})
