import { describe, it } from 'vitest'
import type { ExportRunView } from '../../web/api/exports/export-run.ts'
import { RUN_REASONS, RUN_STATES } from '../../web/api/jobs/run-states.ts'
import { EXPORT_NOTICES, ExportRunsPage, type ExportRunsView } from '../../web/console/export-runs-page.tsx'
import { expectAccessiblePage } from '../support/accessibility.ts'
import { chromiumNote, chromiumPath } from '../support/chromium.ts'
import { frame } from '../support/console-views.ts'

const chromium = chromiumPath()
const run: ExportRunView & { isExpired: boolean } = {
  ...{ id: '0123456789abcdef', site: null, variant: 'study-days', format: 'csv', state: 'made' },
  ...{ asOf: '2026-03-08T07:00:00.000Z', madeAt: '2026-03-08T07:01:00.000Z', reason: null },
  ...{ progress: { sites: 2, of: 3, participants: 4321 }, isExpired: false },
  file: { name: 'a-long-name-of-a-study-tidy-study-days-2026-03-08.zip', sha256: '0'.repeat(64), bytes: 1 },
}
const sites = [{ id: 'harbor', name: 'Harbor Clinic' }]
const view: ExportRunsView = {
  runs: [
    ...[run, { ...run, isExpired: true }],
    ...RUN_STATES.map((state) => ({ ...run, state, file: null })),
    ...RUN_REASONS.map((reason) => ({ ...run, state: 'failed' as const, reason, file: null })),
  ],
  ...{ sites, site: 'harbor', timeZone: 'America/New_York', notice: 'ordered' },
}

const pages = (['en', 'es'] as const).flatMap((locale) => [
  ...EXPORT_NOTICES.map((notice) => [`${locale} ${notice}`, locale, { ...view, notice }] as const),
  [`${locale} nothing yet`, locale, { ...view, runs: [], notice: undefined }] as const,
  [`${locale} no clinic`, locale, { ...view, runs: [], sites: [] }] as const,
])

describe.skipIf(!chromium)(`exports in Chromium${chromiumNote(chromium)}`, () => {
  it.each(pages)(
    '%s: no accessibility fault and no sideways scrolling, from 320 to 1280 px',
    async (_, locale, shown) => {
      await expectAccessiblePage(
        chromium ?? '',
        String(<ExportRunsPage frame={{ ...frame, locale }} view={shown} />),
      )
    },
  )
})
