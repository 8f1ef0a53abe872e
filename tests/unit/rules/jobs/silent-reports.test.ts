import { describe, expect, test } from 'vitest'
import type { ReportRun } from '../../../../functions/records/job/report-run.ts'
import type { Run } from '../../../../functions/records/job/run.ts'
import type { Subscription } from '../../../../functions/records/job/subscription.ts'
import { resolveWallTime } from '../../../../functions/rules/jobs/planned-reports.ts'
import { findSilentReports } from '../../../../functions/rules/jobs/silent-reports.ts'
import { buildRun } from '../../../../functions/workflows/jobs/plan-run.ts'

const schedule = { every: { kind: 'week', weekday: 1 }, time: '07:30', timeZone: 'America/New_York' } as const
const at = (date: string) => resolveWallTime(date, schedule)
/** Ten in the morning of Monday, 9 March, in New York: two and a half hours after the report of the day. */
const NOW = '2026-03-09T14:00:00.000Z'
const subscription: Subscription = {
  ...{ id: '0123456789abcdef', study: 'registry', owner: 'me', content: 'weekly-site', sites: ['harbor'] },
  ...{ format: 'html', language: 'en', schedule, email: 'a@example.org', salt: 's' },
  ...{ state: 'active', reason: null, version: 1, createdAt: '2026-03-01T00:00:00.000Z' },
  next: at('2026-03-16'),
}
const run: ReportRun = {
  ...buildRun(subscription, {
    ...{ key: '2026-03-09', kind: 'planned', asOf: '2026-03-09T11:30:00.000Z', superseded: [] },
    ...{ createdAt: '2026-03-09T11:30:00.000Z', isLate: false, previousAsOf: null },
    dueAt: '2026-03-09T11:35:00.000Z',
  }),
}
const exported: Run = {
  ...{ job: 'export', key: '0123456789abcdef', study: 'registry', owner: 'me', site: null },
  ...{ variant: 'dates', format: 'csv', asOf: '2026-03-09T11:30:00.000Z', state: 'planned', reason: null },
  ...{ tries: 0, lease: null, file: null, scope: null, progress: { sites: 0, participants: 0 } },
  ...{ createdAt: '2026-03-09T11:30:00.000Z', madeAt: null, dueAt: '2026-03-09T11:30:00.000Z' },
}
const find = (of: Partial<Subscription>, runs: readonly Run[] = []) =>
  findSilentReports({ subscriptions: [{ ...subscription, ...of }], runs }, NOW).map(({ date, why }) => [
    ...[date, why],
  ])

describe('is silent', () => {
  test('a date that nobody planned', () => {
    expect(find({ next: at('2026-03-09') })).toEqual([['2026-03-09', 'not-planned']])
    expect(find({ next: undefined })).toEqual([[null, 'not-planned']])
  })

  test('a date that would be passed over', () => {
    expect(find({ next: at('2026-03-23') })).toEqual([['2026-03-16', 'passed-over']])
  })

  test.each([
    ['nobody makes', {}],
    ['is being made for hours', { state: 'making', tries: 1 }],
    ['is made and not announced', { state: 'made', madeAt: '2026-03-09T11:40:00.000Z', notice: 'waiting' }],
    ['is made, with a mail that was begun', { state: 'made', notice: 'claimed' }],
    ['failed, and nobody says so', { state: 'failed', notice: 'waiting' }],
    ['nothing is due of any more', { dueAt: undefined }],
  ] satisfies [string, { [K in keyof ReportRun]?: ReportRun[K] | undefined }][])(
    'a run that %s',
    (_, change) => {
      const { dueAt: __, ...rest } = run
      expect(find({}, [{ ...rest, ...(change as Partial<ReportRun>) }])).toEqual([
        ['2026-03-09', 'not-settled'],
      ])
    },
  )

  test('an export that nobody makes', () => {
    expect(find({}, [exported])).toEqual([['0123456789abcdef', 'not-settled']])
  })
})

describe('is not silent', () => {
  test.each([
    ['what is planned ahead', {}],
    ['what is paused', { state: 'paused', next: at('2026-02-02') }],
    ['what is ended', { state: 'ended', next: undefined }],
  ] satisfies [string, Partial<Subscription> | { state: 'ended'; next: undefined }][])('%s', (_, change) => {
    expect(find(change as Partial<Subscription>)).toEqual([])
  })

  test('what fell due within the last two hours', () => {
    const subscriptions = [{ ...subscription, next: at('2026-03-09') }]
    expect(findSilentReports({ subscriptions, runs: [run] }, '2026-03-09T13:30:00.000Z')).toEqual([])
  })

  test.each(['made', 'failed', 'cancelled'] as const)('an export that is %s', (state) => {
    expect(find({}, [{ ...exported, state }])).toEqual([])
  })

  test('a run that is made again, whenever it was planned', () => {
    const createdAt = '2025-03-09T11:30:00.000Z'
    expect(find({}, [{ ...run, createdAt, dueAt: NOW }])).toEqual([])
  })

  test.each(['sent', 'refused', 'unknown'] as const)('a run whose notice is %s', (notice) => {
    expect(find({}, [{ ...run, state: 'made', notice, madeAt: NOW }])).toEqual([])
  })
})
