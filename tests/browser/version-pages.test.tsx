import { describe, it } from 'vitest'
import type { SiteRollout } from '../../web/api/studies/rollouts.ts'
import type { TimepointEffects, VersionEffects } from '../../web/api/studies/version-effects.ts'
import { VersionPreviewPage } from '../../web/console/version-preview-page.tsx'
import { VersionsPage } from '../../web/console/versions-page.tsx'
import { expectAccessiblePage } from '../support/accessibility.ts'
import { chromiumNote, chromiumPath } from '../support/chromium.ts'
import { frame } from '../support/console-views.ts'

const chromium = chromiumPath()
const english = { ...frame, member: { ...frame.member, role: 'lead' as const } }
const spanish = { ...english, locale: 'es' }
const names = {
  sites: [
    { id: 'harbor', title: 'Harbor Clinic' },
    { id: 'mesa', title: 'Mesa Clinic' },
  ],
  timepoints: [
    { id: 'week-4', title: 'Week 4' },
    { id: 'week-12', title: 'Week 12' },
  ],
}
const counts = {
  ...{ moved: 120, otherBattery: 4, otherTexts: 2, added: 0, cancelled: 0, cancelledByRule: 0 },
  ...{ leftOpen: 7, leftBegun: 3 },
}
const timepoints: TimepointEffects[] = [
  {
    ...{ timepoint: 'week-4', ...counts },
    shifts: { opens: { least: 48, most: 49 }, due: { least: 48, most: 48 }, closes: { least: -3, most: 48 } },
    opened: {
      before: { first: '2026-03-30T13:00:00.000Z', last: '2026-05-01T13:00:00.000Z' },
      after: { first: '2026-04-01T13:00:00.000Z', last: '2026-05-03T13:00:00.000Z' },
    },
  },
  { timepoint: 'week-12', ...counts, moved: 0, cancelled: 140, cancelledByRule: 5 },
]
const effects: VersionEffects = {
  ...{ version: '2.0.0', revision: 3, asOf: '2026-03-20T13:00:00.000Z' },
  sites: [
    { site: 'harbor', inForce: '1.4.0', participants: 150, touched: 140, timepoints },
    { site: 'mesa', inForce: '1.4.0', participants: 12, touched: 0, timepoints: [] },
  ],
}
const publishable = { revision: 3, needsSecondPerson: true, held: [] }
const rollout: NonNullable<SiteRollout['rollout']> = {
  ...{ version: '2.0.0', state: 'running', startedAt: '2026-03-20T13:00:00.000Z', moved: 80, touched: 70 },
  ...{
    changedAt: '2026-03-20T13:00:00.000Z',
    left: 70,
    isChangeable: true,
    timepoints: [{ timepoint: 'week-4', ...counts }],
  },
}
const rollouts: SiteRollout[] = [
  { site: 'harbor', inForce: '2.0.0', rollout },
  { site: 'mesa', inForce: '1.4.0', later: { version: '2.0.0', isHeld: true, isMovable: true } },
  { site: 'canyon', inForce: '1.4.0', later: { version: '2.0.0', isHeld: true, isMovable: false } },
  { site: 'summit', inForce: '2.0.0', rollout: { ...rollout, state: 'stopped', changedBy: 'lead' } },
  {
    site: 'lakeside',
    inForce: '1.4.0',
    later: { version: '2.0.0', from: '2026-04-01T13:00:00.000Z', isHeld: false, isMovable: false },
  },
]

const pages = {
  preview: <VersionPreviewPage frame={english} version="2.0.0" view={{ ...names, effects, publishable }} />,
  'preview in Spanish': (
    <VersionPreviewPage
      frame={spanish}
      version="2.0.0"
      view={{ ...names, effects, publishable }}
      notice="past"
    />
  ),
  'nothing to preview': (
    <VersionPreviewPage frame={english} version="–" view={{ ...names, effects: 'noDraft' }} />
  ),
  'versions of clinics': (
    <VersionsPage frame={english} view={{ ...names, rollouts, firstVersion: '1.4.0' }} notice="published" />
  ),
  'versions of clinics in Spanish': (
    <VersionsPage
      frame={spanish}
      view={{ ...names, rollouts, firstVersion: '1.4.0' }}
      notice="site-follows-version"
    />
  ),
  'a lead of no clinic': <VersionsPage frame={english} view={{ ...names, rollouts: [], firstVersion: '' }} />,
}

describe.skipIf(!chromium)(`pages of versions in Chromium${chromiumNote(chromium)}`, () => {
  it.each(Object.entries(pages))(
    '%s: no accessibility fault and no sideways scrolling, from 320 to 1280 px',
    async (_, content) => {
      await expectAccessiblePage(chromium ?? '', String(content))
    },
  )
})
